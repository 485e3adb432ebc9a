import { type Kysely, sql } from 'kysely';

/** Forgets what records that were deleted at their source said: names and addresses of people among it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update record set data = '{}' where deleted and data <> '{}'`.execute(db);
}
