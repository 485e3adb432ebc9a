import { type RawBuilder, sql } from 'kysely';

/**
 * Rows as one JSON parameter, to be used as `insert into … select … from ${rowsOf(rows, columns)}`. One
 * parameter whatever the number of rows; works the same on PGlite and PostgreSQL.
 */
export function rowsOf<Row extends object>(
  rows: readonly Row[],
  columns: Readonly<Record<keyof Row & string, string>>,
): RawBuilder<unknown> {
  const definition = Object.entries<string>(columns)
    .map(([name, type]) => `"${name}" ${type}`)
    .join(', ');
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as incoming(${sql.raw(definition)})`;
}

/** Splits rows so that one statement stays small enough for the embedded database. */
export function* chunksOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let index = 0; index < items.length; index += size) yield items.slice(index, index + size);
}
