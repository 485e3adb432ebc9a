import { type Kysely, sql } from 'kysely';

/** Usage packed by account and month. What was stored by user and day is read again from its source. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table usage_month (
    portal_id text not null, source text not null, account_id text not null, month text not null,
    data json not null,
    primary key (portal_id, source, account_id, month))`,
  `delete from stream_cursor cursor using usage_coverage coverage
    where cursor.portal_id = coverage.portal_id and cursor.source = coverage.source`,
  `delete from usage_coverage`,
  `drop table usage_user_day`,
  `drop table usage_user`,
];
