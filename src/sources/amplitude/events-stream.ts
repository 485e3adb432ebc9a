import { open } from 'node:fs/promises';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { daysBetween, dayOf, addDays, type Day } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
import { nextDays } from '../events/pace.ts';
import { type SourceDeps } from '../http/deps.ts';
import { throwIfAborted } from '../http/retry.ts';
import { downloadExport, type ExportAccess } from './export-api.ts';
import {
  dayRange,
  floorHour,
  halves,
  hoursIn,
  lastWholeDay,
  resumeDay,
  startOfDay,
  type HourRange,
} from './hours.ts';
import { rollUp, type RollupRules } from './rollup.ts';
import { unpackExport } from './unpack.ts';

const eventsCursor = z.object({
  /** Day the history read so far begins with. */
  since: isoDate,
  /** First UTC upload hour that has not been read. */
  uploadedUntil: isoDate,
});
export type EventsCursor = z.infer<typeof eventsCursor>;

const FIRST_DAYS = 4;
const MAX_DAYS = 31;
const DUCKDB_SETTINGS = { threads: '2', memory_limit: '1GB' };

/**
 * Product events from the export API, selected by upload hour and grouped to user days. Each page stands for
 * whole upload days and replaces what was stored of them, so that late and repeated data corrects itself.
 */
export function eventsStream(
  access: ExportAccess,
  rules: RollupRules,
  deps: SourceDeps,
): Stream<EventsCursor> {
  return {
    name: 'events',
    cursor: eventsCursor,
    pull: (context, cursor) => pull(access, rules, deps, context, cursor),
  };
}

async function* pull(
  access: ExportAccess,
  rules: RollupRules,
  deps: SourceDeps,
  context: PullContext,
  cursor: EventsCursor | null,
): AsyncGenerator<Page<EventsCursor>> {
  const end = floorHour(context.now);
  const since = cursor?.since ?? context.since;
  const first = cursor === null ? since : latest(since, resumeDay(cursor.uploadedUntil));
  if (startOfDay(first) >= end) return;

  const total = Math.max(1, daysBetween(first, dayOf(end)));
  const fetch = (day: Day, days: number) => fetchRange(dayRange(day, days, end), access, deps, context);
  const database = await DuckDBInstance.create(':memory:', {
    ...DUCKDB_SETTINGS,
    temp_directory: context.tempDir,
  });
  const connection = await database.connect();
  let days = FIRST_DAYS;
  let fetching: Promise<Fetched> | null = fetch(first, days);
  try {
    while (fetching !== null) {
      const fetched: Fetched = await fetching;
      const { range } = fetched;
      const until = dayOf(range.until);
      // What was too much for one answer this time is so the next time too.
      if (fetched.isCut) days = Math.min(days, spanDays(range));
      // The next range is on its way while this one is grouped.
      fetching = range.until === end ? null : fetch(until, days);
      // Its failure is met when its turn comes; until then it must not count as unhandled.
      fetching?.catch(() => undefined);
      const page = await readPage(connection, fetched, since, rules);
      throwIfAborted(context.signal);
      yield { ...page, progress: Math.min(1, daysBetween(first, until) / total) };
      days = Math.min(MAX_DAYS, nextDays(spanDays(range), page.read));
    }
  } finally {
    await fetching?.catch(() => undefined);
    connection.closeSync();
    database.closeSync();
  }
}

function spanDays(range: HourRange): number {
  return Math.ceil(hoursIn(range) / 24);
}

function latest(one: Day, other: Day): Day {
  return one > other ? one : other;
}

/** A range whose lines lie in a file. */
interface Fetched {
  readonly range: HourRange;
  readonly file: string;
  /** Fewer days than asked for, because those were too much for one answer. */
  readonly isCut: boolean;
}

/** Fetches a range of days, or as many of its first days as one answer holds. */
async function fetchRange(
  range: HourRange,
  access: ExportAccess,
  deps: SourceDeps,
  context: PullContext,
): Promise<Fetched> {
  const file = path.join(context.tempDir, `events-${dayOf(range.from)}.ndjson`);
  for (let part = range; ; part = dayRange(dayOf(part.from), Math.ceil(spanDays(part) / 2), part.until)) {
    if ((await collectLines(part, file, access, deps, context)) === 'done')
      return { range: part, file, isCut: part !== range };
  }
}

async function readPage(
  connection: DuckDBConnection,
  { range, file }: Fetched,
  since: Day,
  rules: RollupRules,
): Promise<Page<EventsCursor>> {
  const days = { from: dayOf(range.from), to: addDays(dayOf(range.from), spanDays(range) - 1) };
  const { read, rows, accounts, quarantined } = await rollUp(connection, file, days, rules);
  await rm(file);
  return {
    cursor: { since, uploadedUntil: range.until },
    read,
    accounts,
    usage: { replaces: days, rows, coverage: { from: since, to: latest(since, lastWholeDay(range.until)) } },
    quarantined,
  };
}

/**
 * Puts all events of the range into one file. A range of several days that is too large for one answer is left to
 * the caller, which asks for fewer days; a single day is fetched in parts, because a page stands for whole days.
 */
async function collectLines(
  range: HourRange,
  file: string,
  access: ExportAccess,
  deps: SourceDeps,
  context: PullContext,
): Promise<'done' | 'too-large'> {
  const target = await open(file, 'w');
  const pending: HourRange[] = [range];
  try {
    for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
      const outcome = await downloadExport(access, part, context, deps);
      if (outcome.kind === 'zip') await unpackExport(outcome.file, target, context.signal);
      if (outcome.kind !== 'too-large') continue;
      if (hoursIn(part) > 24) return 'too-large';
      if (hoursIn(part) === 1) throw tooLarge(part, outcome.error);
      pending.push(...[...halves(part)].reverse());
    }
  } finally {
    await target.close();
  }
  return 'done';
}

function tooLarge(range: HourRange, cause: AppError): AppError {
  const { status } = cause.details;
  if (status === 504) return cause;
  return new AppError(
    'upstream-rejected',
    say('amplitude.hour-refused', { hour: range.from, why: cause.said }),
    { cause, details: { upstream: 'Amplitude', hour: range.from, status } },
  );
}
