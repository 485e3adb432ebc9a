import pg from 'pg';
import { say } from '../../../src/model/messages/message.ts';
import { type DatasetsInput, parseDatasets } from '../../../src/sources/datasets/dataset.ts';
import { createWarehouseSource } from '../../../src/sources/warehouse/index.ts';
import { pullAll, streamOf } from '../../batteries/pull.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../../helpers/postgres.ts';

/** Rows and columns that a warehouse should not have, and has. */

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

const source = (url: string, datasets: DatasetsInput) =>
  createWarehouseSource({ url, datasets: parseDatasets(datasets, 'table') });

(hasPostgres ? describe : describe.skip)('rows of a warehouse on PostgreSQL', () => {
  let server: TestPostgres;
  let admin: pg.Client;

  beforeAll(async () => {
    server = await startPostgres();
    admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    server.stop();
  });

  describe('rows whose time of writing is empty', () => {
    const undated: DatasetsInput = {
      datasets: [
        {
          name: 'x',
          kind: 'ticket',
          table: 'undated',
          updatedAt: 'synced',
          columns: { id: 'id', accountId: 'account', openedAt: 'opened' },
        },
      ],
    };
    const idsIn = (pages: Awaited<ReturnType<typeof pullAll>>) =>
      pages.flatMap((page) => page.records ?? []).map((each) => each.id);
    const insert = (ids: string, synced: string, times = 1) =>
      admin.query(
        `insert into undated select ${ids}, 'a', date '2026-10-01', cast(${synced} as timestamptz) from generate_series(1, ${times}) n`,
      );

    beforeEach(async () => {
      await admin.query('create table undated (id text, account text, opened date, synced timestamptz)');
    });
    afterEach(async () => {
      await admin.query('drop table undated');
    });

    test('are read once in each run, beside the others, however many', async () => {
      await insert("'n' || n", 'null', 6_000);
      await insert("'w' || n", "timestamptz '2026-11-01'", 4_001);
      const stream = streamOf(source(server.url, undated), 'x');
      const first = await pullAll(stream, null, { limit: 9 });
      expect(idsIn(first)).toHaveLength(10_001);
      expect(new Set(idsIn(first)).size).toBe(10_001);
      await insert("'late'", 'null');
      await insert("'newer'", "timestamptz '2026-11-02'");
      const again = await pullAll(stream, first.at(-1)?.cursor, { limit: 9 });
      expect(idsIn(again).filter((id) => !/^[nw]\d/.test(id))).toEqual(['newer', 'late']);
      expect(new Set(idsIn(again)).size).toBe(idsIn(again).length);
    });

    test('a run that stopped among them goes on there', async () => {
      await insert("'n' || n", 'null', 6_000);
      await insert("'w'", "timestamptz '2026-11-01'");
      const stream = streamOf(source(server.url, undated), 'x');
      const stopped = await pullAll(stream, null, { limit: 2 });
      const rest = await pullAll(stream, stopped.at(-1)?.cursor, { limit: 9 });
      const ids = [...idsIn(stopped), ...idsIn(rest)];
      expect(ids).toHaveLength(6_001);
      expect(new Set(ids).size).toBe(6_001);
    });

    test('rows without an id are set aside in a sum, also where a page is full of them', async () => {
      await insert('null', "timestamptz '2026-11-01'", 6_000);
      await insert("'w'", "timestamptz '2026-11-02'");
      for (const updatedAt of ['synced', undefined]) {
        const datasets = { datasets: [{ ...undated.datasets[0], updatedAt }] } as DatasetsInput;
        const pages = await pullAll(streamOf(source(server.url, datasets), 'x'), null, { limit: 9 });
        expect(idsIn(pages)).toEqual(['w']);
        expect(pages.flatMap((page) => page.quarantined ?? [])).toEqual([
          { stream: 'x', recordId: null, reason: say('row.id'), records: 6_000 },
        ]);
      }
    });

    test('an order without end is an error, not a pull without end', async () => {
      await insert("'i' || n", "timestamptz 'infinity'", 6_000);
      await expect(
        pullAll(streamOf(source(server.url, undated), 'x'), null, { limit: 9 }),
      ).rejects.toMatchObject({ code: 'upstream-invalid', message: expect.stringContaining('x') as string });
    });
  });

  test('ids keep all their digits', async () => {
    await admin.query(
      'create table long_id (id bigint, account numeric(38), opened date); ' +
        `insert into long_id values (1152921504606846976, 1152921504606846976, '2026-10-01'), (1152921504606846977, 1152921504606846977, '2026-10-01')`,
    );
    const datasets: DatasetsInput = {
      datasets: [
        {
          name: 'x',
          kind: 'ticket',
          table: 'long_id',
          columns: { id: 'id', accountId: 'account', openedAt: 'opened' },
        },
      ],
    };
    const [page] = await pullAll(streamOf(source(server.url, datasets), 'x'));
    expect(page?.records).toMatchObject([
      { id: '1152921504606846976', accountId: '1152921504606846976' },
      { id: '1152921504606846977', accountId: '1152921504606846977' },
    ]);
    await admin.query('drop table long_id');
  });
});
