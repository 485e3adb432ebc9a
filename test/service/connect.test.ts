import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openTempFolder } from '../../src/pipeline/temp-folder.ts';
import { makeTempDir } from '../../src/service/connect.ts';

test('a process that starts removes what a killed one left, and nothing of a living one', async () => {
  const parent = mkdtempSync(path.join(os.tmpdir(), 'pulso-connect-'));
  try {
    const tempDir = await makeTempDir(parent);
    const living = await openTempFolder(tempDir, 'stripe');
    const left = await openTempFolder(tempDir, 'amplitude');
    const { pid } = spawnSync('true');
    renameSync(left, left.replace(`pulso-${process.pid}.`, `pulso-${pid}.`));
    expect(await makeTempDir(parent)).toBe(tempDir);
    expect(readdirSync(tempDir)).toEqual([path.basename(living)]);
  } finally {
    rmSync(parent, { recursive: true });
  }
});
