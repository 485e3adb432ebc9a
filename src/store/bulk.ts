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
  return sql`jsonb_to_recordset(${storableJson(JSON.stringify(rows))}::jsonb) as incoming(${sql.raw(definition)})`;
}

/**
 * JSON without what PostgreSQL cannot hold: NUL characters are left out, halves of a pair of UTF-16 units become U+FFFD.
 * @param json as `JSON.stringify` writes it, which escapes both and nothing else of that form
 */
export function storableJson(json: string): string {
  if (!UNSTORABLE.test(json)) return json;
  // An escape is one behind an even number of backslashes.
  return json.replace(
    ESCAPED,
    (_all, before: string, code: string) => before + (code === '0000' ? '' : '\ufffd'),
  );
}

const UNSTORABLE = /\\u(?:0000|d[89a-f])/;
const ESCAPED = /(?<!\\)((?:\\\\)*)\\u(0000|d[89a-f][\da-f]{2})/g;

/** Splits rows so that one statement stays small enough for the embedded database. */
export function* chunksOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let index = 0; index < items.length; index += size) yield items.slice(index, index + size);
}
