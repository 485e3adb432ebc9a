import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type Page, type Stream } from '../../model/source.ts';
import { type Field, type RowsDataset } from '../datasets/dataset.ts';
import { expression, quoted } from '../datasets/sql.ts';
import { mapRow } from '../datasets/map-row.ts';
import { type SourceDeps } from '../http/deps.ts';
import { throwIfAborted } from '../http/retry.ts';
import { type Mapped, pageOf } from '../mapped.ts';
import { type Database, type Row, withDatabase } from './database.ts';
import { tableSql } from './dialect.ts';

/**
 * Rows are read in the order of their last writing, then id; those without a time of writing come after them, by id,
 * and from their start in every run. A table without such a column is read from its start in every run.
 */
const rowsCursor = z.object({
  /** Microseconds count: many rows of one sync are written in the same millisecond. */
  writtenFrom: z.string().nullable(),
  afterId: z.string().nullable(),
  /** Last row read among those without a time of writing; null: none yet. */
  undatedAfterId: z.string().nullable().default(null),
  /** Whether those are being read. */
  undated: z.boolean().default(false),
  complete: z.boolean(),
});
export type RowsCursor = z.infer<typeof rowsCursor>;

const PAGE_ROWS = 5_000;
/** A sync of many tables commits what it dated some minutes before. */
const OVERLAP = "INTERVAL '15 minutes'";
const START: RowsCursor = {
  writtenFrom: null,
  afterId: null,
  undatedAfterId: null,
  undated: false,
  complete: false,
};

/** Accounts or records out of one table. */
export function rowsStream(dataset: RowsDataset, url: string, deps: SourceDeps): Stream<RowsCursor> {
  return {
    name: dataset.name,
    cursor: rowsCursor,
    pull: ({ signal }, cursor) =>
      withDatabase(url, signal, deps, (database) => pages(database, dataset, signal, cursor ?? START)),
  };
}

async function* pages(
  database: Database,
  dataset: RowsDataset,
  signal: AbortSignal,
  stored: RowsCursor,
): AsyncGenerator<Page<RowsCursor>> {
  throwIfAborted(signal);
  let again = stored.complete;
  let place: RowsCursor = again
    ? { ...stored, undated: false, undatedAfterId: null, complete: false }
    : stored;
  if (again && dataset.updatedAt === undefined) place = START;
  let nameless = await withoutId(database, dataset, place, again);
  for (;;) {
    throwIfAborted(signal);
    const rows = await readRows(database, dataset, place, again);
    const next = behindLast(rows, place, dataset.updatedAt !== undefined);
    const isLast = rows.length < PAGE_ROWS;
    // What is read again ends where it began at the earliest, and may end exactly there.
    if (!isLast && !again && isSamePlace(next, place)) {
      throw new AppError('upstream-invalid', say('warehouse.no-end', { dataset: dataset.name }));
    }
    again = false;
    const complete = isLast && (place.undated || dataset.updatedAt === undefined);
    place = isLast && !complete ? { ...next, undated: true } : next;
    const mapped: Mapped[] = rows.map(({ _written, _id, _deleted, ...row }) =>
      mapRow(dataset, row, _deleted === true),
    );
    yield pageOf({ ...place, complete }, rows.length + nameless.records, [...mapped, nameless.mapped]);
    if (complete) return;
    nameless = NONE;
  }
}

/** Times without an end have no place in the order: what lies behind them is looked for from the last one that has. */
function behindLast(rows: readonly Row[], place: RowsCursor, dated: boolean): RowsCursor {
  if (place.undated) return { ...place, undatedAfterId: textOf(rows.at(-1)?._id) ?? place.undatedAfterId };
  const last = rows.findLast(({ _written }) => !dated || textOf(_written) !== null);
  return last === undefined
    ? place
    : { ...place, writtenFrom: textOf(last._written), afterId: textOf(last._id) };
}

