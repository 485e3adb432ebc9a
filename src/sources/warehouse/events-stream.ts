import { z } from 'zod';
import { addDays, dayOf, daysBetween, type Day } from '../../model/day.ts';
import { isoDate } from '../../model/fields.ts';
import { type Page, type Stream } from '../../model/source.ts';
import { type Datasets, type EventsDataset } from '../datasets/dataset.ts';
import { expression, quoted } from '../datasets/sql.ts';
import { nextDays } from '../events/index.ts';
import { type SourceDeps } from '../http/deps.ts';
import { throwIfAborted } from '../http/retry.ts';
import { type Database, withDatabase } from './database.ts';
import { instant, instantOfText, isText, tableSql } from './dialect.ts';
import { type EventRows, groupEventsSql, usageOf } from './grouped-events.ts';

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

/** A table of events, and how its times are read. */
interface Table {
  readonly set: EventsDataset;
  readonly instant: EventRows['instant'];
}

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
        const tables = await tablesOf(database, sets);
        const start = cursor === null ? since : await firstChangedDay(database, tables, cursor);
        let timeless = await withoutTime(database, tables, cursor);
        let days = FIRST_DAYS;
        for (let from = start; from <= today;) {
          throwIfAborted(signal);
          const to = earliest(addDays(from, days - 1), today);
          const groups = [...timeless, ...(await groupsBetween(database, tables, from, to))];
          timeless = [];
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

/** Texts must be looked at before they are cast; a column of times is left as it is, so that an index of it is used. */
async function tablesOf(database: Database, sets: readonly EventsDataset[]): Promise<Table[]> {
  const tables: Table[] = [];
  for (const set of sets) {
    const column = expression(set.columns.at, (name) => name);
    const [type] = await database.types(`SELECT ${column} AS "at" FROM ${tableSql(set)} WHERE false`);
    tables.push({ set, instant: isText(type) ? instantOfText : instant });
  }
  return tables;
}

/** The time of an event as an expression, stated on the column itself. */
function timeOf({ set, instant: read }: Table): string {
  return expression(set.columns.at, read);
}

async function groupsBetween(database: Database, tables: readonly Table[], from: Day, to: Day) {
  const groups: unknown[] = [];
  for (const table of tables) {
    const at = timeOf(table);
    const rows = `(SELECT * FROM ${tableSql(table.set)} WHERE ${at} >= CAST($1 AS DATE) AND ${at} < CAST($2 AS DATE)) AS due`;
    const counted = groupEventsSql(table.set, { from: rows, instant: table.instant });
    const statement = `${counted} ORDER BY 1, 2, 3, 4, 5`;
    groups.push(...(await database.query(statement, [from, addDays(to, 1)])));
  }
  return groups;
}

const NOTHING = { day: null, account: null, user: null, event: null, integration: null, email: null };

/** Events on no day, because their time is missing or none: one sum for each table. */
async function withoutTime(
  database: Database,
  tables: readonly Table[],
  cursor: WarehouseEventsCursor | null,
): Promise<unknown[]> {
  const groups: unknown[] = [];
  for (const table of tables) {
    const { columns, updatedAt } = table.set;
    const id = `CAST(${expression(columns.id, (column) => column)} AS VARCHAR)`;
    const isNew = cursor === null || updatedAt === undefined ? null : writtenSince(updatedAt);
    const [found] = await database.query(
      `SELECT count(*) AS "events", min(${id}) AS "sample" FROM ${tableSql(table.set)}
       WHERE ${timeOf(table)} IS NULL${isNew === null ? '' : ` AND ${isNew}`}`,
      isNew === null || cursor === null ? [] : [overlapBefore(cursor)],
    );
    if (found !== undefined && Number(found.events) > 0) groups.push({ ...NOTHING, ...found });
  }
  return groups;
}

function writtenSince(updatedAt: string): string {
  return `${quoted(updatedAt)} >= CAST($1 AS TIMESTAMP WITH TIME ZONE)`;
}

function overlapBefore({ writtenUntil }: WarehouseEventsCursor): string {
  return new Date(Date.parse(writtenUntil) - OVERLAP_MS).toISOString();
}

/** Earliest day that rows written since the last run are about; without such a column, the trailing days. */
async function firstChangedDay(
  database: Database,
  tables: readonly Table[],
  cursor: WarehouseEventsCursor,
): Promise<Day> {
  const { since, readUntil } = cursor;
  let first = readUntil;
  for (const table of tables) {
    const { updatedAt } = table.set;
    if (updatedAt === undefined) {
      first = earliest(first, addDays(readUntil, -TRAILING_DAYS));
      continue;
    }
    const day = `CAST(CAST(min(${timeOf(table)}) AS DATE) AS VARCHAR)`;
    const [row] = await database.query(
      `SELECT ${day} AS "day" FROM ${tableSql(table.set)} WHERE ${writtenSince(updatedAt)}`,
      [overlapBefore(cursor)],
    );
    if (typeof row?.day === 'string') first = earliest(first, row.day);
  }
  return first < since ? since : first;
}
