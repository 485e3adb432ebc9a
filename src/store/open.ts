import path from 'node:path';
import { type PGlite } from '@electric-sql/pglite';
import { type Dialect, Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { openEmbeddedDatabase } from '../embedded-database.ts';
import { AppError } from '../errors.ts';
import { type Database } from './database.ts';
import { EmbeddedDialect } from './embedded-dialect.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { type ServerKind, tenantDialect } from './tenant-dialect.ts';
import { guardTenantTables } from './tenant-guard.ts';

export type Db = Kysely<Database>;

export interface Store {
  /** Sees every portal: for the list of portals and for upkeep, never for a request. */
  readonly db: Db;
  /** Sees the rows of one portal only; row-level security holds it to that. */
  forPortal(portalId: string): Db;
  /** The same database for the job queue, which brings its own tables. */
  readonly queueDatabase: { readonly pglite: PGlite } | { readonly databaseUrl: string };
  close(): Promise<void>;
}

export interface StoreOptions {
  /** A PostgreSQL server. When absent, an embedded database in `dataDir` is used. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the embedded database; null keeps it in memory (tests). */
  readonly dataDir: string | null;
  /** Connections to a PostgreSQL server; 10 unless told. */
  readonly connections?: number;
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
      : openPostgres(options.databaseUrl, options.connections);
  try {
    await migrate(store.db);
    await guardTenantTables(store.db);
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error instanceof AppError ? error : openFailed(error);
  }
  return store;
}

function openFailed(cause: unknown): AppError {
  return new AppError('store-failed', `The database could not be opened: ${messageOf(cause)}`, { cause });
}

async function openEmbedded(dataDir: string | null): Promise<Store> {
  const lock: FolderLock | null = dataDir === null ? null : await lockFolder(dataDir);
  const folder = dataDir === null ? null : path.join(dataDir, 'db');
  const opening = openEmbeddedDatabase(folder, { parsers: PARSERS, relaxedDurability: false });
  const pglite = await opening.catch(async (error: unknown) => {
    await lock?.release();
    throw openFailed(error);
  });
  const dialect = new EmbeddedDialect({ pglite });
  const db = new Kysely<Database>({ dialect });
  return {
    db,
    forPortal: perPortal(dialect, 'embedded'),
    queueDatabase: { pglite },
    async close() {
      await db.destroy();
      if (!pglite.closed) await pglite.close();
      await lock?.release();
    },
  };
}

/** One handle a portal, made once. */
function perPortal(dialect: Dialect, server: ServerKind): (portalId: string) => Db {
  const handles = new Map<string, Db>();
  return (portalId) => {
    const known = handles.get(portalId);
    if (known !== undefined) return known;
    const made = new Kysely<Database>({ dialect: tenantDialect(dialect, portalId, server) });
    handles.set(portalId, made);
    return made;
  };
}

function openPostgres(databaseUrl: string, connections = 10): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    types: { getTypeParser: (oid: number) => PARSERS[oid] ?? (pg.types.getTypeParser(oid) as Parser) },
  });
  // An idle connection that the server drops must not end the process; the next query reconnects.
  pool.on('error', () => undefined);
  // Nor must one that is lent out and between two statements: whoever has it learns of it by the next statement.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool });
  const db = new Kysely<Database>({ dialect });
  return {
    db,
    forPortal: perPortal(dialect, 'remote'),
    queueDatabase: { databaseUrl },
    close: () => db.destroy(),
  };
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
