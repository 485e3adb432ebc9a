import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { getFrom, startOfBody, type HttpRequest } from '../../../src/sources/http/request.ts';

let respond: (response: ServerResponse) => void;
const server = createServer((_request, response) => respond(response));
let base: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function get(overrides: Partial<HttpRequest> = {}, waits: number[] = []): Promise<string> {
  const request: HttpRequest = {
    upstream: { name: 'Vendor', credentials: 'VENDOR_KEY' },
    url: new URL(base),
    headers: {},
    signal: new AbortController().signal,
    idleTimeoutMs: 5000,
    maxBytes: 1000,
    ...overrides,
  };
  return getFrom(request, { sleep: async (ms) => void waits.push(ms) }, async ({ chunks }) => {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return Buffer.concat(parts).toString();
  });
}

test('hands over the body', async () => {
  respond = (response) => void response.end('hello');
  await expect(get()).resolves.toBe('hello');
});

test('a body larger than allowed is refused and not asked for again', async () => {
  respond = (response) => void response.end('x'.repeat(2000));
  const waits: number[] = [];
  await expect(get({}, waits)).rejects.toMatchObject({ code: 'upstream-invalid' });
  expect(waits).toEqual([]);
});

test.each<[string, (response: ServerResponse) => void]>([
  ['before the first byte', () => undefined],
  ['in the middle', (response) => void response.write('half')],
])('silence %s counts as unavailable and is tried again', async (_, stall) => {
  const waits: number[] = [];
  respond = stall;
  await expect(get({ idleTimeoutMs: 30 }, waits)).rejects.toMatchObject({ code: 'upstream-unavailable' });
  expect(waits.length).toBeGreaterThan(2);
});

test('an abort in the middle of a body is a cancellation, not a failure of the other side', async () => {
  const controller = new AbortController();
  respond = (response) => {
    response.write('half');
    setTimeout(() => controller.abort(), 10);
  };
  await expect(get({ signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
});

test('a status the caller accepts is no error', async () => {
  respond = (response) => void response.writeHead(404).end('nothing');
  await expect(get({ accept: [404] })).resolves.toBe('nothing');
  await expect(get()).rejects.toMatchObject({ code: 'upstream-rejected', details: { status: 404 } });
});

test('an error keeps only the start of an endless body', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield Buffer.alloc(1000, 'x');
  }
  expect((await startOfBody(endless())).length).toBeLessThan(10_000);
});