function isSamePlace(one: RowsCursor, other: RowsCursor): boolean {
  return (
    one.writtenFrom === other.writtenFrom &&
    one.afterId === other.afterId &&
    one.undatedAfterId === other.undatedAfterId
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

const NONE = { records: 0, mapped: {} as Mapped };

/** Rows without an id, counted: nothing could tell them apart, and they have no place in the order. */
async function withoutId(database: Database, dataset: RowsDataset, place: RowsCursor, again: boolean) {
  const isNew = again
    ? writtenAgain(dataset, place)
    : isStart(place)
      ? { condition: 'true', values: [] }
      : null;
  if (isNew === null) return NONE;
  const [found] = await database.query(
    `SELECT count(*) AS "rows" FROM ${tableSql(dataset)} WHERE ${idOf(dataset)} IS NULL AND ${isNew.condition}`,
    isNew.values,
  );
  const records = Number(found?.rows ?? 0);
  if (records === 0) return NONE;
  const quarantined = [{ stream: dataset.name, recordId: null, reason: say('row.id'), records }];
  return { records, mapped: { quarantined } };
}

function isStart({ writtenFrom, afterId, undated }: RowsCursor): boolean {
  return writtenFrom === null && afterId === null && !undated;
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
  const id = idOf(dataset);
  const written = writtenOf(dataset);
  const shown = written === null ? 'NULL' : `to_char(${written}, 'YYYY-MM-DD"T"HH24:MI:SS.US')`;
  const deleted = dataset.deleted === undefined ? 'false' : `coalesce(${quoted(dataset.deleted)}, false)`;
  const { condition, values } = behind(dataset, place, again);
  const order = written === null || place.undated ? id : `${written}, ${id}`;
  return database.query(
    `SELECT ${columns.join(', ')}, ${shown} AS "_written", ${id} AS "_id", ${deleted} AS "_deleted"
     FROM ${tableSql(dataset)} WHERE ${id} IS NOT NULL AND ${condition} ORDER BY ${order} LIMIT ${PAGE_ROWS}`,
    values,
  );
}

interface Condition {
  readonly condition: string;
  readonly values: readonly string[];
}

/** What has not been read yet, in the order of reading. */
function behind(dataset: RowsDataset, place: RowsCursor, again: boolean): Condition {
  const id = idOf(dataset);
  const written = writtenOf(dataset);
  if (written === null) return behindId(id, place.afterId);
  if (place.undated) {
    const { condition, values } = behindId(id, place.undatedAfterId);
    return { condition: `${written} IS NULL AND ${condition}`, values };
  }
  if (again) return writtenAgain(dataset, place);
  if (place.writtenFrom === null || place.afterId === null) {
    return { condition: `${written} IS NOT NULL`, values: [] };
  }
  const at = 'CAST($1 AS TIMESTAMP)';
  return {
    condition: `(${written} > ${at} OR (${written} = ${at} AND ${id} > $2))`,
    values: [place.writtenFrom, place.afterId],
  };
}

function behindId(id: string, after: string | null): Condition {
  return after === null ? { condition: 'true', values: [] } : { condition: `${id} > $1`, values: [after] };
}

/** Written since the last run, and shortly before. */
function writtenAgain(dataset: RowsDataset, { writtenFrom }: RowsCursor): Condition {
  const written = writtenOf(dataset);
  if (written === null) return { condition: 'true', values: [] };
  if (writtenFrom === null) return { condition: `${written} IS NOT NULL`, values: [] };
  return { condition: `${written} >= CAST($1 AS TIMESTAMP) - ${OVERLAP}`, values: [writtenFrom] };
}

function idOf(dataset: RowsDataset): string {
  const field = dataset.kind === 'accounts' ? dataset.columns.externalId : dataset.columns.id;
  return `CAST(${expression(field, (column) => column)} AS VARCHAR)`;
}

function writtenOf({ updatedAt }: RowsDataset): string | null {
  return updatedAt === undefined ? null : quoted(updatedAt);
}
