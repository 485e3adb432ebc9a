import { dayNumber } from '../../model/day.ts';
import type { UsageUser } from '../../model/signals.ts';
import { WINDOW_DAYS } from './windows.ts';

/**
 * Days since the user was last active; null when unknown. A `lastActive` after the as-of day cannot be rewound
 * and is ignored. Without it the counts per window give the least it can be: 30 days for each idle window.
 */
export function daysInactive(user: UsageUser, today: number): number | null {
  const last = lastActiveDay(user, today);
  if (last !== null) return today - last;
  if (user.activeDays === undefined || user.activeDays.length === 0) return null;
  return idleWindows(user.activeDays) * WINDOW_DAYS;
}

/** Day number of the last activity up to the as-of day, null when unknown. */
export function lastActiveDay(user: UsageUser, today: number): number | null {
  if (user.lastActive === undefined) return null;
  const day = dayNumber(user.lastActive);
  return day <= today ? day : null;
}

/** Leading windows without an active day. */
export function idleWindows(activeDays: readonly number[]): number {
  const firstActive = activeDays.findIndex((days) => days > 0);
  return firstActive === -1 ? activeDays.length : firstActive;
}

/** Whether the user was active in window 0; null when the source does not say. */
export function activeInWindow0(user: UsageUser, today: number): boolean | null {
  const days = user.activeDays?.[0];
  if (days !== undefined) return days > 0;
  const last = lastActiveDay(user, today);
  return last === null ? null : today - last < WINDOW_DAYS;
}
