import { Readable } from 'node:stream';
import { FAULT_KINDS, type FaultKind, type FaultOptions } from '../../../src/sandbox/http/faults.ts';
import { jsonReply, textReply } from '../../../src/sandbox/http/reply.ts';
import { createRouter } from '../../../src/sandbox/http/router.ts';
import { type SandboxServer, startSandboxServer } from '../../../src/sandbox/http/server.ts';

let server: SandboxServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(faults?: FaultOptions): Promise<string> {
  server = await startSandboxServer({
    handler: createRouter(
      {
        'GET /things/:id': ({ query }, { id }) => jsonReply(200, { id, q: query.get('q') }),
        'POST /things': ({ body }) => jsonReply(201, { length: body.length }),
        'GET /long': () => ({
          status: 200,
          body: Readable.from(Array<Buffer>(100).fill(Buffer.alloc(10_000))),
        }),
        'GET /broken': () => {
          throw new Error('oops');
        },
      },
      () => textReply(404, 'nothing here'),
    ),
    faults,
    faultReply: (status) => textReply(status, 'fault'),
  });
  return server.baseUrl;
}

/** What a client sees of one request. */
async function outcome(url: string): Promise<string> {
  try {
    const response = await fetch(url);
    const bytes = (await response.arrayBuffer()).byteLength;
    return `${response.status} ${bytes}`;
  } catch {
    return 'failed';
  }
}

describe('requests', () => {
  test('listens on the loopback address only', async () => {
    expect(await start()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('routes by method and path, with decoded parameters and the query', async () => {
    const base = await start();
    expect(await (await fetch(`${base}/things/a%20b?q=1`)).json()).toEqual({ id: 'a b', q: '1' });
    expect((await fetch(`${base}/things/a`, { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(`${base}/things/`)).status).toBe(404);
    expect((await fetch(`${base}/things/%E0%A4%A`)).status).toBe(404);
  });

  test('takes a body of up to a megabyte', async () => {
    const base = await start();
    const post = (size: number) => fetch(`${base}/things`, { method: 'POST', body: 'x'.repeat(size) });
    expect(await (await post(1_000_000)).json()).toEqual({ length: 1_000_000 });
    expect((await post(1_100_000)).status).toBe(413);
  });

  test('a handler that throws answers 500 and the server lives on', async () => {
    const base = await start();
    expect((await fetch(`${base}/broken`)).status).toBe(500);
    expect((await fetch(`${base}/things/1`)).status).toBe(200);
  });

  test('a port in use is an error', async () => {
    const port = Number(new URL(await start()).port);
    const options = { handler: () => textReply(200, ''), faultReply: () => textReply(500, '') };
    await expect(startSandboxServer({ ...options, port })).rejects.toThrow('EADDRINUSE');
  });
});

describe('faults', () => {
  const always = (kind: FaultKind): FaultOptions => ({ seed: 1, rate: 1, kinds: [kind], maxLatencyMs: 5 });

  test.each<[FaultKind, RegExp]>([
    ['error', /^50\d 5$/],
    ['rate-limit', /^429 5$/],
    ['drop', /^failed$/],
    ['truncate', /^failed$/],
    ['latency', /^200 18$/],
  ])('%s', async (kind, expected) => {
    const base = await start(always(kind));
    expect(await outcome(`${base}/things/1?q=2`)).toMatch(expected);
  });

  test('a streamed body is cut too', async () => {
    const base = await start(always('truncate'));
    expect(await outcome(`${base}/long`)).toBe('failed');
  });

  test('without faults a streamed body is whole', async () => {
    expect(await outcome(`${await start()}/long`)).toBe('200 1000000');
  });

  async function outcomes(
    seed: number,
    order: (urls: string[]) => string[],
  ): Promise<Record<string, string>> {
    const base = await start({ seed, rate: 0.5, maxLatencyMs: 1 });
    const urls = order(Array.from({ length: 30 }, (_, id) => `${base}/things/${id}`));
    const seen: Record<string, string> = {};
    for (const url of urls) seen[new URL(url).pathname] = await outcome(url);
    await server?.close();
    return seen;
  }

  test('the same seed gives the same faults in any order, another seed others', async () => {
    const first = await outcomes(4, (urls) => urls);
    expect(await outcomes(4, (urls) => urls.toReversed())).toEqual(first);
    expect(await outcomes(5, (urls) => urls)).not.toEqual(first);
    expect(new Set(Object.values(first)).size).toBeGreaterThan(2);
  });

  test('a request that is made again can succeed', async () => {
    const base = await start({ seed: 4, rate: 0.5, kinds: ['error'] });
    const tries: string[] = [];
    for (let index = 0; index < 12; index += 1) tries.push(await outcome(`${base}/things/7`));
    expect(new Set(tries.map((one) => one.startsWith('200'))).size).toBe(2);
  });

  test('all kinds occur when none is named', async () => {
    expect(FAULT_KINDS).toHaveLength(5);
    const seen = Object.values(await outcomes(4, (urls) => urls));
    expect(seen.filter((one) => one === 'failed').length).toBeGreaterThan(1);
    expect(seen.some((one) => one.startsWith('50'))).toBe(true);
    expect(seen.some((one) => one.startsWith('429'))).toBe(true);
  });
});
