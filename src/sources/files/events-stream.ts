import { type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { addDays, type Day, daysBetween } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { say } from '../../model/messages/message.ts';
import {
  type ExternalAccount,
  type Page,
  type PullContext,
  type Quarantined,
  type Stream,
  type UsageUserDay,
} from '../../model/source.ts';
import { type EventMapping } from '../amplitude/mapping.ts';
import { type Datasets, type EventsDataset } from '../datasets/dataset.ts';
import { accountOf, type EventFault, MAX_EMAILS } from '../datasets/event-accounts.ts';
import { nextDays, withDuckDb, withMoreMemory } from '../events/index.ts';
import { LIST_SEPARATOR, parseList, remembered } from '../events/user-days.ts';
import { FaultTally } from '../fault-tally.ts';
import { throwIfAborted } from '../http/retry.ts';
import { countDays, type DayRange, gatherEvents } from './count-events.ts';
import { type EventVocabulary } from './event-vocabulary.ts';
import { filesOf } from './reader.ts';

const eventsCursor = z.object({
  digest: z.string(),
  /** Days up to this one were stored; null: none. */
  readTo: isoDate.nullable(),
});
export type FileEventsCursor = z.infer<typeof eventsCursor>;

const STREAM = 'events';
const FIRST_DAYS = 3;
/** Each is an object in memory until it is stored. */
const PAGE_USER_DAYS = 20_000;
/** What DuckDB needs to read long lines with two threads; days with very many users take more. */
const MEMORY_LIMIT = '160MB';
const BEGINNING: Day = '0001-01-01';
const END: Day = '9999-12-31';

/** User days out of the files of all event datasets together: files that changed replace everything. */
export function eventsStream(
  sets: readonly EventsDataset[],
  { events: mapping }: Datasets,
): Stream<FileEventsCursor> {
  return {
    name: STREAM,
    cursor: eventsCursor,
    pull: (context, cursor) =>
      withDuckDb(context, (connection) => pages(connection, sets, mapping, context, cursor), MEMORY_LIMIT),
  };
}

async function* pages(
  connection: DuckDBConnection,
  sets: readonly EventsDataset[],
  mapping: EventMapping,
  { tempDir, signal }: PullContext,
  cursor: FileEventsCursor | null,
): AsyncGenerator<Page<FileEventsCursor>> {
  throwIfAborted(signal);
  const files = await filesOf(sets, mapping);
  const digest = [...files.values()].map((set) => set.digest).join(' ');
  const resumed = cursor?.digest === digest ? cursor.readTo : null;
  if (cursor?.digest === digest && resumed === END) return;
  const vocabulary = await withMoreMemory(connection, () =>
    gatherEvents(connection, sets, files, mapping, tempDir),
  );
  const [first, last] = await daysOf(connection);
  let from = resumed === null ? first : addDays(resumed, 1);
  let days = FIRST_DAYS;
  // What has no day comes with the first page.
  for (let replaced = resumed === null ? BEGINNING : from; ; replaced = from) {
    throwIfAborted(signal);
    const to = addDays(from, days - 1) < last ? addDays(from, days - 1) : last;
    const done = to >= last;
    const range = { from, to, undated: replaced === BEGINNING };
    const { groups, rows, ...counted } = await withMoreMemory(connection, () =>
      readDays(connection, vocabulary, range),
    );
    yield {
      ...counted,
      cursor: { digest, readTo: done ? END : to },
      usage: {
        replaces: { from: replaced, to: done ? END : to },
        rows,
        coverage: { from: first, to },
      },
      progress: (daysBetween(first, to) + 1) / (daysBetween(first, last) + 1),
    };
    if (done) return;
    days = nextDays(days, groups, PAGE_USER_DAYS);
    from = addDays(to, 1);
  }
}

async function readDays(connection: DuckDBConnection, vocabulary: EventVocabulary, range: DayRange) {
  await countDays(connection, vocabulary, range);
  return {
    ...(await sizeOf(connection)),
    accounts: await accountsOf(connection),
    rows: await userDays(connection, vocabulary),
    quarantined: await faultsOf(connection),
  };
}

type PackedUserDay = readonly [
  day: Day,
  userId: string,
  events: number,
  workflowsStarted: number,
  workflowsCompleted: number,
  email: string | null,
  integrations: string | null,
  ...masks: number[],
];

/** One JSON list of user days an account: reading values one by one takes JavaScript three times as long. */
async function userDays(connection: DuckDBConnection, vocabulary: EventVocabulary): Promise<UsageUserDay[]> {
  const masks = vocabulary.maskColumns;
  const result = await connection.runAndReadAll(`
    SELECT account,
      '[' || string_agg(json_array(day, "user", activity, started, completed, email, shown, ${masks.join(', ')})::VARCHAR,
        ',' ORDER BY day, "user") || ']'
    FROM (
      SELECT day, account, "user", sum(activity)::INTEGER AS activity, sum(started)::INTEGER AS started,
        sum(completed)::INTEGER AS completed, max(email) AS email, string_agg(shown, '${LIST_SEPARATOR}') AS shown,
        ${masks.map((name) => `bit_or(${name}) AS ${name}`).join(', ')}
      FROM counted WHERE fault IS NULL AND kept > 0
      GROUP BY day, account, "user")
    GROUP BY account ORDER BY account`);
  const integrations = remembered(parseList);
  return result.getRows().flatMap(([account, packed]) => {
    const accountId = String(account);
    return (JSON.parse(String(packed)) as PackedUserDay[]).map(
      ([day, userId, events, workflowsStarted, workflowsCompleted, email, shown, ...features]) => ({
        chunk: day,
        day,
        accountId,
        userId,
        events,
        workflowsStarted,
        workflowsCompleted,
        features: vocabulary.featuresOf(features),
        integrations: integrations(shown),
        email,
      }),
    );
  });
}

/** First and last day with an event; files without any cover nothing. */
async function daysOf(connection: DuckDBConnection): Promise<[Day, Day]> {
  const result = await connection.runAndReadAll('SELECT min(day)::VARCHAR, max(day)::VARCHAR FROM event');
  const [first, last] = result.getRows()[0] ?? [];
  return [typeof first === 'string' ? first : BEGINNING, typeof last === 'string' ? last : BEGINNING];
}

async function sizeOf(connection: DuckDBConnection): Promise<{ read: number; groups: number }> {
  const result = await connection.runAndReadAll('SELECT coalesce(sum(events), 0), count(*) FROM counted');
  return { read: Number(result.value(0, 0)), groups: Number(result.value(1, 0)) };
}

async function accountsOf(connection: DuckDBConnection): Promise<ExternalAccount[]> {
  const result = await connection.runAndReadAll(
    `SELECT account, list_sort(list(DISTINCT email) FILTER (email IS NOT NULL))[1:${MAX_EMAILS}] AS emails
     FROM counted WHERE fault IS NULL GROUP BY account ORDER BY account`,
  );
  return result
    .getRowObjectsJson()
    .map(({ account, emails }) => accountOf(account as string, (emails as string[] | null) ?? []));
}

async function faultsOf(connection: DuckDBConnection): Promise<Quarantined[]> {
  const tally = new FaultTally();
  const result = await connection.runAndReadAll(
    `SELECT fault, sum(events)::DOUBLE AS events, list_sort(list(sample) FILTER (sample IS NOT NULL))[1:20] AS ids
     FROM counted WHERE fault IS NOT NULL GROUP BY fault ORDER BY fault`,
  );
  for (const row of result.getRowObjectsJson()) {
    const [first = null, ...others] = (row.ids as string[] | null) ?? [];
    const reason = say(row.fault as EventFault);
    tally.add(reason, first, Number(row.events));
    for (const id of others) tally.add(reason, id, 0);
  }
  return tally.report(STREAM);
}
