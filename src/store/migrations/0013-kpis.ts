import { type Kysely, sql } from 'kysely';

/** KPIs of a portal as they were last counted: what all periods share, and a row a period and segment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table kpi_overview (
        portal_id text not null, as_of date not null, computed_at timestamptz not null, overview jsonb not null,
        primary key (portal_id))`,
    )
    .execute(db);
  await sql
    .raw(
      `create table kpi_period (
        portal_id text not null, grain text not null, from_day date not null, segment text not null,
        tally jsonb not null,
        primary key (portal_id, grain, from_day, segment))`,
    )
    .execute(db);
}
