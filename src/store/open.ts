import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { AppError } from '../errors.ts';
import { type Database } from './database.ts';
import { EmbeddedDialect } from './embedded-dialect.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { MIGRATIONS } from './migrations/index.ts';

export type Db = Kysely<Database>;

export interface Store {
  readonly db: Db;
  /** The same database for the job queue, which brings its own tables. */
  readonly queueDatabase: { readonly pglite: PGlite } | { readonly databaseUrl: string };
  close(): Promise<void>;
}

export interface StoreOptions {
  /** A PostgreSQL server. When absent, an embedded database in `dataDir` is used. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the embedded database; null keeps it in memory (tests). */
  readonly dataDir: string | null;
}

/** PostgreSQL type ids that we read as plain numbers or ISO text instead of driver objects. */
type Parser = (text: string) => unknown;
const PARSERS: Readonly<Record<number, Parser>> = {
  20: Number, // int8
  1700: Number, // numeric
  1082: (text) => text, // date
  1184: (text) => new Date(text).toISOString(), // timestamptz
};

/**
 * Opens the store and brings its schema up to date.
 * @throws AppError `store-locked` when another process holds the folder; `store-failed` when it cannot be opened.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store =
    options.databaseUrl === undefined
      ? await openEmbedded(options.dataDir)
      : openPostgres(options.databaseUrl);
  try {
    await migrate(store.db);
  } catch (error) {
    await store.close().catch(() => undefined);
    if (error instanceof AppError) throw error;
    throw new AppError('store-failed', `The database could not be opened: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return store;
}

async function openEmbedded(dataDir: string | null): Promise<Store> {
  const lock: FolderLock | null = dataDir === null ? null : await lockFolder(dataDir);
  const pglite =
    dataDir === null
      ? new PGlite({ parsers: PARSERS })
      : new PGlite(path.join(dataDir, 'db'), { parsers: PARSERS, relaxedDurability: false });
  const db = new Kysely<Database>({ dialect: new EmbeddedDialect({ pglite }) });
  return {
    db,
    queueDatabase: { pglite },
    async close() {
      await db.destroy();
      if (!pglite.closed) await pglite.close();
      await lock?.release();
    },
  };
}

function openPostgres(databaseUrl: string): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    types: { getTypeParser: (oid: number) => PARSERS[oid] ?? (pg.types.getTypeParser(oid) as Parser) },
  });
  // An idle connection that the server drops must not end the process; the next query reconnects.
  pool.on('error', () => undefined);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, queueDatabase: { databaseUrl }, close: () => db.destroy() };
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'unknown';
  throw new AppError('store-failed', `Migration ${failed} failed: ${messageOf(error)}`, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
