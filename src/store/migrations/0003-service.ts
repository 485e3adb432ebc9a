import { type Kysely, sql } from 'kysely';

/** Several portals: who they are, their sealed secrets, what was delivered, what waits, who changed what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // The list of tenants itself; everything else belongs to one of them.
  `create table portal (
    portal_id text primary key, status text not null, auth text not null, scopes jsonb not null default '[]',
    reason text, installed_at timestamptz not null default now(), removed_at timestamptz)`,

  `create table credential (
    portal_id text not null, name text not null, sealed text not null, expires_at timestamptz,
    updated_at timestamptz not null default now(),
    primary key (portal_id, name))`,

  `create table delivery (
    portal_id text not null, source text not null, id bigint generated always as identity, key text not null,
    received_at timestamptz not null, body jsonb not null,
    primary key (portal_id, source, key))`,
  `create index delivery_in_order on delivery (portal_id, source, received_at, id)`,

  `create table rescore (
    portal_id text not null, company_id text not null, since timestamptz not null,
    primary key (portal_id, company_id))`,

  `create table audit (
    portal_id text not null, id uuid not null default gen_random_uuid(), at timestamptz not null default now(),
    actor text not null, action text not null, subject text not null, detail jsonb not null default '{}',
    primary key (portal_id, id))`,
  `create index audit_in_order on audit (portal_id, at)`,

  `alter table run add column progress jsonb`,
];
