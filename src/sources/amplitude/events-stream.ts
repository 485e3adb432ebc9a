import { open } from 'node:fs/promises';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { daysBetween, dayOf, addDays, type Day } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { type Page, type PullContext, type Stream } from '../../model/source.ts';
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

/** Events of one page to aim for: enough to be fast, few enough to keep memory flat. */
const TARGET_EVENTS = 250_000;
const FIRST_DAYS = 4;
const MAX_DAYS = 31;
const MAX_GROWTH = 4;
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
  let day = cursor === null ? since : latest(since, resumeDay(cursor.uploadedUntil));
  let days = FIRST_DAYS;
  if (startOfDay(day) >= end) return;

  const total = Math.max(1, daysBetween(day, dayOf(end)));
  const first = day;
  const database = await DuckDBInstance.create(':memory:', {
    ...DUCKDB_SETTINGS,
    temp_directory: context.tempDir,
  });
  const connection = await database.connect();
  try {
    while (startOfDay(day) < end) {
      const range = dayRange(day, days, end);
      const page = await readPage(connection, range, since, access, rules, deps, context);
      if (page === 'too-large') {
        days = Math.ceil(spanDays(range) / 2);
        continue;
      }
      yield { ...page, progress: Math.min(1, daysBetween(first, dayOf(range.until)) / total) };
      days = nextDays(spanDays(range), page.read);
      day = dayOf(range.until);
      if (range.until === end) return;
    }
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

/** As many days as should hold the events aimed for, judged by the range just read. */
function nextDays(days: number, events: number): number {
  const fitting = Math.floor((days * TARGET_EVENTS) / Math.max(1, events));
  return Math.max(1, Math.min(fitting, days * MAX_GROWTH, MAX_DAYS));
}

function spanDays(range: HourRange): number {
  return Math.ceil(hoursIn(range) / 24);
}

function latest(one: Day, other: Day): Day {
  return one > other ? one : other;
}

async function readPage(
  connection: DuckDBConnection,
  range: HourRange,
  since: Day,
  access: ExportAccess,
  rules: RollupRules,
  deps: SourceDeps,
  context: PullContext,
): Promise<Page<EventsCursor> | 'too-large'> {
  const file = path.join(context.tempDir, 'events.ndjson');
  const fetched = await collectLines(range, file, access, deps, context);
  if (fetched === 'too-large') return fetched;
  const days = { from: dayOf(range.from), to: addDays(dayOf(range.from), spanDays(range) - 1) };
  const { read, rows, accounts, quarantined } = await rollUp(connection, file, days, rules);
  await rm(file);
  throwIfAborted(context.signal);
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
 * the caller, which reads fewer days; a single day is fetched in parts, because a page stands for whole days.
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
    `Amplitude refuses to export even the single hour ${range.from}: ${cause.message}`,
    { cause, details: { upstream: 'Amplitude', hour: range.from, status } },
  );
}
