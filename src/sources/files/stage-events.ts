import path from 'node:path';
import { type DuckDBConnection } from '@duckdb/node-api';
import { type EventsDataset, type Field } from '../datasets/dataset.ts';
import { expression, literal } from '../datasets/sql.ts';
import { type FileSet, readFilesSql, runOnFiles } from './reader.ts';

/** Every thread that writes holds a group of rows in memory. */
const ROW_GROUP = 20_480;
const WRITE = `(FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE ${ROW_GROUP})`;
/** Where groups of rows span more days than this, reading a few days would read the file again and again. */
const MAX_SPAN_DAYS = 7;

/**
 * Copies what is mapped of the events of a dataset into a Parquet file, row by row, so that memory does not grow with
 * the files: `day`, `account`, `"user"`, `event`, `shown` (the integration), `email`, `sample` (the id of an event that
 * may be set aside), and `copy1` and `copy2`: 128 bits that the copies of an event have in common (same id, name,
 * user, account and day); null without an id. Rows of a day lie near each other.
 *
 * @returns the relation to read it by
 * @throws AppError `input-invalid` when the files or the columns are not as the mapping says
 */
export async function stageEvents(
  connection: DuckDBConnection,
  dataset: EventsDataset,
  files: FileSet,
  folder: string,
): Promise<string> {
  const staged = literal(path.join(folder, `${dataset.name}.parquet`));
  await runOnFiles(connection, dataset, files, `COPY (${eventsSql(dataset, files)}) TO ${staged} ${WRITE}`);
  if (!(await isScattered(connection, staged))) return `read_parquet(${staged})`;
  const sorted = literal(path.join(folder, `${dataset.name}-by-day.parquet`));
  await connection.run(`COPY (SELECT * FROM read_parquet(${staged}) ORDER BY day) TO ${sorted} ${WRITE}`);
  return `read_parquet(${sorted})`;
}

/** The events of a dataset as a query; see {@link stageEvents} for the columns. */
export function eventsSql(dataset: EventsDataset, files: FileSet): string {
  const { event, at, userId, accountId, email, id, integration } = dataset.columns;
  return `
    SELECT * EXCLUDE id,
      CASE WHEN day IS NULL OR event = '' OR "user" IS NULL OR account IS NULL THEN id END AS sample,
      CASE WHEN id IS NOT NULL THEN hash(id, ${literal(dataset.name)}, day, account, "user", event, shown) END AS copy1,
      CASE WHEN id IS NOT NULL THEN hash(id || '.') END AS copy2
    FROM (
      SELECT ${daySql(text(at))} AS day, nullif(${text(accountId)}, '') AS account,
        nullif(${text(userId)}, '') AS "user", coalesce(${text(event)}, '') AS event,
        nullif(${text(integration)}, '') AS shown, ${text(email)} AS email, nullif(${text(id)}, '') AS id
      FROM ${readFilesSql(dataset, files)})`;
}

function text(field: Field | undefined): string {
  return field === undefined ? 'NULL::VARCHAR' : `CAST(${expression(field, (column) => column)} AS VARCHAR)`;
}

/** The UTC day. A time without a zone is UTC; only other zones need the slower type. */
function daySql(at: string): string {
  return `CAST(CASE WHEN suffix(${at}, 'Z') THEN TRY_CAST(${at} AS TIMESTAMP)
    ELSE TRY_CAST(${at} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' END AS DATE)`;
}

async function isScattered(connection: DuckDBConnection, staged: string): Promise<boolean> {
  const spans = await connection.runAndReadAll(
    `SELECT coalesce(avg(stats_max_value::DATE - stats_min_value::DATE), 0) FROM parquet_metadata(${staged})
     WHERE path_in_schema = 'day'`,
  );
  return Number(spans.value(0, 0)) > MAX_SPAN_DAYS;
}
