import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { addDays, daysBetween, type Day } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import {
  EventLineFile,
  nextDays,
  rollUp,
  type EventMapping,
  type RollupRules,
  withDuckDb,
} from '../events/index.ts';
import { FaultTally } from '../fault-tally.ts';
import { type SourceDeps } from '../http/deps.ts';
import { linesOf } from '../http/lines.ts';
import { type Answer } from '../http/request.ts';
import { throwIfAborted } from '../http/retry.ts';
import { errorForGarbage, errorForNetwork } from '../http/upstream-error.ts';
import { exportDays, MIXPANEL, type MixpanelAccess } from './api.ts';
import { lastCoveredDay } from './project-days.ts';
import { readEvent, type ReadingRules } from './read-event.ts';
import { say } from '../../model/messages/message.ts';

const eventsCursor = z.object({
  /** UTC day the history read so far begins with. */
  since: isoDate,
  /** First project day that was not over yet, or not read, the last time. */
  readUntil: isoDate,
});
export type EventsCursor = z.infer<typeof eventsCursor>;

const STREAM = 'events';
const FIRST_DAYS = 4;
/** Phones deliver when they are online again; days before this are taken as complete. */
const TRAILING_DAYS = 3;

export interface EventsRules extends ReadingRules {
  readonly mapping: EventMapping;
}

/** What one pull works with. */
interface Pull {
  readonly access: MixpanelAccess;
  readonly rules: EventsRules;
  readonly deps: SourceDeps;
  readonly context: PullContext;
}

/**
 * Product events from the raw export, by whole project days. Each page replaces what was stored of its days, so
 * that the trailing days, which are read again in every run, correct themselves.
 */
export function eventsStream(
  access: MixpanelAccess,
  rules: EventsRules,
  deps: SourceDeps,
): Stream<EventsCursor> {
  return {
    name: STREAM,
    cursor: eventsCursor,
    pull: (context, cursor) =>
      withDuckDb(context, (connection) => pages({ access, rules, deps, context }, connection, cursor)),
  };
}

async function* pages(
  pull: Pull,
  connection: DuckDBConnection,
  cursor: EventsCursor | null,
): AsyncGenerator<Page<EventsCursor>> {
  const { rules, context } = pull;
  const since = cursor?.since ?? context.since;
  const first = rules.calendar.dayAt(Date.parse(`${since}T00:00:00Z`));
  const today = rules.calendar.dayAt(context.now.getTime());
  const start = cursor === null ? first : latest(first, addDays(cursor.readUntil, -TRAILING_DAYS));
  let days = FIRST_DAYS;
  for (let day = start; day <= today;) {
    const to = earliest(addDays(day, days - 1), today);
    const page = await readDays(pull, connection, { from: day, to }, { since, today });
    yield { ...page, progress: (daysBetween(start, to) + 1) / (daysBetween(start, today) + 1) };
    days = nextDays(daysBetween(day, to) + 1, page.read);
    day = addDays(to, 1);
  }
}

async function readDays(
  { access, rules, deps, context }: Pull,
  connection: DuckDBConnection,
  days: { readonly from: Day; readonly to: Day },
  { since, today }: { readonly since: Day; readonly today: Day },
): Promise<Page<EventsCursor>> {
  const file = path.join(context.tempDir, 'events.ndjson');
  const faults = await exportDays(access, days, context, deps, (answer) => saveEvents(answer, file, rules));
  const rollup = await rollUp(connection, file, days, rollupRules(rules));
  await rm(file);
  throwIfAborted(context.signal);
  const complete = days.to < today ? days.to : addDays(today, -1);
  return {
    cursor: { since, readUntil: addDays(complete, 1) },
    read: rollup.read + faults.length,
    accounts: rollup.accounts,
    usage: {
      replaces: days,
      rows: rollup.rows,
      coverage: { from: since, to: latest(since, lastCoveredDay(rules.calendar, complete)) },
    },
    quarantined: [...faults, ...rollup.quarantined],
  };
}

function rollupRules({ groupKey, mapping }: EventsRules): RollupRules {
  return { groupType: groupKey, mapping };
}

/** Writes the events of an answer in the shape of the roll-up; returns those that were set aside. */
async function saveEvents(answer: Answer, file: string, rules: ReadingRules) {
  const faults = new FaultTally();
  let events = 0;
  let aliens = 0;
  await EventLineFile.write(file, async (target) => {
    for await (const lines of linesOf(answer.chunks, MIXPANEL)) {
      for (const text of lines) {
        const read = readEvent(text, rules);
        if (read.kind === 'alien') {
          if (/terminated early/i.test(text)) throw errorForNetwork(MIXPANEL, 'the export ended early');
          aliens += 1;
          faults.add(read.reason, null);
          continue;
        }
        events += 1;
        if (read.kind === 'fault') faults.add(read.reason, read.id);
        else await target.add(read.line);
      }
    }
  });
  if (events === 0 && aliens > 0) throw errorForGarbage(MIXPANEL, say('garbage.no-event'));
  return faults.report(STREAM);
}

function latest(one: Day, other: Day): Day {
  return one > other ? one : other;
}

function earliest(one: Day, other: Day): Day {
  return one < other ? one : other;
}
