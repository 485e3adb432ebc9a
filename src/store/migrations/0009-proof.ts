import { type Kysely, sql } from 'kysely';

/** What the weekly check of a portal's scores found, a row a check. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table proof (
        portal_id text not null, until_day date not null, checked_at timestamptz not null, view jsonb not null,
        changes jsonb not null, probabilities jsonb not null,
        primary key (portal_id, until_day))`,
    )
    .execute(db);
}
