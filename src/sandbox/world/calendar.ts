import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { HOLIDAY_FACTOR, WEEKEND_FACTOR } from './parameters.ts';
import { type WorldOptions } from './types.ts';

/** First and last day of the world, as day numbers. */
export interface Calendar {
  readonly start: number;
  readonly end: number;
  /** Share of normal work on each day, {@link workFactor}; index 0 is the first day. */
  readonly work: Float64Array;
}

/** Throws when the options describe no world. */
export function calendarOf(options: WorldOptions): Calendar {
  const end = dayNumber(options.endDay);
  if (Number.isNaN(end)) throw new RangeError(`endDay is not a day: ${options.endDay}`);
  if (!Number.isInteger(options.days) || options.days < 1) throw new RangeError('days must be at least 1');
  if (!Number.isInteger(options.companies) || options.companies < 1) {
    throw new RangeError('companies must be at least 1');
  }
  const start = end - options.days + 1;
  const work = Float64Array.from({ length: options.days }, (_, index) => workFactor(start + index));
  return { start, end, work };
}

/** Share of normal work on a day: weekends, and the 14 days from 21 December that everybody takes easy. */
export function workFactor(day: number): number {
  const weekday = (day + 4) % 7;
  const weekend = weekday === 0 || weekday === 6 ? WEEKEND_FACTOR : 1;
  const monthAndDay = dayFromNumber(day).slice(5);
  const holiday = monthAndDay >= '12-21' || monthAndDay <= '01-03' ? HOLIDAY_FACTOR : 1;
  return weekend * holiday;
}

/** The same day of the month some months on (or back); the month's last day where it is shorter. */
export function addMonths(day: number, months: number): number {
  const date = new Date(`${dayFromNumber(day)}T00:00:00Z`);
  const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const length = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(date.getUTCDate(), length));
  return dayNumber(target.toISOString().slice(0, 10));
}

export function dayOfMonth(day: number): number {
  return Number(dayFromNumber(day).slice(8));
}

/** A day number as text, null when there is none or it has not come yet. */
export function knownDay(day: number | null, calendar: Calendar): string | null {
  return day === null || day > calendar.end ? null : dayFromNumber(day);
}
