import { type Kysely, sql } from 'kysely';

/**
 * What deliveries say once and for all: which account a user belongs to, which address they have. It stands beside the
 * deliveries while those are kept, and in a table of its own when they are forgotten.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const SEGMENT_USER = `coalesce(body->'value'->>'userId', body->'value'->>'anonymousId')`;
const SEGMENT_EMAIL = `coalesce(body->'value'->'traits'->>'email', body->'value'->'context'->'traits'->>'email')`;

const STATEMENTS = [
  'alter table delivery add column subject text, add column said text',
  'create index delivery_subject on delivery (portal_id, source, subject, received_at) where subject is not null',
  `create table last_said (
    portal_id text not null, source text not null, subject text not null, said text not null, at timestamptz not null,
    primary key (portal_id, source, subject))`,
  `update delivery set subject = 'group ' || ${SEGMENT_USER}, said = body->'value'->>'groupId'
   where source = 'segment' and body->'value'->>'type' = 'group' and body->'value'->>'groupId' <> ''
     and length(${SEGMENT_USER}) between 1 and 512`,
  `update delivery set subject = 'email ' || ${SEGMENT_USER}, said = ${SEGMENT_EMAIL}
   where source = 'segment' and body->'value'->>'type' = 'identify' and ${SEGMENT_EMAIL} <> ''
     and length(${SEGMENT_USER}) between 1 and 512`,
];
