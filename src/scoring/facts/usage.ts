import { dayNumber } from '../../model/day.ts';
import type { UsageSignals, UsageUser } from '../../model/signals.ts';
import { activeInWindow0 } from './user-activity.ts';
import { MAX_WINDOWS, WINDOW_DAYS, windowOf } from './windows.ts';

/** The company's activity up to the as-of day, by window. */
export interface Activity {
  /** Days on which anybody was active, per window. From users alone: those of the most active user, the least it can be. */
  readonly activeDays: readonly number[];
  /** Sum of daily active users, per window. */
  readonly personDays: readonly number[];
  /** Windows from 1 up to (not including) this one lie behind the end of coverage and are not usable. */
  readonly firstEarlier: number;
  /** Day number; null when nobody was active or the day is unknown. */
  readonly lastActive: number | null;
  /** First and last day number that the source covers, not after the as-of day. */
  readonly from: number;
  readonly to: number;
}

export interface UsageFacts {
  /** Null when no source tells anything about activity up to the as-of day. */
  readonly activity: Activity | null;
  /** Users active in window 0; null when no user's activity is known. */
  readonly activeUsers: number | null;
}

const NO_USAGE: UsageFacts = { activity: null, activeUsers: null };

/** Activity from the daily counts, or from the users where there are none. */
export function usageFacts(usage: UsageSignals | undefined, today: number): UsageFacts {
  if (usage === undefined) return NO_USAGE;
  const coverage = coverageOf(usage, today);
  const users = usage.users ?? [];
  const lastSeen = latest(users, today);
  const activity =
    dailyActivity(usage, coverage, lastSeen, today) ?? userActivity(users, coverage, lastSeen, today);
  return { activity, activeUsers: countActive(users, usage.users !== undefined, today) };
}

interface Coverage {
  readonly from: number;
  readonly to: number;
}

function coverageOf(usage: UsageSignals, today: number): Coverage | null {
  if (usage.coverage === undefined) return null;
  const from = dayNumber(usage.coverage.from);
  return from <= today ? { from, to: Math.min(today, dayNumber(usage.coverage.to)) } : null;
}

function dailyActivity(
  usage: UsageSignals,
  coverage: Coverage | null,
  lastSeen: number | null,
  today: number,
): Activity | null {
  const daily = usage.daily;
  if (daily === undefined) return null;
  const from = coverage?.from ?? earliest(daily, today);
  if (from === null) return null;

  const windows = windowsSince(from, today);
  const activeDays = new Array<number>(windows).fill(0);
  const personDays = new Array<number>(windows).fill(0);
  const counted = new Array<number>(windows * WINDOW_DAYS).fill(0);
  let lastActive = lastSeen ?? Number.NEGATIVE_INFINITY;
  for (const { date, activeUsers } of daily) {
    if (activeUsers === 0) continue;
    const day = dayNumber(date);
    if (day > today) continue;
    if (day > lastActive) lastActive = day;
    const age = today - day;
    const before = counted[age];
    // Two readings of one day count the same people, so the larger one is kept.
    if (before === undefined || activeUsers <= before) continue;
    const window = windowOf(age);
    counted[age] = activeUsers;
    personDays[window] = (personDays[window] ?? 0) + activeUsers - before;
    if (before === 0) activeDays[window] = (activeDays[window] ?? 0) + 1;
  }
  const to = coverage?.to ?? today;
  return {
    activeDays,
    personDays,
    firstEarlier: Math.ceil((today - to) / WINDOW_DAYS),
    lastActive: lastActive === Number.NEGATIVE_INFINITY ? null : lastActive,
    from,
    to,
  };
}

function earliest(daily: NonNullable<UsageSignals['daily']>, today: number): number | null {
  let first = Number.POSITIVE_INFINITY;
  for (const entry of daily) {
    const day = dayNumber(entry.date);
    if (day <= today && day < first) first = day;
  }
  return first === Number.POSITIVE_INFINITY ? null : first;
}

/** Windows that lie wholly after `from`; window 0 is always used. */
function windowsSince(from: number, today: number): number {
  return Math.min(MAX_WINDOWS, Math.max(1, Math.floor((today - from + 1) / WINDOW_DAYS)));
}

function userActivity(
  users: readonly UsageUser[],
  coverage: Coverage | null,
  lastActive: number | null,
  today: number,
): Activity | null {
  const listed = users.reduce((longest, user) => Math.max(longest, user.activeDays?.length ?? 0), 0);
  if (listed === 0 && lastActive === null) return null;
  const covered = coverage === null ? listed : Math.min(listed, windowsSince(coverage.from, today));
  const windows = Array.from({ length: covered }, (_, k) => users.map((user) => user.activeDays?.[k] ?? 0));
  const to = coverage?.to ?? today;
  return {
    activeDays: windows.map((days) => Math.max(...days)),
    personDays: windows.map((days) => days.reduce((sum, each) => sum + each, 0)),
    firstEarlier: Math.ceil((today - to) / WINDOW_DAYS),
    lastActive,
    from: coverage?.from ?? today - WINDOW_DAYS * listed + 1,
    to,
  };
}

function latest(users: readonly UsageUser[], today: number): number | null {
  let last: number | null = null;
  for (const { lastActive } of users) {
    if (lastActive === undefined) continue;
    const day = dayNumber(lastActive);
    if (day <= today && (last === null || day > last)) last = day;
  }
  return last;
}

function countActive(users: readonly UsageUser[], listed: boolean, today: number): number | null {
  let active = 0;
  let known = listed && users.length === 0;
  for (const user of users) {
    const isActive = activeInWindow0(user, today);
    if (isActive === null) continue;
    known = true;
    if (isActive) active += 1;
  }
  return known ? active : null;
}
