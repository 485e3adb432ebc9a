import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../errors.ts';
import { isAlive, type ProcessMark, thisProcess } from './living-process.ts';

/**
 * Exclusive use of a folder by one process. PGlite in two processes on one folder silently loses rows, so the
 * embedded database may only be opened under this lock. The lock of a dead process is taken over.
 */
export interface FolderLock {
  release(): Promise<void>;
}

interface Holder extends ProcessMark {
  readonly command: string;
}

const LOCK_FILE = 'pulso.lock';

export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, LOCK_FILE);
  const mine: Holder = { ...thisProcess(), command: process.argv.slice(1).join(' ') };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await createExclusively(file, JSON.stringify(mine))) {
      return { release: () => rm(file, { force: true }) };
    }
    const text = await readFile(file, 'utf8').catch(() => '');
    const holder = parseHolder(text);
    if (holder !== null && isAlive(holder)) {
      throw new AppError(
        'store-locked',
        `The data folder ${folder} is in use by process ${holder.pid} (${holder.command}). ` +
          'Stop that process, set PULSO_DATA_DIR to another folder, or set DATABASE_URL to share a PostgreSQL.',
        { details: { pid: holder.pid, folder } },
      );
    }
    await removeStale(file, text);
  }
  throw new AppError('store-locked', `The lock ${file} could not be taken; another process is starting too.`);
}

/** Written aside and linked into place, so that nobody ever sees a lock without its content. */
async function createExclusively(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${process.pid}.new`;
  try {
    await writeFile(draft, text);
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new AppError('store-failed', `The data folder is not writable: ${file}`, { cause: error });
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves the lock away and looks at it again: if another process took over in between, its lock is put back. */
async function removeStale(file: string, seen: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== seen) await link(aside, file).catch(() => undefined);
  } catch {
    // Another process removed it first; the next attempt decides.
  } finally {
    await rm(aside, { force: true });
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    if (typeof value.pid !== 'number') return null;
    return { pid: value.pid, startTicks: value.startTicks ?? null, command: value.command ?? 'unknown' };
  } catch {
    return null;
  }
}
