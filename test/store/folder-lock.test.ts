import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lockFolder } from '../../src/store/folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => path.join(folder, 'pulso.lock');

test('a second taker learns which process holds the folder and what to do', async () => {
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: 'store-locked',
    message: expect.stringMatching(new RegExp(`process ${process.pid}.*PULSO_DATA_DIR`, 's')) as string,
  });
  await lock.release();
  await (await lockFolder(folder)).release();
});

test('another living process is respected', async () => {
  const other = spawn('sleep', ['30']);
  writeFileSync(lockFile(), JSON.stringify({ pid: other.pid, startTicks: null, command: 'sleep 30' }));
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: 'store-locked',
    details: { pid: other.pid },
  });
  other.kill();
});

test('the lock of a killed process is taken over', async () => {
  const dead = spawnSync('true');
  writeFileSync(lockFile(), JSON.stringify({ pid: dead.pid, startTicks: null, command: 'true' }));
  const lock = await lockFolder(folder);
  await lock.release();
  expect(existsSync(lockFile())).toBe(false);
});

test('a reused process id is not mistaken for the holder', async () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, startTicks: '1', command: 'earlier' }));
  await (await lockFolder(folder)).release();
});

test.each(['', 'garbage', '{"pid":"x"}', 'null'])(
  'an unreadable lock (%j) does not block for ever',
  async (text) => {
    writeFileSync(lockFile(), text);
    await (await lockFolder(folder)).release();
  },
);
