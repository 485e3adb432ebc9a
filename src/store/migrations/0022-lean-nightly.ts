import { type Kysely, sql } from 'kysely';
import { compressFast, type LargeColumn } from './fast-compression.ts';

/**
 * What a nightly run reads and writes of each company, made small: what lists and lookups need of a health, apart from its
 * breakdown; the properties it is published as (null until the company is scored again); the active days of each user
 * in a month instead of the last one alone (null: read from the whole month). The breakdown is only ever written and
 * read whole: as text it takes the database a small part of the time that it takes as a tree.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await compressFast(db, LARGE_COLUMNS);
}

const LARGE_COLUMNS: readonly LargeColumn[] = [
  ['health', 'breakdown'],
  ['health', 'summary'],
  ['health', 'properties'],
  ['usage_month', 'activity'],
];

const STATEMENTS = [
  'alter table health add column summary jsonb, add column properties jsonb',
  `update health set summary = jsonb_build_object(
    'band', breakdown -> 'publishedBand',
    'previousBand', breakdown -> 'previousBand',
    'bandChangedAt', breakdown -> 'bandChangedAt',
    'score', breakdown #> '{result,score}',
    'delta30d', breakdown #> '{result,delta30d}',
    'coverage', breakdown #> '{result,coverage}',
    'provisional', breakdown #> '{result,provisional}',
    'risk', breakdown #> '{result,risk}',
    'arr', breakdown #> '{arr,amount}',
    'currency', breakdown #> '{arr,currency}',
    'renewsAt', breakdown -> 'renewsAt',
    'overriddenUntil', case when (breakdown #>> '{override,active}')::boolean then breakdown #> '{override,expiresAt}' end,
    'dimensions', (select coalesce(jsonb_object_agg(each ->> 'id', each -> 'score'), '{}')
      from jsonb_array_elements(coalesce(breakdown #> '{result,dimensions}', '[]')) each),
    'reason', breakdown #> '{words,reasons,0}',
    'openTasks', (select count(*) from jsonb_array_elements(coalesce(breakdown -> 'tasks', '[]')) each
      where each ->> 'status' = 'open'))`,
  'alter table health alter column breakdown type json using breakdown::json',
  'alter table usage_month drop column seen',
  'alter table usage_month add column activity json',
];
