import { type DuckDBConnection } from '@duckdb/node-api';
import { type Day } from '../../model/day.ts';
import { type EventMapping } from '../amplitude/mapping.ts';
import { type EventsDataset } from '../datasets/dataset.ts';
import { accountOfEmail, EVENT_FAULTS } from '../datasets/event-accounts.ts';
import { literal } from '../datasets/sql.ts';
import { EventVocabulary } from './event-vocabulary.ts';
import { type FileSet } from './reader.ts';
import { stageEvents } from './stage-events.ts';

/** When an event is set aside, and why: the first that fits. */
const FAULTS = [
  ['day IS NULL', EVENT_FAULTS.time],
  [`each.event = ''`, EVENT_FAULTS.name],
  ['"user" IS NULL', EVENT_FAULTS.user],
  ['coalesce(each.account, domain.account) IS NULL', EVENT_FAULTS.account],
] as const;

const EMAIL_HOST = `lower(regexp_extract(email, '@([^@]*)$', 1))`;

/** Puts the events of all datasets into the view `event`, and what their names and domains mean beside it. */
export async function gatherEvents(
  connection: DuckDBConnection,
  sets: readonly EventsDataset[],
  files: ReadonlyMap<string, FileSet>,
  mapping: EventMapping,
  folder: string,
): Promise<EventVocabulary> {
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run('SET preserve_insertion_order = false');
  // What is read again lies in the cache of the operating system.
  await connection.run('SET enable_external_file_cache = false');
  const staged: string[] = [];
  for (const set of sets) {
    const found = files.get(set.name) ?? { paths: [], digest: '' };
    staged.push(`SELECT * FROM ${await stageEvents(connection, set, found, folder)}`);
  }
  await connection.run(`CREATE OR REPLACE TEMP VIEW event AS ${staged.join(' UNION ALL ')}`);
  const names = await textsIn(connection, `SELECT DISTINCT event FROM event WHERE event <> ''`);
  const vocabulary = new EventVocabulary(mapping, names);
  await vocabulary.store(connection);
  await storeDomainAccounts(connection);
  return vocabulary;
}

/** Events without an account belong to the company whose e-mail domain their user has: the table `domain`. */
async function storeDomainAccounts(connection: DuckDBConnection): Promise<void> {
  const hosts = await textsIn(
    connection,
    `SELECT DISTINCT ${EMAIL_HOST} FROM event WHERE account IS NULL AND email IS NOT NULL`,
  );
  const accounts = hosts.map((host) => ({ host, account: accountOfEmail(`anybody@${host}`) }));
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE domain AS
     SELECT unnest(from_json($1::VARCHAR, '[{"host":"VARCHAR","account":"VARCHAR"}]'), recursive := true)`,
    [JSON.stringify(accounts)],
  );
}

async function textsIn(connection: DuckDBConnection, select: string): Promise<string[]> {
  const texts = await connection.runAndReadAll(`${select} ORDER BY 1`);
  return texts.getRows().map(([text]) => String(text));
}

/** A range of days, both included, and whether events without a day belong to it. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
  readonly undated: boolean;
}

/**
 * Counts events of a few days into the table `counted`: a row for those of one user on one day, their features as bits
 * (see {@link EventVocabulary}). `fault` says why a row does not count.
 */
export async function countDays(
  connection: DuckDBConnection,
  { maskColumns }: EventVocabulary,
  { from, to, undated }: DayRange,
): Promise<void> {
  const dated = `day BETWEEN ${literal(from)} AND ${literal(to)}`;
  const days = undated ? `(${dated} OR day IS NULL)` : dated;
  const counts = ['kept', 'activity', 'started', 'completed'].map((name) => `sum(${name}) AS ${name}`);
  const masks = maskColumns.map((name) => `coalesce(bit_or(${name}), 0) AS ${name}`);
  const faults = FAULTS.map(([condition, reason]) => `WHEN ${condition} THEN ${literal(reason)}`);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE counted AS
    SELECT day, coalesce(each.account, domain.account) AS account, "user",
      CASE WHEN shows > 0 THEN shown END AS shown, CASE ${faults.join(' ')} END AS fault,
      max(email) AS email, max(sample) AS sample, count(*) AS events, ${[...counts, ...masks].join(', ')}
    FROM ${await onceEach(connection, days)} AS each LEFT JOIN class ON class.event = each.event
      LEFT JOIN domain ON each.account IS NULL AND domain.host = ${EMAIL_HOST}
    GROUP BY 1, 2, 3, 4, 5`);
}

/** The events of some days, copies as one; an event without an id is its own. */
async function onceEach(connection: DuckDBConnection, days: string): Promise<string> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE copied AS SELECT copy1, copy2 FROM event
    WHERE ${days} AND copy1 IS NOT NULL GROUP BY copy1, copy2 HAVING count(*) > 1`);
  const found = await connection.runAndReadAll('SELECT count(*) FROM copied');
  if (Number(found.value(0, 0)) === 0) return `(SELECT * FROM event WHERE ${days})`;
  const same = ['day', 'account', '"user"', 'event', 'shown'].map((name) => `any_value(${name}) AS ${name}`);
  return `(SELECT * FROM event ANTI JOIN copied USING (copy1, copy2) WHERE ${days} UNION ALL BY NAME
    SELECT ${same.join(', ')}, max(email) AS email, max(sample) AS sample, copy1, copy2
    FROM event SEMI JOIN copied USING (copy1, copy2) WHERE ${days} GROUP BY copy1, copy2)`;
}
