import { type DuckDBConnection } from '@duckdb/node-api';
import { type Day } from '../../model/day.ts';
import { EVENT_FAULTS } from '../datasets/event-accounts.ts';
import { literal } from '../datasets/sql.ts';
import { COUNTS } from './event-vocabulary.ts';
import { EMAIL_HOST, type GatheredEvents } from './gather-events.ts';

/** When an event is set aside, and why: the first that fits. */
const FAULTS = [
  ['day IS NULL', EVENT_FAULTS.time],
  [`each.event = ''`, EVENT_FAULTS.name],
  ['"user" IS NULL', EVENT_FAULTS.user],
  ['coalesce(each.account, domain.account) IS NULL', EVENT_FAULTS.account],
] as const;

const KEYS = `day, coalesce(each.account, domain.account) AS account, "user", shown,
  CASE ${FAULTS.map(([condition, reason]) => `WHEN ${condition} THEN ${literal(reason)}`).join(' ')} END AS fault`;
const WITH_DOMAIN = `LEFT JOIN domain ON each.account IS NULL AND domain.host = ${EMAIL_HOST}`;

/** A range of days, both included, and whether events without a day belong to it. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
  readonly undated: boolean;
}

/**
 * The events of a few days, counted: rows for those of one user on one day, their features as bits (see
 * `EventVocabulary`). `fault` says why a row does not count.
 *
 * @returns the relation to read them by, until the next days are counted
 */
export async function countDays(
  connection: DuckDBConnection,
  { vocabulary: { maskColumns }, staged }: GatheredEvents,
  { from, to, undated }: DayRange,
): Promise<string> {
  const dated = `day BETWEEN ${literal(from)} AND ${literal(to)}`;
  const days = undated ? `(${dated} OR day IS NULL)` : dated;
  if (!staged) {
    return `(SELECT ${KEYS}, email, sample, events, ${[...COUNTS, ...maskColumns].join(', ')}
      FROM (SELECT * FROM event WHERE ${days}) AS each ${WITH_DOMAIN})`;
  }
  const counts = COUNTS.map((name) => `sum(${name}) AS ${name}`);
  const masks = maskColumns.map((name) => `coalesce(bit_or(${name}), 0) AS ${name}`);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE counted AS
    SELECT ${KEYS}, max(email) AS email, max(sample) AS sample, count(*) AS events, ${[...counts, ...masks].join(', ')}
    FROM ${classified(await onceEach(connection, days))} AS each ${WITH_DOMAIN}
    GROUP BY 1, 2, 3, 4, 5`);
  return 'counted';
}

function classified(events: string): string {
  return `(SELECT * EXCLUDE shown, CASE WHEN shows > 0 THEN shown END AS shown
    FROM ${events} LEFT JOIN class USING (event))`;
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
