import fc from 'fast-check';
import pg from 'pg';
import { say } from '../../../src/model/messages/message.ts';
import { type DatasetsInput, parseDatasets } from '../../../src/sources/datasets/dataset.ts';
import { instantOfText } from '../../../src/sources/warehouse/dialect.ts';
import { createWarehouseSource } from '../../../src/sources/warehouse/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { streamBattery } from '../../batteries/source-battery.ts';
import { storedState } from '../../batteries/stored-state.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../../helpers/postgres.ts';

/** Against a real PostgreSQL, with tables in the layout that Fivetran writes. */

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

const TABLES = `
  create schema zendesk;
  create table zendesk.ticket (id bigint primary key, organization_id bigint, created_at timestamptz, closed_at timestamp,
    sentiment text, subject text, _fivetran_synced timestamptz, _fivetran_deleted boolean);
  create table zendesk.organization (id bigint primary key, name text, domain_names text, external_id text, _fivetran_synced timestamptz);
  create table product_event (event_id text, name text, happened_at timestamptz, account text, user_id text, email text, _fivetran_synced timestamptz);
  insert into zendesk.organization select n, 'Org ' || n, 'org' || n || '.example.com', null, '2026-11-01' from generate_series(1, 9) n;
  insert into zendesk.ticket select n, 1 + n % 9, '2026-10-01 09:00+02', null, '0.5', 'x', timestamptz '2026-10-20' + n * interval '1 microsecond', false
    from generate_series(1, 5200) n;
  insert into zendesk.ticket values (99999, 1, '2026-10-02', null, 'sad', 'x', '2026-10-21', false);
  insert into product_event select 'e' || d || '-' || u || '-' || k, case k when 3 then 'Workflow Completed' else 'Report Viewed' end,
    timestamptz '2026-11-01' + d * interval '1 day' + interval '23 hours 30 minutes', 'acct_' || u % 3, 'u' || u, 'u' || u || '@acme.com', '2026-11-12'
    from generate_series(0, 11) d, generate_series(1, 6) u, generate_series(1, 3) k;
  insert into product_event select * from product_event where event_id like 'e1-%';
  insert into product_event values ('bad-1', null, '2026-11-02', 'acct_1', 'u1', null, '2026-11-12');`;

const DATASETS: DatasetsInput = {
  datasets: [
    {
      name: 'organizations',
      kind: 'accounts',
      table: 'zendesk.organization',
      updatedAt: '_fivetran_synced',
      columns: { externalId: 'id', name: 'name', domain: 'domain_names', companyId: 'external_id' },
    },
    {
      name: 'tickets',
      kind: 'ticket',
      table: 'zendesk.ticket',
      updatedAt: '_fivetran_synced',
      deleted: '_fivetran_deleted',
      columns: {
        id: 'id',
        accountId: 'organization_id',
        openedAt: 'created_at',
        closedAt: 'closed_at',
        sentiment: 'sentiment',
        topic: { value: 'support' },
      },
    },
    {
      name: 'usage',
      kind: 'events',
      table: 'product_event',
      updatedAt: '_fivetran_synced',
      columns: {
        id: 'event_id',
        event: 'name',
        at: 'happened_at',
        accountId: 'account',
        userId: 'user_id',
        email: 'email',
      },
    },
  ],
};

const source = (url: string, datasets = DATASETS, waits: number[] = []) =>
  createWarehouseSource(
    { url, datasets: parseDatasets(datasets, 'table') },
    { sleep: async (ms) => void waits.push(ms) },
  );

