import { type Kysely, sql } from 'kysely';

export type LargeColumn = readonly [table: string, column: string];

/**
 * Large values written from now on are compressed by lz4, several times as fast as PostgreSQL's usual pglz, where the
 * server was built with it. What is stored stays readable as it is. A column that gets another type loses it.
 */
export async function compressFast(db: Kysely<unknown>, columns: readonly LargeColumn[]): Promise<void> {
  const { rows } = await sql<{ known: boolean }>`
    select coalesce(enumvals @> array['lz4'], false) as known
    from pg_settings where name = 'default_toast_compression'`.execute(db);
  if (rows[0]?.known !== true) return;
  for (const [table, column] of columns) {
    await sql.raw(`alter table ${table} alter column ${column} set compression lz4`).execute(db);
  }
}
