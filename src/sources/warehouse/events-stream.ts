import { z } from 'zod';
import { addDays, dayOf, daysBetween, type Day } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { type Page, type Stream } from '../../model/source.ts';
import { type Datasets, type EventsDataset } from '../datasets/dataset.ts';
import { expression, groupEventsSql, quoted, usageOf } from '../datasets/grouped-events.ts';
import { nextDays } from '../events/index.ts';
import { type SourceDeps } from '../http/deps.ts';
import { throwIfAborted } from '../http/retry.ts';
import { type Database, withDatabase } from './database.ts';
import { POSTGRES, tableSql } from './dialect.ts';

const eventsCursor = z.object({
  since: isoDate,
  /** First day that was not over yet, or not read, the last time. */
  readUntil: isoDate,
  /** Rows written before this instant were counted; what is written later changes days that were read already. */
  writtenUntil: isoDate,
});
export type WarehouseEventsCursor = z.infer<typeof eventsCursor>;

const STREAM = 'events';
const FIRST_DAYS = 7;
/** Days read again where no column tells what is new. */
const TRAILING_DAYS = 3;
/** A sync commits what it dated some minutes before. */
const OVERLAP_MS = 15 * 60_000;

/** User days of all event tables together, counted by the warehouse: what travels is one row a user, day and event name. */
export function eventsStream(
  sets: readonly EventsDataset[],
  { events: mapping }: Datasets,
  url: string,
  deps: SourceDeps,
): Stream<WarehouseEventsCursor> {
  return {
    name: STREAM,
    cursor: eventsCursor,
    pull: ({ now, since: wanted, signal }, cursor) =>
      withDatabase(url, signal, deps, async function* (database): AsyncGenerator<
        Page<WarehouseEventsCursor>
      > {
        throwIfAborted(signal);
        const today = dayOf(now.getTime());
        const since = cursor?.since ?? wanted;
        const writtenUntil = now.toISOString();
        const start = cursor === null ? since : await firstChangedDay(database, sets, cursor);
        let days = FIRST_DAYS;
        for (let from = start; from <= today;) {
          throwIfAborted(signal);
          const to = earliest(addDays(from, days - 1), today);
          const groups = await groupsBetween(database, sets, from, to);
          const { rows, accounts, quarantined, read } = usageOf(STREAM, groups, mapping);
          const readUntil = to < today ? addDays(to, 1) : today;
          yield {
            // Until the end is reached, what was written since the last run still has to be looked for.
            cursor: {
              since,
              readUntil,
              writtenUntil: to < today ? (cursor?.writtenUntil ?? writtenUntil) : writtenUntil,
            },
            read,
            accounts,
            usage: {
              replaces: { from, to },
              rows,
              coverage: { from: since, to: earliest(to, addDays(today, -1)) },
            },
            quarantined,
            progress: (daysBetween(start, to) + 1) / (daysBetween(start, today) + 1),
          };
          days = nextDays(days, groups.length);
          from = addDays(to, 1);
        }
      }),
  };
}

function earliest(one: Day, other: Day): Day {
  return one < other ? one : other;
}

async function groupsBetween(database: Database, sets: readonly EventsDataset[], from: Day, to: Day) {
  const groups: unknown[] = [];
  for (const set of sets) {
    // Stated on the column itself, so that an index or a partition of it is used.
    const at = expression(set.columns.at, POSTGRES.instant);
    const source = {
      ...POSTGRES,
      from: () =>
        `(SELECT * FROM ${tableSql(set)} WHERE ${at} >= CAST($1 AS DATE) AND ${at} < CAST($2 AS DATE)) AS due`,
    };
    const statement = `${groupEventsSql(set, source, 'true')} ORDER BY 1, 2, 3, 4, 5`;
    groups.push(...(await database.query(statement, [from, addDays(to, 1)])));
  }
  return groups;
}

/** Earliest day that rows written since the last run are about; without such a column, the trailing days. */
async function firstChangedDay(
  database: Database,
  sets: readonly EventsDataset[],
  { since, readUntil, writtenUntil }: WarehouseEventsCursor,
): Promise<Day> {
  let first = readUntil;
  const written = new Date(Date.parse(writtenUntil) - OVERLAP_MS).toISOString();
  for (const set of sets) {
    if (set.updatedAt === undefined) {
      first = earliest(first, addDays(readUntil, -TRAILING_DAYS));
      continue;
    }
    const day = `CAST(CAST(min(${expression(set.columns.at, POSTGRES.instant)}) AS DATE) AS VARCHAR)`;
    const [row] = await database.query(
      `SELECT ${day} AS "day" FROM ${tableSql(set)} WHERE ${quoted(set.updatedAt)} >= CAST($1 AS TIMESTAMP WITH TIME ZONE)`,
      [written],
    );
    if (typeof row?.day === 'string') first = earliest(first, row.day);
  }
  return first < since ? since : first;
}
