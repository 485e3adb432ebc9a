import { once } from 'node:events';
import net from 'node:net';
import { type AddressInfo } from 'node:net';
import express from 'express';
import { readConfig } from '../../src/config.ts';
import { closeServer, listen, trustsThisMachine } from '../../src/service/listen.ts';

test.each([
  [{}, true],
  [{ PULSO_PUBLIC_URL: 'http://localhost:3000' }, true],
  [{ PULSO_PUBLIC_URL: 'https://pulso.example.com' }, false],
  [{ PULSO_TRUSTED_PROXIES: '1' }, false],
  [{ PULSO_PUBLIC_URL: 'https://pulso.example.com', PULSO_TRUST_LOCAL: 'yes' }, true],
  [{ PULSO_TRUST_LOCAL: 'no' }, false],
])('with %j this machine is trusted: %s', (env, trusted) => {
  expect(trustsThisMachine(readConfig(env))).toBe(trusted);
});

test('an answer under way ends before the server closes', async () => {
  const app = express();
  app.get('/', (_request, response) => void setTimeout(() => response.send('done'), 200));
  const server = await listen(app, '127.0.0.1', 0, 'PULSO_PORT');
  const answer = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await once(server, 'request');
  await closeServer(server, 5_000);
  expect(await (await answer).text()).toBe('done');
});

test('who never ends a request does not keep the server open', async () => {
  const server = await listen(express(), '127.0.0.1', 0, 'PULSO_PORT');
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf');
  const ended = once(socket, 'close');
  await once(server, 'request');
  await closeServer(server, 100);
  await ended;
});

test('a port that is taken is named with its variable', async () => {
  const server = await listen(express(), '127.0.0.1', 0, 'PULSO_PORT');
  const { port } = server.address() as AddressInfo;
  await expect(listen(express(), '127.0.0.1', port, 'PULSO_METRICS_PORT')).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringContaining(`PULSO_METRICS_PORT: port ${port} of 127.0.0.1 is taken`) as string,
  });
  await closeServer(server);
});
