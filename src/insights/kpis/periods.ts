import { addDays, type Day } from '../../model/day.ts';
import { type KpiGrain } from '../../model/kpi-view.ts';
import { type KpiPeriod } from './kpi-input.ts';

const MONTHS: Readonly<Record<KpiGrain, number>> = { month: 1, quarter: 3, year: 12 };
const DAYS_A_MONTH = 30.4375;
const DAY_MS = 86_400_000;

export interface CalendarPeriod extends KpiPeriod {
  readonly months: number;
  /** Over by the day; the last period ends with the day and is not. */
  readonly complete: boolean;
}

/** The latest calendar months, quarters or years up to a day, oldest first. */
export function calendarPeriods(grain: KpiGrain, until: Day, count: number): CalendarPeriod[] {
  const months = MONTHS[grain];
  const day = new Date(`${until}T00:00:00Z`);
  const firstMonth = day.getUTCFullYear() * 12 + Math.floor(day.getUTCMonth() / months) * months;
  return Array.from({ length: count }, (_, index) => {
    const month = firstMonth - (count - 1 - index) * months;
    const from = monthStart(month);
    const end = monthStart(month + months);
    if (end <= until) return { from, to: end, months, complete: true };
    const days = (day.getTime() - Date.parse(from)) / DAY_MS + 1;
    return { from, to: addDays(until, 1), months: days / DAYS_A_MONTH, complete: false };
  });
}

/** First day of a month counted from the year 0. */
function monthStart(month: number): Day {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
