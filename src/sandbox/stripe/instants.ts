import { dayNumber } from '../../model/day.ts';

const HOUR = 3600;

/** Unix seconds at an hour of a UTC day. */
function at(day: string, hour: number): number {
  return dayNumber(day) * 24 * HOUR + hour * HOUR;
}

/** Hours at which things happen, so that events of a day have an order. All are on the day itself. */
export const instants = {
  periodBoundary: (day: string) => at(day, 0),
  start: (day: string) => at(day, 2),
  issue: (day: string) => at(day, 3),
  failedAttempt: (day: string) => at(day, 6),
  payment: (day: string) => at(day, 12),
  seatChange: (day: string) => at(day, 2),
  end: (day: string) => at(day, 1),
  endOfDay: (day: string) => at(day, 24) - 1,
} as const;
