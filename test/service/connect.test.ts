import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openTempFolder } from '../../src/pipeline/temp-folder.ts';
import { makeTempDir } from '../../src/service/connect.ts';

test('a process that starts removes what a killed one left, and nothing of a living one', async () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'pulso-connect-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = root;
  try {
    const tempDir = path.join(root, 'pulso');
    mkdirSync(tempDir);
    const living = await openTempFolder(tempDir, 'stripe');
    const left = await openTempFolder(tempDir, 'amplitude');
    const { pid } = spawnSync('true');
    renameSync(left, left.replace(`pulso-${process.pid}.`, `pulso-${pid}.`));
    expect(await makeTempDir()).toBe(tempDir);
    expect(readdirSync(tempDir)).toEqual([path.basename(living)]);
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(root, { recursive: true });
  }
});
