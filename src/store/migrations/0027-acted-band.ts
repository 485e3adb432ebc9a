import { type Kysely, sql } from 'kysely';

/**
 * The published band that was acted on last. Between two act steps the band may change more than once, and its last
 * change alone does not tell that a company is worse off than people know. null: nobody has acted on it yet.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table health add column acted_band text`.execute(db);
}
