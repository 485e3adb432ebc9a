import { type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { addDays, type Day } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { type Page, type Stream } from '../../model/source.ts';
import { type Datasets, type EventsDataset, type RowsDataset } from '../datasets/dataset.ts';
import { expression, groupEventsSql, quoted, usageOf } from '../datasets/grouped-events.ts';
import { type FieldRow, mapRow } from '../datasets/map-row.ts';
import { nextDays, withDuckDb } from '../events/index.ts';
import { throwIfAborted } from '../http/retry.ts';
import { pageOf } from '../mapped.ts';
import { duckDbDialect, filesOf, readFilesSql, runOnFiles } from './reader.ts';

const rowsCursor = z.object({ digest: z.string(), read: z.number().int().min(0) });
export type RowsCursor = z.infer<typeof rowsCursor>;
const PAGE_ROWS = 5_000;

/** Accounts or records out of the files of one dataset; read again whenever they have changed. */
export function rowsStream(dataset: RowsDataset): Stream<RowsCursor> {
  return {
    name: dataset.name,
    cursor: rowsCursor,
    pull: ({ tempDir, signal }, cursor) =>
      withDuckDb(tempDir, async function* (connection) {
        throwIfAborted(signal);
        const set = (await filesOf([dataset], dataset)).get(dataset.name) ?? { paths: [], digest: '' };
        const { digest } = set;
        const fields = Object.entries(dataset.columns);
        const columns = fields.map(
          ([name, field]) => `CAST(${expression(field, (column) => column)} AS VARCHAR) AS ${quoted(name)}`,
        );
        const deleted =
          dataset.deleted === undefined
            ? 'false'
            : `coalesce(TRY_CAST(${quoted(dataset.deleted)} AS BOOLEAN), false)`;
        await runOnFiles(
          connection,
          dataset,
          `CREATE TEMP TABLE found AS SELECT ${columns.join(', ')}, ${deleted} AS "_deleted" FROM ${readFilesSql(dataset, set)}`,
        );
        const total = await count(connection, 'SELECT count(*) FROM found');
        const start = cursor?.digest === digest ? cursor.read : 0;
        for (let read = start; read < total; read += PAGE_ROWS) {
          throwIfAborted(signal);
          const rows = await rowsBetween(connection, read, read + PAGE_ROWS);
          const mapped = rows.map(({ _deleted, ...row }) => mapRow(dataset, row, _deleted === true));
          yield {
            ...pageOf({ digest, read: read + rows.length }, rows.length, mapped),
            progress: (read + rows.length) / total,
          };
        }
        if (start >= total) yield pageOf({ digest, read: total }, 0, []);
      }),
  };
}

async function rowsBetween(connection: DuckDBConnection, from: number, until: number): Promise<FieldRow[]> {
  const result = await connection.runAndReadAll(
    `SELECT * FROM found WHERE rowid >= ${from} AND rowid < ${until} ORDER BY rowid`,
  );
  return result.getRowObjectsJson();
}

async function count(connection: DuckDBConnection, statement: string): Promise<number> {
  return Number((await connection.runAndReadAll(statement)).value(0, 0));
}

const eventsCursor = z.object({
  digest: z.string(),
  /** Days up to this one were stored; null: none. */
  readTo: isoDate.nullable(),
});
export type FileEventsCursor = z.infer<typeof eventsCursor>;
const FIRST_DAYS = 7;
const BEGINNING: Day = '0001-01-01';
const END: Day = '9999-12-31';

/** User days out of the files of all event datasets together: files that changed replace everything. */
export function eventsStream(
  sets: readonly EventsDataset[],
  { events: mapping }: Datasets,
): Stream<FileEventsCursor> {
  const name = 'events';
  return {
    name,
    cursor: eventsCursor,
    pull: ({ tempDir, signal }, cursor) =>
      withDuckDb(tempDir, async function* (connection): AsyncGenerator<Page<FileEventsCursor>> {
        throwIfAborted(signal);
        const files = await filesOf(sets, mapping);
        const digest = [...files.values()].map((set) => set.digest).join(' ');
        const resumed = cursor?.digest === digest ? cursor.readTo : null;
        if (cursor?.digest === digest && resumed === END) return;
        const dialect = duckDbDialect(files);
        await connection.run("SET TimeZone = 'UTC'");
        await connection.run(
          'CREATE TEMP TABLE counted ("day" VARCHAR, "account" VARCHAR, "user" VARCHAR, "event" VARCHAR, "integration" VARCHAR, "email" VARCHAR, "sample" VARCHAR, "events" BIGINT)',
        );
        for (const set of sets)
          await runOnFiles(connection, set, `INSERT INTO counted ${groupEventsSql(set, dialect, 'true')}`);
        const [first, last] = await daysOf(connection);
        let from = resumed === null ? first : addDays(resumed, 1);
        let days = FIRST_DAYS;
        // What has no day comes with the first page.
        for (let replaced = resumed === null ? BEGINNING : from; ; replaced = from) {
          throwIfAborted(signal);
          const to = addDays(from, days - 1) < last ? addDays(from, days - 1) : last;
          const groups = await groupsBetween(connection, from, to, replaced === BEGINNING);
          const { rows, accounts, quarantined, read } = usageOf(name, groups, mapping);
          const done = to >= last;
          yield {
            cursor: { digest, readTo: done ? END : to },
            read,
            accounts,
            usage: { replaces: { from: replaced, to: done ? END : to }, rows, coverage: { from: first, to } },
            quarantined,
          };
          if (done) return;
          days = nextDays(days, groups.length);
          from = addDays(to, 1);
        }
      }),
  };
}

/** First and last day with an event; files without any cover nothing. */
async function daysOf(connection: DuckDBConnection): Promise<[Day, Day]> {
  const result = await connection.runAndReadAll('SELECT min("day"), max("day") FROM counted');
  const [first, last] = result.getRows()[0] ?? [];
  return [typeof first === 'string' ? first : BEGINNING, typeof last === 'string' ? last : BEGINNING];
}

async function groupsBetween(
  connection: DuckDBConnection,
  from: Day,
  to: Day,
  undated: boolean,
): Promise<unknown[]> {
  const condition = `("day" >= $1 AND "day" <= $2)${undated ? ' OR "day" IS NULL' : ''}`;
  const order = 'ORDER BY "day", "account", "user", "event", "integration"';
  return (
    await connection.runAndReadAll(`SELECT * FROM counted WHERE ${condition} ${order}`, [from, to])
  ).getRowObjectsJson();
}
