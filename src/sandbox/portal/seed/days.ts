const HOUR_MS = 3_600_000;

/** Moment (ms) of a UTC day at an hour. */
export function dayStart(day: string, hour = 0): number {
  return Date.parse(`${day}T00:00:00.000Z`) + hour * HOUR_MS;
}

/** The latest of the days that are not after `endDay`; `first` when there is none. */
export function latestDay(first: string, days: readonly (string | null)[], endDay: string): string {
  return days.reduce<string>(
    (latest, day) => (day !== null && day <= endDay && day > latest ? day : latest),
    first,
  );
}
