import { type Kysely, sql } from 'kysely';

/** The last of each user in a month, so that who was ever seen is known without reading the whole past. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table usage_month add column seen json').execute(db);
}
