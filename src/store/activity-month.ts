import { isWhole, type UsageMonth, WIDTH } from './usage-month.ts';

/**
 * Who was active on which days of a month, and nothing of what they did: all that counts of the months long past,
 * in a quarter of the space.
 */
export interface ActivityMonth {
  /** Id and e-mail address of each user seen. */
  readonly users: UsageMonth['users'];
  /** By user: the first active day (a day number), then the days from each to the next. Empty: never active. */
  readonly active: readonly (readonly number[])[];
}

export function activityOf(month: UsageMonth): ActivityMonth {
  const active = month.users.map((): number[] => []);
  eachActiveDay(month, (user, day) => active[user]?.push(day));
  return { users: month.users, active: active.map(steps) };
}

function steps(days: number[]): number[] {
  days.sort((left, right) => left - right);
  const found: number[] = [];
  let before: number | null = null;
  for (const day of days) {
    if (day === before) continue;
    found.push(day - (before ?? 0));
    before = day;
  }
  return found;
}

/** Gives the active days of each user, in any order and with repetitions, by the user's place. */
export function eachActiveDay(
  month: UsageMonth | ActivityMonth,
  visit: (user: number, day: number) => void,
): void {
  if (isWhole(month)) {
    for (const chunk in month.chunks) {
      const numbers = month.chunks[chunk] ?? [];
      for (let at = 0; at < numbers.length; at += WIDTH) {
        if ((numbers[at + 2] ?? 0) > 0) visit(numbers[at] ?? 0, numbers[at + 1] ?? 0);
      }
    }
    return;
  }
  month.active.forEach((days, user) => {
    let day = 0;
    for (const step of days) visit(user, (day += step));
  });
}
