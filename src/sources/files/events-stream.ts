import { type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { addDays, type Day, daysBetween } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { say } from '../../model/messages/message.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import { type EventMapping } from '../amplitude/mapping.ts';
import { type Datasets, type EventsDataset } from '../datasets/dataset.ts';
import { type EventFault } from '../datasets/event-accounts.ts';
import { withDuckDb, withMoreMemory } from '../events/index.ts';
import { FaultTally } from '../fault-tally.ts';
import { throwIfAborted } from '../http/retry.ts';
import { countDays, type DayRange } from './count-events.ts';
import { type GatheredEvents, gatherEvents, ONE_PASS_BYTES } from './gather-events.ts';
import { pageDays } from './page-days.ts';
import { filesOf } from './reader.ts';
import { userDays } from './user-days.ts';

const eventsCursor = z.object({
  digest: z.string(),
  /** Days up to this one were stored; null: none. */
  readTo: isoDate.nullable(),
});
export type FileEventsCursor = z.infer<typeof eventsCursor>;

const STREAM = 'events';
/** Where files are small enough to be counted in one pass. */
const MEMORY_LIMIT = '512MB';
const BEGINNING: Day = '0001-01-01';
const END: Day = '9999-12-31';

/** User days out of the files of all event datasets together: files that changed replace everything. */
export function eventsStream(
  sets: readonly EventsDataset[],
  { events: mapping }: Datasets,
  onePassBytes = ONE_PASS_BYTES,
): Stream<FileEventsCursor> {
  return {
    name: STREAM,
    cursor: eventsCursor,
    pull: (context, cursor) =>
      withDuckDb(
        context,
        (connection) => pages(connection, { sets, mapping, onePassBytes }, context, cursor),
        MEMORY_LIMIT,
      ),
  };
}

interface EventFiles {
  readonly sets: readonly EventsDataset[];
  readonly mapping: EventMapping;
  readonly onePassBytes: number;
}

async function* pages(
  connection: DuckDBConnection,
  { sets, mapping, onePassBytes }: EventFiles,
  { tempDir, signal }: PullContext,
  cursor: FileEventsCursor | null,
): AsyncGenerator<Page<FileEventsCursor>> {
  throwIfAborted(signal);
  const files = await filesOf(sets, mapping);
  const digest = [...files.values()].map((set) => set.digest).join(' ');
  const resumed = cursor?.digest === digest ? cursor.readTo : null;
  if (cursor?.digest === digest && resumed === END) return;
  const gathered = await gatherEvents(connection, sets, files, mapping, tempDir, onePassBytes);
  const [first, last] = await daysOf(connection);
  let from = resumed === null ? first : addDays(resumed, 1);
  const reach = await pageDays(connection, gathered, last);
  // What has no day comes with the first page.
  for (let replaced = resumed === null ? BEGINNING : from; ; replaced = from) {
    throwIfAborted(signal);
    const to = reach.endOf(from);
    const done = to >= last;
    const range = { from, to, undated: replaced === BEGINNING };
    const { rows, ...counted } = await withMoreMemory(connection, () =>
      readDays(connection, gathered, range),
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
    reach.had(rows.length);
    from = addDays(to, 1);
  }
}

async function readDays(connection: DuckDBConnection, gathered: GatheredEvents, range: DayRange) {
  const counted = await countDays(connection, gathered, range);
  const { events, ...days } = await userDays(connection, counted, gathered.vocabulary);
  const faults = await faultsOf(connection, counted);
  return { ...days, read: events + faults.events, quarantined: faults.tally.report(STREAM) };
}

/** First and last day with an event; files without any cover nothing. */
async function daysOf(connection: DuckDBConnection): Promise<[Day, Day]> {
  const result = await connection.runAndReadAll('SELECT min(day)::VARCHAR, max(day)::VARCHAR FROM event');
  const [first, last] = result.getRows()[0] ?? [];
  return [typeof first === 'string' ? first : BEGINNING, typeof last === 'string' ? last : BEGINNING];
}

async function faultsOf(
  connection: DuckDBConnection,
  counted: string,
): Promise<{ events: number; tally: FaultTally }> {
  const result = await connection.runAndReadAll(
    `SELECT fault, sum(events)::DOUBLE, to_json(list_sort(list(sample) FILTER (sample IS NOT NULL))[1:20])::VARCHAR
     FROM ${counted} WHERE fault IS NOT NULL GROUP BY fault ORDER BY fault`,
  );
  const tally = new FaultTally();
  let events = 0;
  for (const [fault, count, samples] of result.getRows()) {
    events += Number(count);
    const ids = samples === null ? [] : (JSON.parse(String(samples)) as string[]);
    const [first = null, ...others] = ids;
    const reason = say(fault as EventFault);
    tally.add(reason, first, Number(count));
    for (const id of others) tally.add(reason, id, 0);
  }
  return { events, tally };
}
