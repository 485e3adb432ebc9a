import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openTempFolder, sweepTempFolders } from '../../src/pipeline/temp-folder.ts';

const MODULE = path.resolve(import.meta.dirname, '../../src/pipeline/temp-folder.ts');
const DAY_MS = 86_400_000;

let tempDir: string;
beforeEach(() => {
  tempDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-sweep-'));
});
afterEach(() => rmSync(tempDir, { recursive: true, force: true }));

/** A process that has an export in its folder and would go on for long. */
async function pulling(): Promise<{ readonly child: ChildProcess; readonly folder: string }> {
  const program = `
    import { writeFileSync } from 'node:fs';
    import { openTempFolder } from ${JSON.stringify(MODULE)};
    const folder = await openTempFolder(${JSON.stringify(tempDir)}, 'amplitude');
    writeFileSync(folder + '/export.zip', 'ana@acme.com');
    console.log(folder);
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const folder = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once('exit', () => reject(new Error('it ended')));
  });
  return { child, folder };
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

test('what a killed process left is swept, what a living one works on is not', async () => {
  const [dead, living] = [await pulling(), await pulling()];
  const own = await openTempFolder(tempDir, 'stripe');
  await killed(dead.child);
  await sweepTempFolders(tempDir);
  expect([dead.folder, living.folder, own].map((folder) => existsSync(folder))).toEqual([false, true, true]);
  expect(readdirSync(living.folder)).toEqual(['export.zip']);
  await killed(living.child);
  // Whoever opens the next one sweeps as well.
  const next = await openTempFolder(tempDir, 'zuora');
  expect(readdirSync(tempDir).sort()).toEqual([path.basename(own), path.basename(next)].sort());
});

test('another process with the id of the dead one does not keep its folder', async () => {
  const own = path.basename(await openTempFolder(tempDir, 'stripe'));
  const [, , space] = /^pulso-(\w+)\.(\w+)\.(\w+)-/.exec(own)?.slice(1) ?? [];
  const earlier = path.join(tempDir, `pulso-${process.pid}.1.${space}-amplitude-AbCdEf`);
  mkdirSync(earlier);
  await sweepTempFolders(tempDir);
  // Only Linux tells one process with an id from the next.
  expect(existsSync(earlier)).toBe(process.platform !== 'linux');
});

test('a folder of another container is kept for as long as it may be worked on', async () => {
  const folder = path.join(tempDir, 'pulso-1.1.1-amplitude-AbCdEf');
  mkdirSync(folder);
  const file = path.join(folder, 'export.zip');
  writeFileSync(file, 'ana@acme.com');
  const old = new Date(Date.now() - 1.1 * DAY_MS);
  utimesSync(folder, old, old);
  await sweepTempFolders(tempDir);
  expect(existsSync(folder)).toBe(true);
  utimesSync(file, old, old);
  await sweepTempFolders(tempDir);
  expect(existsSync(folder)).toBe(false);
});

test('what is not ours stays, and a folder that is not there is none to sweep', async () => {
  const other = path.join(tempDir, 'pulso-mine');
  mkdirSync(other);
  utimesSync(other, 0, 0);
  await sweepTempFolders(tempDir);
  expect(existsSync(other)).toBe(true);
  await sweepTempFolders(path.join(tempDir, 'nowhere'));
});
