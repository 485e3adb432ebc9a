import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { openEmbeddedDatabase } from '../../src/embedded-database.ts';
import { EmbeddedDialect } from '../../src/store/embedded-dialect.ts';
import { crmCursor } from '../../src/sources/hubspot-crm/cursor.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';

/** A database as every earlier version left it, with a row in each table, is brought up to date and loses nothing. */
const VERSIONS = Object.keys(MIGRATIONS).sort();
/** Usage by user and day was packed by account and month in 0002; it is read again from its sources. */
const REPLACED = new Map([
  ['usage_user_day', '0002-usage-month'],
  ['usage_user', '0002-usage-month'],
  ['usage_coverage', '0002-usage-month'],
  ['stream_cursor', '0002-usage-month'],
]);

interface Place {
  /** The raw database, before the store has seen it. */
  raw(): Promise<Kysely<unknown>>;
  store(): Promise<Store>;
  remove(): Promise<void>;
}

const VALUES: Readonly<Record<string, string>> = {
  text: "'1'",
  integer: '1',
  bigint: '1',
  'double precision': '1',
  boolean: 'false',
  date: "'2026-10-01'",
  'timestamp with time zone': "'2026-10-01T00:00:00Z'",
  jsonb: "'{}'",
  json: "'{}'",
  uuid: "'00000000-0000-4000-8000-000000000001'",
};

interface Column {
  table_name: string;
  column_name: string;
  data_type: string;
  is_nullable: string;
  is_generated: boolean;
}

