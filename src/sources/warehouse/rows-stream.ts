import { z } from 'zod';
import { type Page, type Stream } from '../../model/source.ts';
import { type Field, type RowsDataset } from '../datasets/dataset.ts';
import { expression, quoted } from '../datasets/sql.ts';
import { mapRow } from '../datasets/map-row.ts';
import { type SourceDeps } from '../http/deps.ts';
import { throwIfAborted } from '../http/retry.ts';
import { pageOf } from '../mapped.ts';
import { type Database, type Row, withDatabase } from './database.ts';
import { tableSql } from './dialect.ts';

/**
 * Rows are read in the order of their last writing, then id. A table without such a column is read from its start in
 * every run.
 */
const rowsCursor = z.object({
  /** Microseconds count: many rows of one sync are written in the same millisecond. */
  writtenFrom: z.string().nullable(),
  afterId: z.string().nullable(),
  complete: z.boolean(),
});
export type RowsCursor = z.infer<typeof rowsCursor>;

const PAGE_ROWS = 5_000;
/** A sync of many tables commits what it dated some minutes before. */
const OVERLAP = "INTERVAL '15 minutes'";
const START: RowsCursor = { writtenFrom: null, afterId: null, complete: false };

/** Accounts or records out of one table. */
export function rowsStream(dataset: RowsDataset, url: string, deps: SourceDeps): Stream<RowsCursor> {
  return {
    name: dataset.name,
    cursor: rowsCursor,
    pull: ({ signal }, cursor) =>
      withDatabase(url, signal, deps, async function* (database): AsyncGenerator<Page<RowsCursor>> {
        let place = cursor ?? START;
        let again = place.complete;
        if (again && dataset.updatedAt === undefined) place = START;
        for (;;) {
          throwIfAborted(signal);
          const rows = await readRows(database, dataset, place, again);
          const last = rows.at(-1);
          if (last !== undefined)
            place = { writtenFrom: textOf(last._written), afterId: textOf(last._id), complete: false };
          again = false;
          const complete = rows.length < PAGE_ROWS;
          const mapped = rows.map(({ _written, _id, _deleted, ...row }) =>
            mapRow(dataset, row, _deleted === true),
          );
          yield pageOf({ ...place, complete }, rows.length, mapped);
          if (complete) return;
        }
      }),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function readRows(
  database: Database,
  dataset: RowsDataset,
  place: RowsCursor,
  again: boolean,
): Promise<readonly Row[]> {
  const fields = Object.entries<Field | undefined>(dataset.columns);
  const columns = fields.map(
    ([name, field]) => `${expression(field, (column) => column)} AS ${quoted(name)}`,
  );
  const id = `CAST(${expression(dataset.kind === 'accounts' ? dataset.columns.externalId : dataset.columns.id, (column) => column)} AS VARCHAR)`;
  const written = dataset.updatedAt === undefined ? 'NULL' : quoted(dataset.updatedAt);
  const shown =
    dataset.updatedAt === undefined ? 'NULL' : `to_char(${written}, 'YYYY-MM-DD"T"HH24:MI:SS.US')`;
  const deleted = dataset.deleted === undefined ? 'false' : `coalesce(${quoted(dataset.deleted)}, false)`;
  const { condition, values } = behind(place, again, id, dataset.updatedAt === undefined ? null : written);
  return database.query(
    `SELECT ${columns.join(', ')}, ${shown} AS "_written", ${id} AS "_id", ${deleted} AS "_deleted"
     FROM ${tableSql(dataset)} WHERE ${condition} ORDER BY ${written === 'NULL' ? '' : `${written}, `}${id} LIMIT ${PAGE_ROWS}`,
    values,
  );
}

function behind(
  place: RowsCursor,
  again: boolean,
  id: string,
  written: string | null,
): { condition: string; values: string[] } {
  if (place.afterId === null) return { condition: 'true', values: [] };
  if (written === null) return { condition: `${id} > $1`, values: [place.afterId] };
  if (place.writtenFrom === null) return { condition: 'true', values: [] };
  if (again)
    return { condition: `${written} >= CAST($1 AS TIMESTAMP) - ${OVERLAP}`, values: [place.writtenFrom] };
  const at = 'CAST($1 AS TIMESTAMP)';
  return {
    condition: `(${written} > ${at} OR (${written} = ${at} AND ${id} > $2))`,
    values: [place.writtenFrom, place.afterId],
  };
}
