import { type Kysely, sql } from 'kysely';

const LARGE_COLUMNS = [
  ['usage_month', 'data'],
  ['usage_month', 'seen'],
  ['health', 'breakdown'],
  ['snapshot', 'detail'],
  ['company', 'health_properties'],
] as const;

/**
 * Large values written from now on are compressed by lz4, several times as fast as PostgreSQL's usual pglz, where the
 * server was built with it. What is stored stays readable as it is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ known: boolean }>`
    select coalesce(enumvals @> array['lz4'], false) as known
    from pg_settings where name = 'default_toast_compression'`.execute(db);
  if (rows[0]?.known !== true) return;
  for (const [table, column] of LARGE_COLUMNS) {
    await sql.raw(`alter table ${table} alter column ${column} set compression lz4`).execute(db);
  }
}
