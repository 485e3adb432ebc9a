import { request, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { idleApp } from '../idle-app.ts';

/** Without a client secret the service trusts this machine: these requests come from it, and from a browser on it. */

let server: Server;
let port: number;
const ran: string[] = [];
beforeAll(async () => {
  const app = idleApp({
    portals: { find: async () => '1' },
    readCompanyHealth: async () => '{}',
    runAction: async (_portalId, name) => ({ done: ran.push(name) }),
    metrics: { read: async () => ({ contentType: 'text/plain', text: '' }), token: null },
  });
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => void ran.splice(0));

function ask(method: string, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, headers }, (answer) =>
      resolve(answer.resume().statusCode),
    )
      .on('error', reject)
      .end(method === 'POST' ? '{}' : undefined);
  });
}

const ACTION = '/api/actions/saveSettings';
const JSON_TYPE = { 'content-type': 'application/json' };

test.each([
  ['of another site', { origin: 'https://evil.example.com' }],
  ['of nowhere', { origin: 'null' }],
  ['of another port of this machine', { origin: 'http://127.0.0.1:1' }],
  ['that the browser says is another site', { 'sec-fetch-site': 'cross-site' }],
  ['that the browser says is a neighbour', { 'sec-fetch-site': 'same-site' }],
])('a page %s gets nothing done and reads nothing', async (_, headers) => {
  const given = { ...JSON_TYPE, ...headers };
  expect(await ask('POST', ACTION, given)).toBe(401);
  expect(await ask('POST', '/workflow-actions/recalculate', given)).toBe(401);
  expect(await ask('GET', '/api/companies/11/health', given)).toBe(401);
  expect(await ask('GET', '/metrics', given)).toBe(401);
  expect(ran).toEqual([]);
});

test.each([
  ['text/plain', { 'content-type': 'text/plain' }],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['nothing', {}],
])('an order as %s, which a page may send unasked, is refused', async (_, headers) => {
  expect(await ask('POST', ACTION, headers as Record<string, string>)).toBe(400);
  expect(ran).toEqual([]);
});

test('who asks from this machine itself is served: a program, and a page of ours', async () => {
  expect(await ask('POST', ACTION, JSON_TYPE)).toBe(200);
  expect(await ask('POST', ACTION, { 'content-type': 'application/json; charset=utf-8' })).toBe(200);
  const own = { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
  expect(await ask('POST', ACTION, { ...JSON_TYPE, ...own })).toBe(200);
  expect(await ask('GET', '/api/companies/11/health', { 'sec-fetch-site': 'none' })).toBe(200);
  expect(ran).toHaveLength(3);
});

test('a link on a page elsewhere may be followed, but not shown inside that page', async () => {
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  const path = '/api/companies/11/health';
  expect(await ask('GET', path, { ...link, 'sec-fetch-dest': 'document' })).toBe(200);
  expect(await ask('GET', path, { ...link, 'sec-fetch-dest': 'iframe' })).toBe(401);
  expect(await ask('POST', ACTION, { ...JSON_TYPE, ...link, 'sec-fetch-dest': 'document' })).toBe(401);
});