(hasPostgres ? describe : describe.skip)('warehouse on PostgreSQL', () => {
  let server: TestPostgres;
  let admin: pg.Client;

  beforeAll(async () => {
    server = await startPostgres();
    admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(TABLES);
  });
  afterAll(async () => {
    await admin.end();
    server.stop();
  });

  const start = async () => ({ source: source(server.url), close: async () => undefined });
  streamBattery('warehouse rows', { stream: 'tickets', badRecord: '99999', start });
  streamBattery('warehouse events', { stream: 'events', badRecord: 'bad-1', start });

  test('rows of one sync, a microsecond apart, are read once each and as their types', async () => {
    const pages = await pullAll(streamOf(source(server.url), 'tickets'));
    const records = pages.flatMap((page) => page.records ?? []);
    expect(records).toHaveLength(5_200);
    expect(new Set(records.map((each) => each.id)).size).toBe(5_200);
    expect(records[0]).toEqual({
      kind: 'ticket',
      id: '1',
      accountId: '2',
      openedAt: '2026-10-01T07:00:00.000Z',
      closedAt: null,
      sentiment: 0.5,
      topic: 'support',
    });
    const [accounts] = await pullAll(streamOf(source(server.url), 'organizations'));
    expect(accounts?.accounts).toContainEqual({
      externalId: '3',
      name: 'Org 3',
      domains: ['org3.example.com'],
      emails: [],
      hubspotCompanyId: null,
    });
  });

  test('only what was written since is read again; a deleted row is deleted', async () => {
    const stream = streamOf(source(server.url), 'tickets');
    const cursor = (await pullAll(stream)).at(-1)?.cursor;
    await admin.query(
      `begin; update zendesk.ticket set _fivetran_deleted = true, _fivetran_synced = '2026-11-12' where id = 7`,
    );
    await admin.query('commit');
    const again = await pullAll(stream, cursor);
    expect(again.reduce((sum, page) => sum + page.read, 0)).toBeLessThan(5);
    expect(again.flatMap((page) => page.deleted ?? [])).toEqual([{ kind: 'ticket', id: '7' }]);
    await admin.query(
      `update zendesk.ticket set _fivetran_deleted = false, _fivetran_synced = timestamptz '2026-10-20' + interval '7 microsecond' where id = 7`,
    );
  });

  test('events are counted there: copies once, one row a user and day, faults in sums', async () => {
    const pages = await pullAll(streamOf(source(server.url), 'events'));
    const rows = pages.flatMap((page) => page.usage?.rows ?? []);
    expect(rows).toHaveLength(12 * 6);
    expect(rows.every((row) => row.events === 3 && row.workflowsCompleted === 1)).toBe(true);
    expect(pages.flatMap((page) => page.quarantined ?? [])).toEqual([
      { stream: 'events', recordId: 'bad-1', reason: say('event.name') },
    ]);
  });

  test('events without an id are their own, beside copies of one that has it', async () => {
    await admin.query(
      `insert into product_event
       select id, 'Report Viewed', '2026-11-04 12:00+00', 'acct_1', 'u-nameless', null, '2026-11-12'
       from (values (null), (null), ('twice'), ('twice')) as event (id)`,
    );
    const pages = await pullAll(streamOf(source(server.url), 'events'));
    const rows = pages.flatMap((page) => page.usage?.rows ?? []);
    expect(rows.filter(({ userId }) => userId === 'u-nameless')).toEqual([
      expect.objectContaining({ events: 3 }),
    ]);
    await admin.query(`delete from product_event where user_id = 'u-nameless'`);
  });

  test('late events change the day they are about, however long ago', async () => {
    const stream = streamOf(source(server.url), 'events');
    const before = await pullAll(stream);
    await admin.query(
      `insert into product_event values ('late', 'Report Viewed', '2026-11-03 12:00+00', 'acct_1', 'u-late', null, '2026-11-12 13:00+00')`,
    );
    const later = await pullAll(stream, before.at(-1)?.cursor, { now: new Date('2026-11-12T14:00:00Z') });
    expect(later[0]?.usage?.replaces.from).toBe('2026-11-03');
    expect(JSON.stringify(storedState([...before, ...later]))).toContain('u-late');
    await admin.query(`delete from product_event where event_id = 'late'`);
  });

  describe('times that are texts', () => {
    const textual: DatasetsInput = {
      datasets: [
        {
          name: 'usage',
          kind: 'events',
          table: 'text_event',
          updatedAt: '_fivetran_synced',
          columns: { id: 'event_id', event: 'name', at: 'happened', accountId: 'account', userId: 'user_id' },
        },
      ],
    };
    const insert = (id: string, happened: string | null, synced = '2026-11-12') =>
      admin.query(`insert into text_event values ($1, 'Report Viewed', $2, 'acct_1', 'u1', $3)`, [
        id,
        happened,
        synced,
      ]);
    const quarantinedIn = (pages: Awaited<ReturnType<typeof pullAll>>) =>
      pages.flatMap((page) => page.quarantined ?? []);
    const eventsIn = (pages: Awaited<ReturnType<typeof pullAll>>) =>
      pages.flatMap((page) => page.usage?.rows ?? []).reduce((sum, { events }) => sum + events, 0);

    beforeEach(async () => {
      await admin.query(
        'create table text_event (event_id text, name text, happened text, account text, user_id text, _fivetran_synced timestamptz)',
      );
    });
    afterEach(async () => {
      await admin.query('drop table text_event');
    });

    test('rows with garbage are set aside in a sum, the others count', async () => {
      await insert('g1', '2026-11-02');
      await insert('g2', '2026-11-02 10:00');
      await insert('g3', '2026-11-02T10:00:00.5Z');
      await insert('g4', '2026-11-03 01:00:00+02');
      await insert('b1', 'yesterday');
      await insert('b2', '2026-02-30');
      await insert('b3', null);
      await insert('b4', '');
      const pages = await pullAll(streamOf(source(server.url, textual), 'events'));
      expect(eventsIn(pages)).toBe(4);
      const days = pages.flatMap((page) => page.usage?.rows ?? []);
      expect(days.map(({ day, events }) => [day, events])).toEqual([['2026-11-02', 4]]);
      expect(quarantinedIn(pages)).toEqual([
        { stream: 'events', recordId: 'b1', reason: say('event.time') },
        { stream: 'events', recordId: null, reason: say('event.time'), records: 3 },
      ]);
    });

    test('nothing but garbage ends no pull, and only new garbage is told of again', async () => {
      await insert('b1', 'never', '2026-11-01');
      const stream = streamOf(source(server.url, textual), 'events');
      const first = await pullAll(stream);
      expect(quarantinedIn(first)).toHaveLength(1);
      expect(quarantinedIn(await pullAll(stream, first.at(-1)?.cursor))).toEqual([]);
      await insert('b2', '99:99', '2026-11-12 12:29+00');
      expect(quarantinedIn(await pullAll(stream, first.at(-1)?.cursor))).toMatchObject([{ recordId: 'b2' }]);
    });

    test('a day is taken exactly if it exists, whatever the year', async () => {
      const twice = (number: number) => String(number).padStart(2, '0');
      const texts = [1900, 1999, 2000, 2023, 2024, 2100, 2400].flatMap((year) =>
        Array.from({ length: 15 }, (_, month) =>
          Array.from({ length: 34 }, (__, day) => `${year}-${twice(month)}-${twice(day)}`),
        ).flat(),
      );
      const { rows } = await admin.query<{ text: string; at: Date | null }>(
        `select text, ${instantOfText('text')} as at from unnest($1::text[]) text`,
        [texts],
      );
      const exists = (text: string) =>
        !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
      expect(rows.filter(({ text, at }) => (at !== null) !== exists(text))).toEqual([]);
    });

    test('no text fails the question', async () => {
      const near = fc.stringMatching(
        /^[12][0-9]{3}-[01][0-9]-[0-3][0-9]([ T][0-2][0-9]:[0-6][0-9](:[0-6][0-9](\.[0-9]{1,9})?)?( ?(Z|UTC|[+-][01][0-9](:?[0-9]{2})?))?)?$/,
      );
      const texts = fc.sample(fc.oneof(near, fc.string()), { numRuns: 3_000, seed: 3 });
      const { rows } = await admin.query<{ taken: number }>(
        `select count(${instantOfText('text')})::int as taken from unnest($1::text[]) text`,
        [texts.map((text) => text.replaceAll('\0', ''))],
      );
      expect(rows[0]?.taken).toBeGreaterThan(100);
    });
  });

  test('a user who may read only may read, and cannot write', async () => {
    await admin.query(
      'create role reader login; grant usage on schema zendesk to reader; grant select on all tables in schema zendesk, public to reader',
    );
    const url = server.url.replace('postgres@', 'reader@');
    expect((await pullAll(streamOf(source(url), 'organizations')))[0]?.read).toBe(9);
    await admin.query('create table hidden (id text)');
    const hidden: DatasetsInput = {
      datasets: [{ name: 'x', kind: 'ticket', table: 'hidden', columns: { id: 'id', accountId: 'id' } }],
    };
    await expect(pullAll(streamOf(source(url, hidden), 'x'))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each([
    ['a table that is not there', 'nothing', 'config-invalid', 'PULSO_WAREHOUSE_MAPPING'],
    ['a name that is SQL', 'ticket;drop', 'config-invalid', 'PULSO_WAREHOUSE_MAPPING'],
  ])('%s is named', async (_, table, code, message) => {
    const datasets: DatasetsInput = {
      datasets: [{ name: 'x', kind: 'ticket', table, columns: { id: 'id', accountId: 'id' } }],
    };
    await expect(pullAll(streamOf(source(server.url, datasets), 'x'))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  test('refused credentials end the pull at once', async () => {
    const waits: number[] = [];
    const url = server.url.replace('postgres@', 'nobody@');
    await expect(pullAll(streamOf(source(url, DATASETS, waits), 'tickets'))).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('PULSO_WAREHOUSE_URL') as string,
    });
    expect(waits).toEqual([]);
  });

  test('a connection that breaks is made again', async () => {
    const stream = streamOf(source(server.url), 'tickets');
    const undisturbed = await pullAll(stream);
    let cut = false;
    const waits: number[] = [];
    const disturbed = await pullAll(streamOf(source(server.url, DATASETS, waits), 'tickets'), null, {
      onPage: () => {
        if (cut) return;
        cut = true;
        void admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pulso'`,
        );
      },
    });
    expect(storedState(disturbed)).toEqual(storedState(undisturbed));
  });
});

test('an unreachable warehouse is an error with a remedy, after several attempts', async () => {
  const waits: number[] = [];
  await expect(
    pullAll(streamOf(source('postgres://nobody@127.0.0.1:1/none', DATASETS, waits), 'tickets')),
  ).rejects.toMatchObject({
    code: 'upstream-unavailable',
    message: expect.stringContaining('address') as string,
  });
  expect(waits.length).toBeGreaterThan(2);
});
