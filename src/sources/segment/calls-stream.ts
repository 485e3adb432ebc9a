import path from 'node:path';
import { type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { addDays, dayOf, type Day } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { type Delivery, type Inbox } from '../../model/inbox.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import { EventLineFile, type EventMapping, rollUp, withDuckDb } from '../events/index.ts';
import { eventTime } from '../events/event-line.ts';
import { FaultTally } from '../fault-tally.ts';
import { throwIfAborted } from '../http/retry.ts';
import { pageOf } from '../mapped.ts';
import { call, type Call, happenedAt, userOf } from './call.ts';
import { groupOfCall, People } from './people.ts';
import { firstIssue } from '../../model/messages/issue.ts';

const STREAM = 'calls';
const SOURCE = 'segment';
const GROUP_TYPE = 'company';

const callsCursor = z.object({
  /** Day of the first call that was kept. */
  since: isoDate,
  /** First hour of arrival that has not been read to its end, `2026-11-01T09`. */
  hour: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}$/),
});
export type CallsCursor = z.infer<typeof callsCursor>;

/** A call that could be read, and when it arrived. */
interface Arrival {
  readonly call: Call;
  readonly receivedAt: string;
}

/**
 * Calls out of the inbox, by hour of arrival: an hour is read again until it is over by an hour, since clocks may differ,
 * and replaces what was stored of it.
 */
export function callsStream(inbox: Inbox, mapping: EventMapping): Stream<CallsCursor> {
  return {
    name: STREAM,
    cursor: callsCursor,
    pull: (context, cursor) =>
      withDuckDb(context, (connection) => pages(inbox, mapping, connection, context, cursor)),
  };
}

async function* pages(
  inbox: Inbox,
  mapping: EventMapping,
  connection: DuckDBConnection,
  context: PullContext,
  cursor: CallsCursor | null,
): AsyncGenerator<Page<CallsCursor>> {
  throwIfAborted(context.signal);
  const oldest = await inbox.oldest(SOURCE);
  if (oldest === null) return;
  const since = cursor?.since ?? latest(context.since, dayOf(oldest));
  const people = new People();
  let from = cursor?.hour ?? `${since}T00`;
  const now = context.now.toISOString();
  const lastOver = hourAfter(now.slice(0, 13), -2);
  let unfinished: string | null = null;
  for await (const { hour, deliveries } of byHour(inbox, from)) {
    throwIfAborted(context.signal);
    const page = await readHour(connection, hour, deliveries, { inbox, people, mapping, context });
    const next = hourAfter(hour, 1);
    if (hour > lastOver) unfinished ??= hour;
    const coverage = { from: since, to: latest(since, addDays(dayOf(now), -1)) };
    yield {
      ...page,
      cursor: { since, hour: unfinished ?? next },
      usage: { rows: page.rows, replaces: { from, to: hour }, coverage },
    };
    from = next;
  }
}

/** The deliveries of each hour that had any, oldest first. */
async function* byHour(
  inbox: Inbox,
  fromHour: string,
): AsyncGenerator<{ readonly hour: string; readonly deliveries: readonly Delivery[] }> {
  let hour = '';
  let deliveries: Delivery[] = [];
  for await (const batch of inbox.read(SOURCE, startOf(fromHour))) {
    for (const delivery of batch) {
      const arrived = new Date(delivery.receivedAt).toISOString().slice(0, 13);
      if (arrived !== hour && deliveries.length > 0) {
        yield { hour, deliveries };
        deliveries = [];
      }
      hour = arrived;
      deliveries.push(delivery);
    }
  }
  if (deliveries.length > 0) yield { hour, deliveries };
}

function startOf(hour: string): string {
  return `${hour}:00:00.000Z`;
}

function hourAfter(hour: string, hours: number): string {
  return new Date(Date.parse(startOf(hour)) + hours * 3_600_000).toISOString().slice(0, 13);
}

function latest(one: Day, other: Day): Day {
  return one > other ? one : other;
}

interface HourContext {
  readonly inbox: Inbox;
  readonly people: People;
  readonly mapping: EventMapping;
  readonly context: PullContext;
}

async function readHour(
  connection: DuckDBConnection,
  hour: string,
  deliveries: readonly Delivery[],
  { inbox, people, mapping, context }: HourContext,
) {
  const faults = new FaultTally();
  const arrivals: Arrival[] = [];
  for (const { body, receivedAt } of deliveries) {
    const parsed = call.safeParse(body);
    if (parsed.success) arrivals.push({ call: parsed.data, receivedAt });
    else faults.add(firstIssue(parsed.error), messageId(body));
  }
  const calls = arrivals.map((arrival) => arrival.call);
  await people.recall(calls, inbox, SOURCE, startOf(hour));
  for (const each of calls) people.learn(each);
  const file = path.join(context.tempDir, 'calls.ndjson');
  await EventLineFile.write(file, async (lines) => {
    for (const arrival of arrivals) {
      const line = eventLine(arrival, people);
      if (line !== null) await lines.add(line);
    }
  });
  const day = hour.slice(0, 10);
  const rollup = await rollUp(connection, file, { from: day, to: day }, { groupType: GROUP_TYPE, mapping });
  const described = calls.flatMap((each) => (each.type === 'group' ? (groupOfCall(each) ?? []) : []));
  const accounts = [...rollup.accounts, ...described];
  const quarantined = [
    ...faults.report(STREAM),
    ...rollup.quarantined.map((each) => ({ ...each, stream: STREAM })),
  ];
  return {
    ...pageOf(null, deliveries.length, [{ accounts, quarantined }]),
    rows: rollup.rows.map((row) => ({ ...row, chunk: hour })),
  };
}

/** Only what somebody did is use: who they are is learnt from the other calls. */
function eventLine({ call: from, receivedAt }: Arrival, people: People) {
  const name =
    from.type === 'track'
      ? from.event
      : from.type === 'page' || from.type === 'screen'
        ? 'Page Viewed'
        : null;
  if (name == null) return null;
  const group = people.groupOf(from);
  const at = eventTime(happenedAt(from, receivedAt));
  return {
    uuid: from.messageId ?? undefined,
    event_type: name,
    event_time: at,
    server_upload_time: eventTime(Date.parse(receivedAt)),
    user_id: userOf(from),
    groups: group === null ? {} : { [GROUP_TYPE]: group },
    user_properties: { email: people.emailOf(from) },
    event_properties: from.properties ?? {},
  };
}

function messageId(body: unknown): string | null {
  return z.object({ messageId: z.string() }).safeParse(body).data?.messageId ?? null;
}
