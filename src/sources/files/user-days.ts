import { type DuckDBConnection } from '@duckdb/node-api';
import { dayFromNumber } from '../../model/day.ts';
import { type ExternalAccount, type UsageUserDay } from '../../model/source.ts';
import { accountOf, MAX_EMAILS } from '../datasets/event-accounts.ts';
import { LIST_SEPARATOR, parseList, remembered } from '../events/user-days.ts';
import { type EventVocabulary } from './event-vocabulary.ts';

/** Numbers and texts of a row in a packed list: day, activity, started, completed, integration, then the masks. */
const FIXED = 5;

/** A user, the e-mail address, then the rows one after another. */
type PackedUser = readonly [userId: string, email: string | null, ...rows: (number | string | null)[]];

interface Day {
  activity: number;
  started: number;
  completed: number;
  shown: string[];
  readonly masks: number[];
}

/**
 * What `countDays` counted, as user days by account, day and user; the accounts they are of; how many events they are.
 *
 * One JSON list an account leaves DuckDB: reading values one by one takes JavaScript three times as long, and so does
 * naming the user again in each row. Rows of one user day are added up here for the same reason.
 */
export async function userDays(
  connection: DuckDBConnection,
  counted: string,
  vocabulary: EventVocabulary,
): Promise<{ accounts: ExternalAccount[]; rows: UsageUserDay[]; events: number }> {
  const { maskColumns } = vocabulary;
  const row = [
    `day - DATE '1970-01-01'`,
    'activity',
    'started',
    'completed',
    `coalesce(to_json(shown)::VARCHAR, 'null')`,
    ...maskColumns,
  ];
  const result = await connection.runAndReadAll(`
    SELECT account, to_json(list_sort(list(DISTINCT email) FILTER (email IS NOT NULL))[1:${MAX_EMAILS}])::VARCHAR,
      '[' || string_agg('[' || to_json("user")::VARCHAR || ',' || coalesce(to_json(email)::VARCHAR, 'null') || days || ']',
        ',' ORDER BY "user") || ']', sum(events)::DOUBLE
    FROM (
      SELECT account, "user", max(email) AS email, sum(events) AS events, string_agg(concat(',', ${row.join(`, ',', `)}), '') FILTER (kept > 0) AS days
      FROM ${counted} WHERE fault IS NULL
      GROUP BY account, "user")
    GROUP BY account ORDER BY account`);
  const integrations = remembered(parseList);
  const dayOf = rememberedDays();
  const accounts: ExternalAccount[] = [];
  const rows: UsageUserDay[] = [];
  let events = 0;
  for (const [account, emails, packed, count] of result.getRows()) {
    events += Number(count);
    const accountId = String(account);
    accounts.push(accountOf(accountId, emails === null ? [] : (JSON.parse(String(emails)) as string[])));
    const users = packed === null ? [] : (JSON.parse(String(packed)) as PackedUser[]);
    const own: UsageUserDay[] = [];
    for (const user of users) {
      const [userId, email] = user;
      for (const [number, { activity, started, completed, shown, masks }] of daysOf(
        user,
        maskColumns.length,
      )) {
        const day = dayOf(number);
        own.push({
          chunk: day,
          day,
          accountId,
          userId,
          events: activity,
          workflowsStarted: started,
          workflowsCompleted: completed,
          features: vocabulary.featuresOf(masks),
          integrations: integrations(shown.join(LIST_SEPARATOR)),
          email,
        });
      }
    }
    own.sort((left, right) => (left.day < right.day ? -1 : Number(left.day > right.day)));
    for (const each of own) rows.push(each);
  }
  return { accounts, rows, events };
}

function daysOf(values: PackedUser, masks: number): Map<number, Day> {
  const days = new Map<number, Day>();
  for (let at = 2; at < values.length; at += FIXED + masks) {
    const day = values[at] as number;
    const shown = values[at + 4] as string | null;
    let found = days.get(day);
    if (found === undefined) {
      found = { activity: 0, started: 0, completed: 0, shown: [], masks: new Array<number>(masks).fill(0) };
      days.set(day, found);
    }
    found.activity += values[at + 1] as number;
    found.started += values[at + 2] as number;
    found.completed += values[at + 3] as number;
    if (shown !== null) found.shown.push(shown);
    for (let place = 0; place < masks; place += 1) {
      found.masks[place] = ((found.masks[place] ?? 0) | (values[at + FIXED + place] as number)) >>> 0;
    }
  }
  return days;
}

/** Many user days are of the same few days. */
function rememberedDays(): (number: number) => string {
  const known = new Map<number, string>();
  return (number) => {
    const day = known.get(number) ?? dayFromNumber(number);
    known.set(number, day);
    return day;
  };
}
