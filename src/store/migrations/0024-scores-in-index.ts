import { type Kysely, sql } from 'kysely';

/**
 * Every night reads a year of scores of every company. Rows lie by the day they were written, a company's year on as
 * many pages, each row with what explains it: of a large portfolio more than memory holds. The key's index lies by
 * company, so it takes along what is read of a score; and what is new is marked visible to all soon, which reading from
 * the index alone needs.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'alter table snapshot drop constraint snapshot_pkey',
  `alter table snapshot add primary key (portal_id, company_id, as_of, revision)
    include (model_id, model_version, score, provisional)`,
  'alter table snapshot set (autovacuum_vacuum_insert_scale_factor = 0.02)',
];
