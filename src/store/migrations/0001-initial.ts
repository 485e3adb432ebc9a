import { type Kysely, sql } from 'kysely';

/** The first schema. Migrations are never edited once released. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table company (
    portal_id text not null, company_id text not null, name text, domains jsonb not null default '[]',
    owner_id text, parent_company_id text, lifecycle_stage text, segment text, customer_since date,
    arr double precision, currency text, created_at timestamptz not null, updated_at timestamptz not null,
    archived boolean not null default false, health_properties jsonb not null default '{}',
    primary key (portal_id, company_id))`,

  `create table account (
    portal_id text not null, source text not null, external_id text not null, name text,
    domains jsonb not null default '[]', emails jsonb not null default '[]', hubspot_company_id text,
    company_id text, matched_by text, confirmed boolean not null default false, problem text,
    suggestions jsonb not null default '[]',
    primary key (portal_id, source, external_id))`,
  `create index account_by_company on account (portal_id, company_id)`,

  `create table stream_cursor (
    portal_id text not null, source text not null, stream text not null, cursor jsonb not null,
    pages bigint not null default 0, records bigint not null default 0,
    updated_at timestamptz not null default now(),
    primary key (portal_id, source, stream))`,

  `create table source_state (
    portal_id text not null, source text not null, status text not null, fetched_at timestamptz, reason text,
    primary key (portal_id, source))`,

  `create table usage_user_day (
    portal_id text not null, source text not null, chunk text not null, account_id text not null,
    user_id text not null, day date not null, events integer not null, workflows_started integer not null,
    workflows_completed integer not null, features jsonb not null, integrations jsonb not null)`,
  // No primary key: chunks are replaced whole, and a key over six columns doubles the cost of the largest table.
  `create index usage_user_day_by_account on usage_user_day (portal_id, source, account_id, day)`,
  `create index usage_user_day_by_chunk on usage_user_day using brin (chunk)`,

  `create table usage_user (
    portal_id text not null, source text not null, account_id text not null, user_id text not null, email text,
    primary key (portal_id, source, account_id, user_id))`,

  `create table usage_feature (
    portal_id text not null, source text not null, feature text not null, first_day date not null,
    primary key (portal_id, source, feature))`,

  `create table usage_coverage (
    portal_id text not null, source text not null, from_day date not null, to_day date not null,
    primary key (portal_id, source))`,

  `create table record (
    portal_id text not null, source text not null, kind text not null, id text not null,
    account_id text not null, data jsonb not null, deleted boolean not null default false,
    primary key (portal_id, source, kind, id))`,
  `create index record_by_account on record (portal_id, source, account_id)`,

  `create table snapshot (
    portal_id text not null, company_id text not null, as_of date not null, revision integer not null default 0,
    model_id text not null, model_version integer not null, score double precision, band text not null,
    coverage double precision not null, provisional boolean not null, detail jsonb not null,
    created_at timestamptz not null default now(),
    primary key (portal_id, company_id, as_of, revision))`,

  `create table health (
    portal_id text not null, company_id text not null, as_of date not null, band_state jsonb not null,
    breakdown jsonb not null, top_risks jsonb not null, scored_at timestamptz not null,
    primary key (portal_id, company_id))`,

  `create table act (
    portal_id text not null, key text not null, company_id text not null, planned jsonb not null, task_id text,
    created_at timestamptz not null default now(),
    primary key (portal_id, key))`,

  `create table run (
    portal_id text not null, id text not null, kind text not null, started_at timestamptz not null,
    finished_at timestamptz, summary jsonb, error text,
    primary key (portal_id, id))`,

  `create table quarantine (
    portal_id text not null, source text not null, stream text not null, record_id text not null,
    reason text not null, at timestamptz not null default now(),
    primary key (portal_id, source, stream, record_id))`,
];
