import { dayNumber } from '../../model/day.ts';

/** A date that lies after the day has not happened yet. */
export function until(date: string | null, asOf: number): string | undefined {
  return date !== null && dayNumber(date) <= asOf ? date : undefined;
}
