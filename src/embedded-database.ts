import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { dataDir as readyMadeFolder } from '@electric-sql/pglite-prepopulatedfs';

/**
 * PostgreSQL inside this process, in a folder or (null) in memory. A new database is unpacked from a ready-made
 * folder, because creating one from nothing takes several times as long.
 *
 * The caller holds the folder's lock: two instances on one folder lose each other's rows.
 */
export async function openEmbeddedDatabase(
  folder: string | null,
  options: PGliteOptions = {},
): Promise<PGlite> {
  if (folder === null) return PGlite.create({ ...options, loadDataDir: await readyMadeFolder() });
  const unfinished = `${folder}.unfinished`;
  // A process that was killed while unpacking leaves a part of a database, which never held a row.
  if (existsSync(unfinished)) await rm(folder, { recursive: true, force: true });
  if (existsSync(path.join(folder, 'PG_VERSION'))) return PGlite.create(folder, options);
  await mkdir(path.dirname(folder), { recursive: true });
  await writeFile(unfinished, '');
  const database = await PGlite.create(folder, { ...options, loadDataDir: await readyMadeFolder() });
  await rm(unfinished);
  return database;
}
