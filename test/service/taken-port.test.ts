import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { SANDBOX_APP } from '../../src/sandbox/portal/options.ts';
import { generateKey } from '../../src/store/crypto/cipher.ts';

const main = path.resolve(import.meta.dirname, '../../src/main.ts');

let folder: string;
let holder: Server;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-taken-port-'));
  holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => holder.close(resolve));
  rmSync(folder, { recursive: true });
});

/** Ends a process that does not end by itself, which then has no status. */
const PATIENCE_MS = 90_000;

function start(role: string, variables: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, [main, 'start', '--role', role], {
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    env: {
      PATH: process.env.PATH ?? '',
      PULSO_DATA_DIR: folder,
      HUBSPOT_CLIENT_ID: SANDBOX_APP.clientId,
      HUBSPOT_CLIENT_SECRET: SANDBOX_APP.clientSecret,
      PULSO_PUBLIC_URL: 'https://pulso.example.com',
      PULSO_ENCRYPTION_KEY: generateKey(),
      ...variables,
    },
  });
}

test('a service whose port is taken names it and ends', () => {
  const { port } = holder.address() as AddressInfo;
  const { status, stderr } = start('all', { PULSO_PORT: String(port) });
  expect(stderr).toContain(`pulso: PULSO_PORT: port ${port} of 127.0.0.1 is taken`);
  expect(status).toBe(2);
});

test('one with a schedule that is none ends too, after it has begun to listen', () => {
  const { status, stderr } = start('all', { PULSO_PORT: '0', PULSO_SCHEDULE: 'daily' });
  expect(stderr).toContain('PULSO_SCHEDULE: "daily" is not a cron expression');
  expect(status).toBe(2);
});
