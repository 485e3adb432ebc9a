import { addDays, type Day, dayFromNumber, dayNumber, daysBetween } from '../model/day.ts';

/** Days before the as-of day that are scored daily on a first sync; the rest of the year weekly. */
const DAILY_DAYS = 60;
const WEEK_DAYS = 7;
const YEAR_DAYS = 365;
/** A first window of 30 days must be covered before a past score means anything. */
const WARM_UP_DAYS = 29;

export interface BackfillRange {
  readonly asOf: Day;
  /** First day with any data. */
  readonly from: Day;
  /** Last day to score, exclusive of later ones: the last day as a customer, or `asOf`. */
  readonly to: Day;
}

/** Days of a first sync, oldest first: weekly over the past year, daily over the last 60 days. */
export function backfillDays({ asOf, from, to }: BackfillRange): Day[] {
  const first = dayNumber(from) + WARM_UP_DAYS;
  const last = dayNumber(to);
  const end = dayNumber(asOf);
  const dailyFrom = end - DAILY_DAYS + 1;
  const days: Day[] = [];
  for (let weeks = Math.floor((YEAR_DAYS - DAILY_DAYS) / WEEK_DAYS); weeks >= 1; weeks -= 1) {
    const day = dailyFrom - weeks * WEEK_DAYS;
    if (day >= first && day <= last) days.push(dayFromNumber(day));
  }
  for (let day = dailyFrom; day <= end; day += 1) {
    if ((day >= first || day === end) && day <= last) days.push(dayFromNumber(day));
  }
  return days;
}

/** Days of a later run: the as-of day, and those since the last one that no run scored, at most 60. */
export function catchUpDays(lastScored: Day, { asOf, to }: Pick<BackfillRange, 'asOf' | 'to'>): Day[] {
  const missed = Math.min(DAILY_DAYS, Math.max(0, daysBetween(lastScored, asOf) - 1));
  const days: Day[] = [];
  for (let back = missed; back >= 0; back -= 1) {
    const day = addDays(asOf, -back);
    if (dayNumber(day) <= dayNumber(to)) days.push(day);
  }
  return days;
}
