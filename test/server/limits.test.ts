import express from 'express';
import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { handleErrors } from '../../src/server/middleware/errors.ts';
import { limitFailures, limitRequests } from '../../src/server/middleware/limits.ts';
import { idleApp } from './idle-app.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let server: Server;
let base: string;
beforeAll(async () => {
  const app = express();
  app.use('/all', limitRequests(3), (_request, response) => void response.send('ok'));
  app.use('/failures', limitFailures(2), (request, response) => {
    response.status(request.query.bad === undefined ? 200 : 401).send('x');
  });
  app.use(handleErrors(silent));
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const statuses = async (paths: readonly string[]) => {
  const found: number[] = [];
  for (const path of paths) found.push((await fetch(base + path)).status);
  return found;
};

test('the request above the limit is refused in our form, with when to come back', async () => {
  expect(await statuses(['/all', '/all', '/all'])).toEqual([200, 200, 200]);
  const refused = await fetch(`${base}/all`);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(await refused.json()).toMatchObject({ error: { code: 'rate-limited' } });
});

test('any number of a trusted sender may be under way at once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${base}/failures`)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test('who proves itself may send on; who fails is held off', async () => {
  expect(await statuses(Array.from({ length: 6 }, () => '/failures'))).not.toContain(429);
  expect(await statuses(['/failures?bad', '/failures?bad', '/failures'])).toEqual([401, 401, 429]);
});

test.each([
  [0, 429],
  [1, 200],
])('behind %i trusted proxies an address that a header states: %i', async (trustedProxies, status) => {
  const app = idleApp({ requestsPerMinute: 1, trustedProxies });
  const limited = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => limited.once('listening', resolve));
  const { port } = limited.address() as AddressInfo;
  const ask = async (from: string) =>
    fetch(`http://127.0.0.1:${port}/openapi.json`, { headers: { 'x-forwarded-for': from } });
  const found = [(await ask('203.0.113.1')).status, (await ask('203.0.113.2')).status];
  await new Promise((resolve) => limited.close(resolve));
  expect(found).toEqual([200, status]);
});
