import { type Kysely, sql } from 'kysely';

/** Domains that a person said belong to a company, besides those the CRM has for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create table domain_alias (
        portal_id text not null, domain text not null, company_id text not null,
        created_at timestamptz not null default now(),
        primary key (portal_id, domain))`,
    )
    .execute(db);
}
