import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildHubSpotProject } from '../../scripts/build-hubspot.ts';
import { fixtureCompany } from '../extensions/fixtures/companies.ts';

const root = path.resolve(import.meta.dirname, '../..');
const TOKEN = 'pat-na1-very-secret';
const MEMORY_MB = 128;

let out: string;
beforeAll(async () => {
  await mkdir(path.join(root, 'build'), { recursive: true });
  out = await mkdtemp(path.join(root, 'build/function-'));
  await buildHubSpotProject({ root, out, auth: 'static' });
});
afterAll(() => rm(out, { recursive: true, force: true }));

interface Run {
  readonly result: unknown;
  /** Everything the process wrote beside the result. */
  readonly noise: string;
}

/** Runs the bundled function in a process of its own, as HubSpot does, within the memory HubSpot gives. */
async function runFunction(parameters: unknown, environment: Record<string, string>): Promise<Run> {
  const script = path.join(out, 'app/functions/get-health.js');
  const program = `require(${JSON.stringify(script)}).main({ parameters: ${JSON.stringify(parameters)} })
    .then((result) => console.log('RESULT' + JSON.stringify(result)))`;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${MEMORY_MB}`, '--eval', program],
    { env: environment, timeout: 120_000, maxBuffer: 2 ** 22 },
  );
  const [noise = '', result = 'null'] = stdout.split('RESULT');
  return { result: JSON.parse(result), noise: noise + stderr };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A HubSpot that answers as told. */
async function withHubSpot<Result>(
  handler: Handler,
  use: (baseUrl: string) => Promise<Result>,
): Promise<Result> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function answering(status: number, body: unknown): Handler {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const run = (handler: Handler, parameters: unknown = { companyId: '1002' }) =>
  withHubSpot(handler, (baseUrl) =>
    runFunction(parameters, { PRIVATE_APP_ACCESS_TOKEN: TOKEN, HUBSPOT_BASE_URL: baseUrl }),
  );

const company = fixtureCompany('red', Date.parse('2026-11-20T08:00:00Z'));

test('reads the health of a company with the app token', async () => {
  const requests: { url: string | undefined; authorization: string | undefined }[] = [];
  const { result, noise } = await run((request, response) => {
    requests.push({ url: request.url, authorization: request.headers.authorization });
    answering(200, { id: '1002', properties: company.properties })(request, response);
  });
  expect(result).toEqual({
    companyId: '1002',
    score: 29.6,
    band: 'red',
    alert: 'critical',
    scoredAt: company.breakdown.scoredAt,
    breakdown: JSON.parse(JSON.stringify(company.breakdown)) as unknown,
  });
  expect(requests).toHaveLength(1);
  expect(requests[0]?.url).toMatch(/^\/crm\/objects\/2026-09\/companies\/1002\?properties=health_score%2C/);
  expect(requests[0]?.authorization).toBe(`Bearer ${TOKEN}`);
  expect(noise).toBe('');
});

test.each([
  ['never scored', {}],
  ['empty values', { health_score: '', health_breakdown: '', health_band: null }],
  ['a broken breakdown', { health_score: 'x', health_breakdown: '{"v":1' }],
])('%s: no numbers are made up', async (_, properties) => {
  const { result } = await run(answering(200, { properties }));
  expect(result).toMatchObject({ companyId: '1002', score: null, breakdown: null });
});

test.each([
  [{}],
  [{ companyId: '../deals' }],
  [{ companyId: '' }],
  [{ companyId: -1 }],
  [{ companyId: 1.5 }],
  [{ companyId: { $ne: 1 } }],
  [null],
])('%j is refused before anything is asked', async (parameters) => {
  let asked = 0;
  const { result } = await run((_request, response) => {
    asked += 1;
    response.end();
  }, parameters);
  expect(result).toMatchObject({ error: { code: 'input-invalid' } });
  expect(asked).toBe(0);
});

test.each([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [418, 'upstream-rejected'],
  [429, 'rate-limited'],
  [503, 'upstream-unavailable'],
])('HubSpot answers %i: %s, and the token stays secret', async (status, code) => {
  const { result, noise } = await run(answering(status, { message: `token ${TOKEN} refused` }));
  expect(result).toMatchObject({ error: { code } });
  expect(JSON.stringify(result) + noise).not.toContain(TOKEN);
});

test.each(['<html>', '[]', '{"properties":[1]}', '{"properties":{"health_score":{}}}', ''])(
  'garbage %j is no company',
  async (body) => {
    const { result } = await run(answering(200, body));
    expect(result).toMatchObject({ error: { code: 'upstream-invalid' } });
  },
);

test('a connection that breaks is an error object, not a crash', async () => {
  const { result } = await run((request) => request.socket.destroy());
  expect(result).toMatchObject({ error: { code: 'upstream-unavailable' } });
});

test('a redirect elsewhere is not followed with the token', async () => {
  const { result } = await run((_request, response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
  });
  expect(result).toMatchObject({ error: { code: 'upstream-unavailable' } });
});

test('an answer that never comes ends before HubSpot stops the function', async () => {
  const { result } = await run(() => undefined);
  expect(result).toMatchObject({ error: { code: 'upstream-unavailable' } });
});

test('without a token it says so', async () => {
  const { result } = await runFunction({ companyId: '1' }, {});
  expect(result).toMatchObject({ error: { code: 'config-invalid' } });
});
