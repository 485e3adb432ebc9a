import { type Kysely, sql } from 'kysely';

/** What people enter: pulses, band overrides and settings. Rows are only ever added. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table pulse (
    portal_id text not null, company_id text not null, id text not null, score integer not null,
    reason text not null, author text not null, at timestamptz not null,
    primary key (portal_id, company_id, id))`,

  // seq orders two overrides of one instant; the last one of a company holds.
  `create table band_override (
    portal_id text not null, company_id text not null, id text not null, override jsonb not null,
    created_at timestamptz not null, seq bigint generated always as identity,
    primary key (portal_id, company_id, id))`,

  `create table portal_setting (
    portal_id text not null, version integer not null, settings jsonb not null, author text not null,
    note text not null, created_at timestamptz not null,
    primary key (portal_id, version))`,
];
