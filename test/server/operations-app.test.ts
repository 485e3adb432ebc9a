import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createOperationsApp } from '../../src/server/operations-app.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let server: Server;
let database: Promise<void>;

async function listen(token: string | null): Promise<string> {
  const app = createOperationsApp({
    log: silent,
    ping: () => database,
    metrics: { read: async () => ({ contentType: 'text/plain', text: 'pulso_job_seconds_count 3' }), token },
  });
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(() => new Promise((resolve) => server.close(resolve)));

test('says that the process lives, whether the database answers, and what it did', async () => {
  database = Promise.resolve();
  const base = await listen(null);
  expect(await (await fetch(`${base}/healthz`)).json()).toEqual({ status: 'ok' });
  expect(await (await fetch(`${base}/readyz`)).json()).toEqual({ status: 'ready' });
  expect(await (await fetch(`${base}/metrics`)).text()).toBe('pulso_job_seconds_count 3');
  expect((await fetch(`${base}/`)).status).toBe(404);
  expect((await fetch(`${base}/api/companies/1/health`)).status).toBe(404);
});

test('is not ready without the database, and shows metrics to nobody without the token', async () => {
  database = Promise.reject(new Error('gone'));
  const base = await listen('scraper');
  expect((await fetch(`${base}/healthz`)).status).toBe(200);
  expect((await fetch(`${base}/readyz`)).status).toBe(503);
  expect((await fetch(`${base}/metrics`)).status).toBe(401);
  const asked = await fetch(`${base}/metrics`, { headers: { authorization: 'Bearer scraper' } });
  expect(asked.status).toBe(200);
});
