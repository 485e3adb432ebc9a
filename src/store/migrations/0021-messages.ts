import { type Kysely, sql } from 'kysely';

const SUM = String.raw`'^(\d+) \w+(?: more)?: '`;
const QUOTED = (text: string) =>
  `case when ${text} is null then null
    else jsonb_build_object('code', 'quoted', 'slots', jsonb_build_object('text', ${text})) end`;

/**
 * Reasons are kept as messages of the catalogue and rendered in the language of whoever reads them; what stood there as
 * English text is quoted. How many records an entry of the quarantine stands for is a number of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [
    'alter table quarantine add column records bigint not null default 1',
    `update quarantine set records = coalesce(substring(reason from ${SUM})::bigint, 1),
      reason = regexp_replace(reason, ${SUM}, '')`,
    `alter table quarantine alter column reason type jsonb using ${QUOTED('reason')}`,
    `alter table source_state alter column reason type jsonb using ${QUOTED('reason')}`,
    `alter table account alter column problem type jsonb using ${QUOTED('problem')}`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}
