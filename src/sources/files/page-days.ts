import { type DuckDBConnection } from '@duckdb/node-api';
import { addDays, type Day, daysBetween } from '../../model/day.ts';
import { nextDays } from '../events/index.ts';
import { type GatheredEvents } from './gather-events.ts';

const FIRST_DAYS = 3;
/** User days to aim for; each is an object in memory until it is stored. */
const PAGE = 50_000;

/** How far each page reaches. */
export interface PageDays {
  /** The last day of the page that begins with this one. */
  endOf(from: Day): Day;
  /** The page from the last `endOf` on had so many rows of user days. */
  had(groups: number): void;
}

/**
 * Pages end with a month where they can: the store keeps usage by months, and a month of two pages is written twice.
 *
 * @param last the last day with an event
 */
export async function pageDays(
  connection: DuckDBConnection,
  { staged }: GatheredEvents,
  last: Day,
): Promise<PageDays> {
  if (!staged) {
    const sizes = await sizesOf(connection);
    return { endOf: (from) => endOfMonth(from, fitting(sizes, from, last), last), had: () => undefined };
  }
  let days = FIRST_DAYS;
  let read = FIRST_DAYS;
  return {
    endOf(from) {
      const to = endOfMonth(from, days, last);
      read = daysBetween(from, to) + 1;
      return to;
    },
    had(groups) {
      days = nextDays(read, groups, PAGE);
    },
  };
}

async function sizesOf(connection: DuckDBConnection): Promise<ReadonlyMap<Day, number>> {
  const result = await connection.runAndReadAll(
    'SELECT day::VARCHAR, count(*)::INTEGER FROM event WHERE day IS NOT NULL GROUP BY day',
  );
  return new Map(result.getRows().map(([day, groups]) => [String(day), Number(groups)]));
}

function fitting(sizes: ReadonlyMap<Day, number>, from: Day, last: Day): number {
  let days = 1;
  let groups = sizes.get(from) ?? 0;
  for (let day = addDays(from, 1); day <= last; day = addDays(day, 1)) {
    groups += sizes.get(day) ?? 0;
    if (groups > PAGE) break;
    days += 1;
  }
  return days;
}

/** The end of so many days, or of the last month that ends before. */
function endOfMonth(from: Day, days: number, last: Day): Day {
  const to = addDays(from, days - 1);
  if (to >= last) return last;
  const before = addDays(`${addDays(to, 1).slice(0, 7)}-01`, -1);
  return before < from ? to : before;
}
