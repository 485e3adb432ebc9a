import { addDays, dayOf, type Day } from '../../model/day.ts';

/** Whole UTC hours as ISO text, `2026-10-31T09:00:00.000Z`: the grain of the export API. */
export type Hour = string;

const HOUR_MS = 3_600_000;

/** Hours until the data of an hour is complete in the export: two by the documentation, one to be sure. */
const LATENESS_HOURS = 3;

/** Hours `from` (inclusive) to `until` (exclusive). */
export interface HourRange {
  readonly from: Hour;
  readonly until: Hour;
}

export function floorHour(instant: Date): Hour {
  return new Date(Math.floor(instant.getTime() / HOUR_MS) * HOUR_MS).toISOString();
}

export function addHours(hour: Hour, hours: number): Hour {
  return new Date(Date.parse(hour) + hours * HOUR_MS).toISOString();
}

export function hoursIn(range: HourRange): number {
  return (Date.parse(range.until) - Date.parse(range.from)) / HOUR_MS;
}

/** Both halves of a range of at least two hours. */
export function halves(range: HourRange): readonly [HourRange, HourRange] {
  const middle = addHours(range.from, Math.ceil(hoursIn(range) / 2));
  return [
    { from: range.from, until: middle },
    { from: middle, until: range.until },
  ];
}

export function startOfDay(day: Day): Hour {
  return `${day}T00:00:00.000Z`;
}

/**
 * The upload day to go on reading from: the last one read, and the one before while its late data may still
 * have been on the way.
 */
export function resumeDay(uploadedUntil: Hour): Day {
  return dayOf(addHours(uploadedUntil, -LATENESS_HOURS));
}

/** Whole upload days from `day` on, at most `days`, cut off where the present begins. */
export function dayRange(day: Day, days: number, end: Hour): HourRange {
  const until = startOfDay(addDays(day, days));
  return { from: startOfDay(day), until: until < end ? until : end };
}

/** Last UTC day that lies wholly before `until`. */
export function lastWholeDay(until: Hour): Day {
  return addDays(dayOf(until), -1);
}

/** `2026-10-31T09:…` → `20261031T09`, as the export API wants it. */
export function exportHour(hour: Hour): string {
  return hour.slice(0, 13).replaceAll('-', '');
}