async function columnsOf(db: Kysely<unknown>): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select table_name, column_name, data_type, is_nullable,
      (identity_generation = 'ALWAYS' or is_generated = 'ALWAYS') is true as is_generated
    from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%'
    order by table_name, column_name`.execute(db);
  return rows;
}

async function insertEverywhere(db: Kysely<unknown>): Promise<string[]> {
  const tables = Map.groupBy(await columnsOf(db), (column) => column.table_name);
  for (const [table, columns] of tables) {
    const written = columns.filter((column) => !column.is_generated);
    const names = written.map((column) => `"${column.column_name}"`).join(', ');
    const values = written
      .map((column) => VALUES[column.data_type] ?? `unknown type ${column.data_type}`)
      .join(', ');
    await sql.raw(`insert into ${table} (${names}) values (${values})`).execute(db);
  }
  return [...tables.keys()];
}

async function schemaOf(db: Kysely<unknown>): Promise<unknown> {
  const indexes = await sql`select indexdef from pg_indexes where schemaname = 'public' order by 1`.execute(
    db,
  );
  const policies = await sql`select tablename, policyname, qual from pg_policies order by 1, 2`.execute(db);
  return { columns: await columnsOf(db), indexes: indexes.rows, policies: policies.rows };
}

function migrationBattery(versions: readonly string[], place: () => Promise<Place>): void {
  let fresh: unknown;
  beforeAll(async () => {
    const here = await place();
    const store = await here.store();
    fresh = await schemaOf(store.db as unknown as Kysely<unknown>);
    await store.close();
    await here.remove();
  });

  test.each(versions)('a database of %s keeps its rows and gets the newest schema', async (version) => {
    const here = await place();
    const raw = await here.raw();
    const migrator = new Migrator({ db: raw, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
    const { error } = await migrator.migrateTo(version);
    expect(error).toBeUndefined();
    const tables = await insertEverywhere(raw);
    await raw.destroy();

    const store = await here.store();
    const db = store.db as unknown as Kysely<unknown>;
    expect(await schemaOf(db)).toEqual(fresh);
    for (const table of tables) {
      const since = REPLACED.get(table);
      if (since !== undefined && version < since) continue;
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
        db,
      );
      expect([table, rows[0]?.n]).toEqual([table, 1]);
    }
    await store.close();
    await here.remove();
  });
}

describe('embedded', () => {
  // Opening an embedded database takes seconds on a slow machine: the oldest and the one before the newest stand for all.
  const versions = [...VERSIONS.slice(0, 1), ...VERSIONS.slice(-2, -1)];
  migrationBattery(versions, async () => {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-migrations-'));
    return {
      async raw() {
        const pglite = await openEmbeddedDatabase(path.join(dataDir, 'db'), {});
        return new Kysely<unknown>({ dialect: new EmbeddedDialect({ pglite }) });
      },
      store: () => openStore({ dataDir }),
      remove: async () => rmSync(dataDir, { recursive: true }),
    };
  });
});

test('Salesforce account ids of before 0012 are filled in, and what holds others is read again', async () => {
  const pglite = await openEmbeddedDatabase(null);
  const db = new Kysely<unknown>({ dialect: new EmbeddedDialect({ pglite }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  await migrator.migrateTo('0011-usage-seen');
  const cursors: [string, string, object][] = [
    ['hubspot-crm', 'companies', { phase: 'idle', readUpTo: 1_700, size: 9 }],
    ['hubspot-crm', 'contacts', { phase: 'idle', readUpTo: 1_700 }],
    ['zuora', 'accounts', { from: '2026-10-01', until: null, locator: null }],
    ['zuora', 'contacts', { from: '2026-10-01', until: null, locator: null }],
  ];
  for (const [source, stream, cursor] of cursors) {
    await sql`insert into stream_cursor (portal_id, source, stream, cursor)
      values ('1', ${source}, ${stream}, ${JSON.stringify(cursor)}::jsonb)`.execute(db);
  }
  await sql`insert into account (portal_id, source, external_id)
    values ('1', 'salesforce', '0015g00000AbCdEAAZ'), ('1', 'zuora', '2c92')`.execute(db);
  expect((await migrator.migrateTo('0012-salesforce-account-id')).error).toBeUndefined();

  const accounts = await sql`select source, salesforce_account_id as id from account order by source`.execute(
    db,
  );
  expect(accounts.rows).toEqual([
    { source: 'salesforce', id: '0015g00000AbCdEAAZ' },
    { source: 'zuora', id: null },
  ]);
  const left = await sql<{ source: string; stream: string; cursor: unknown }>`
    select source, stream, cursor from stream_cursor order by source, stream`.execute(db);
  expect(left.rows.map(({ source, stream }) => `${source} ${stream}`)).toEqual([
    'hubspot-crm companies',
    'hubspot-crm contacts',
    'zuora contacts',
  ]);
  // A walk that the source goes on with, and that still looks for deletions since its last pass.
  expect(crmCursor.parse(left.rows[0]?.cursor)).toEqual({
    phase: 'walk',
    startedAt: 1_700,
    since: 1_700,
    after: null,
    read: 0,
  });
  await db.destroy();
});

const LARGE = [
  'company.health_properties',
  'health.breakdown',
  'health.properties',
  'health.summary',
  'snapshot.detail',
  'usage_month.activity',
  'usage_month.data',
];

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');
(hasPostgres ? describe : describe.skip)('PostgreSQL', () => {
  let server: TestPostgres;
  let databases = 0;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  migrationBattery(VERSIONS, async () => {
    databases += 1;
    const name = `version_${databases}`;
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(`create database ${name}`);
    await admin.end();
    const databaseUrl = server.url.replace(/postgres$/, name);
    return {
      raw: async () =>
        new Kysely<unknown>({
          dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl }) }),
        }),
      store: () => openStore({ databaseUrl, dataDir: null }),
      remove: async () => undefined,
    };
  });

  test('large values that a nightly run reads and writes are compressed fast, whatever type they have got since', async () => {
    const store = await openStore({ databaseUrl: server.url, dataDir: null });
    const compressed = await sql<{ name: string }>`
      select concat_ws('.', attrelid::regclass, attname) as name from pg_attribute where attcompression = 'l' and not attisdropped`.execute(
      store.db,
    );
    const { rows } = await sql<{ known: boolean }>`
      select enumvals @> array['lz4'] as known from pg_settings where name = 'default_toast_compression'`.execute(
      store.db,
    );
    await store.close();
    expect(compressed.rows.map(({ name }) => name).sort()).toEqual(rows[0]?.known === true ? LARGE : []);
  });
});

test('reasons of before 0021 are quoted, and sums are numbers', async () => {
  const pglite = await openEmbeddedDatabase(null);
  const db = new Kysely<unknown>({ dialect: new EmbeddedDialect({ pglite }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  await migrator.migrateTo('0018-faster-compression');
  const reasons = ['no date', '13 events more: no account', '1 event: no account', '12: expected number'];
  for (const [index, reason] of reasons.entries()) {
    await sql`insert into quarantine (portal_id, source, stream, record_id, reason)
      values ('1', 'amplitude', 'events', ${String(index)}, ${reason})`.execute(db);
  }
  await sql`insert into source_state (portal_id, source, status, reason)
    values ('1', 'stripe', 'error', 'Stripe answered 401.'), ('1', 'zuora', 'ok', null)`.execute(db);
  await sql`insert into account (portal_id, source, external_id, problem) values ('1', 'stripe', 'a', 'no domain')`.execute(
    db,
  );
  expect((await migrator.migrateToLatest()).error).toBeUndefined();

  const quoted = (text: string) => ({ code: 'quoted', slots: { text } });
  const aside = await sql`select reason, records::int from quarantine order by record_id`.execute(db);
  expect(aside.rows).toEqual([
    { reason: quoted('no date'), records: 1 },
    { reason: quoted('no account'), records: 13 },
    { reason: quoted('no account'), records: 1 },
    { reason: quoted('12: expected number'), records: 1 },
  ]);
  const states = await sql`select reason from source_state order by source`.execute(db);
  expect(states.rows).toEqual([{ reason: quoted('Stripe answered 401.') }, { reason: null }]);
  const accounts = await sql`select problem from account`.execute(db);
  expect(accounts.rows).toEqual([{ problem: quoted('no domain') }]);
  await db.destroy();
});

test('what records of before 0025 held of what was deleted is forgotten, and of nothing else', async () => {
  const pglite = await openEmbeddedDatabase(null);
  const db = new Kysely<unknown>({ dialect: new EmbeddedDialect({ pglite }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  await migrator.migrateTo('0024-scores-in-index');
  for (const deleted of [true, false]) {
    await sql`insert into record (portal_id, source, kind, id, account_id, data, deleted)
      values ('1', 'hubspot-crm', 'contact', ${String(deleted)}, 'c1', '{"email":"ana@acme.com"}', ${deleted})`.execute(
      db,
    );
  }
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  const { rows } = await sql`select id, account_id, data, deleted from record order by id`.execute(db);
  expect(rows).toEqual([
    { id: 'false', account_id: 'c1', data: { email: 'ana@acme.com' }, deleted: false },
    { id: 'true', account_id: 'c1', data: {}, deleted: true },
  ]);
  await db.destroy();
});
