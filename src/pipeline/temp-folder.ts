import { readlinkSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, thisProcess } from '../store/living-process.ts';

/** Days after which nobody writes to a folder any more, wherever its process runs: no job takes as long. */
const ABANDONED_DAYS = 1;

/** `pulso-<process id>.<its start>.<its process namespace>-<name>-<random>`; x: the system does not tell. */
const NAME = /^pulso-(\d+)\.(\d+|x)\.(\d+|x)-/;

/**
 * Makes a folder for the temporary files of one piece of work, which removes it when it ends. It bears the mark of this
 * process, so that what a killed one leaves behind, exports with personal data among it, can be told from what others
 * are working on. Sweeps first.
 */
export async function openTempFolder(tempDir: string, name: string): Promise<string> {
  await sweepTempFolders(tempDir);
  const { pid, startTicks } = thisProcess();
  return mkdtemp(path.join(tempDir, `pulso-${pid}.${startTicks ?? 'x'}.${processSpace()}-${name}-`));
}

/** Removes the folders of processes that do not run any more. */
export async function sweepTempFolders(tempDir: string): Promise<void> {
  for (const name of await readdir(tempDir).catch(() => [])) {
    const folder = path.join(tempDir, name);
    // Another user's, or swept by another process meanwhile: its own will see to it.
    if (await isLeft(name, folder)) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isLeft(name: string, folder: string): Promise<boolean> {
  const [, pid, ticks, space] = NAME.exec(name) ?? [];
  if (pid === undefined) return false;
  if (space === processSpace())
    return !isAlive({ pid: Number(pid), startTicks: ticks === 'x' ? null : (ticks ?? null) });
  // Containers may share a folder, but not their process ids.
  return Date.now() - (await lastWritten(folder)) > ABANDONED_DAYS * 86_400_000;
}

/** The process ids that this process shares: those of its container; `x` on systems without. */
function processSpace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? 'x';
  } catch {
    return 'x';
  }
}

async function lastWritten(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  const times = ['.', ...files].map(async (file) => {
    const { mtimeMs } = await stat(path.join(folder, file)).catch(() => ({ mtimeMs: 0 }));
    return mtimeMs;
  });
  return Math.max(...(await Promise.all(times)));
}
