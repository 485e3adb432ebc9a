import { type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { type Stream } from '../../model/source.ts';
import { type RowsDataset } from '../datasets/dataset.ts';
import { expression, quoted } from '../datasets/sql.ts';
import { type FieldRow, mapRow } from '../datasets/map-row.ts';
import { withDuckDb } from '../events/index.ts';
import { throwIfAborted } from '../http/retry.ts';
import { pageOf } from '../mapped.ts';
import { filesOf, NO_FILES, readFilesSql, runOnFiles } from './reader.ts';

const rowsCursor = z.object({ digest: z.string(), read: z.number().int().min(0) });
export type RowsCursor = z.infer<typeof rowsCursor>;
const PAGE_ROWS = 5_000;

/** Accounts or records out of the files of one dataset; read again whenever they have changed. */
export function rowsStream(dataset: RowsDataset): Stream<RowsCursor> {
  return {
    name: dataset.name,
    cursor: rowsCursor,
    pull: (context, cursor) =>
      withDuckDb(context, async function* (connection) {
        throwIfAborted(context.signal);
        const set = (await filesOf([dataset], dataset)).get(dataset.name) ?? NO_FILES;
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
          set,
          `CREATE TEMP TABLE found AS SELECT ${columns.join(', ')}, ${deleted} AS "_deleted" FROM ${readFilesSql(dataset, set)}`,
        );
        const total = await count(connection, 'SELECT count(*) FROM found');
        const start = cursor?.digest === digest ? cursor.read : 0;
        for (let read = start; read < total; read += PAGE_ROWS) {
          throwIfAborted(context.signal);
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
