import { type Kysely, sql } from 'kysely';

/** How far each part of a portfolio is that several workers score at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table run add column parts jsonb not null default '{}'`.execute(db);
}
