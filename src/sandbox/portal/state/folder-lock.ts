import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../errors.ts';

const LOCK_FILE = 'portal.lock';

/** Tells this process from an earlier one that had the same pid (as in a restarted container). */
const STARTED = String(Math.round(performance.timeOrigin));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(`${process.pid} ${STARTED}`);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Pid of the living process in the lock file; null when there is none. */
async function livingHolder(file: string): Promise<number | null> {
  const [text, started] = (await readFile(file, 'utf8').catch(() => '')).split(' ');
  const pid = Number(text);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (pid === process.pid) return started === STARTED ? pid : null;
  return isAlive(pid) ? pid : null;
}

/**
 * Takes a folder for this process, since two PGlite instances on one folder lose each other's rows. A lock
 * left behind by a killed process is taken over.
 *
 * @returns gives the folder back
 * @throws AppError `store-locked` when a living process (or this one already) holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, LOCK_FILE);
  if (!(await tryLock(file))) {
    const pid = await livingHolder(file);
    if (pid !== null) {
      throw new AppError(
        'store-locked',
        `The sandbox portal's folder ${folder} is in use by process ${pid}. End that process, or choose another data folder.`,
        { details: { folder, pid } },
      );
    }
    await rm(file, { force: true });
    if (!(await tryLock(file))) {
      throw new AppError('store-locked', `The sandbox portal's folder ${folder} is in use. Try again.`, {
        details: { folder },
      });
    }
  }
  return () => rm(file, { force: true });
}
