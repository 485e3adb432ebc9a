import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { type StoredUsageDay } from '../../store/usage-month.ts';
import { FeatureBits, joined } from './feature-bits.ts';

/** What a user did on a day, summed over sources and chunks. */
export interface UserDay {
  readonly day: number;
  events: number;
  workflowsStarted: number;
  workflowsCompleted: number;
  /** See {@link UsageIndex.featureBits}. */
  features: Uint32Array;
  integrations: readonly string[];
}

/** One person's days with a row, oldest first. */
export interface IndexedUser {
  readonly id: string;
  readonly email: string | null;
  readonly days: readonly UserDay[];
  /** Day numbers on which they did something themselves. Integrations report by themselves: that is nobody's work. */
  readonly active: readonly number[];
}

/** What all users of a company did on a day. */
export interface CompanyDay {
  readonly day: number;
  readonly date: string;
  activeUsers: number;
  events: number;
}

/** Usage of one company, ready to be cut at any day. Day numbers, oldest first. */
export interface UsageIndex {
  /** Days without gaps that the sources of this company cover. */
  readonly from: number;
  readonly to: number;
  readonly users: readonly IndexedUser[];
  readonly featureBits: FeatureBits;
  /** Days on which anybody was active. */
  readonly daily: readonly CompanyDay[];
}

/**
 * A person is one user whatever ids the sources have for them (a device before the login, a second system): users
 * with the same e-mail address are one, under the first of their ids.
 *
 * null when nothing was ever recorded for the company: no data, as opposed to no activity.
 */
export function indexUsage(
  rows: readonly StoredUsageDay[],
  coverage: ReadonlyMap<string, { readonly from: string; readonly to: string }>,
): UsageIndex | null {
  if (rows.length === 0) return null;
  const featureBits = new FeatureBits(rows.map((row) => row.features));
  const people = peopleOf(rows);
  const sources = new Set<string>();
  for (const row of rows) {
    const person = people.get(row.userId);
    if (person !== undefined) addDay(person.days, row, featureBits.of(row.features));
    sources.add(row.source);
  }
  // By id, so that the rows of a longer past, which come first, leave the order of people as it is.
  const users = [...new Set(people.values())]
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .map(({ id, email, days }) => ({ id, email, days, active: activeDays(days) }));
  const covered = [...sources].flatMap((source) => coverage.get(source) ?? []);
  return {
    from: Math.min(...covered.map((each) => dayNumber(each.from))),
    to: Math.max(...covered.map((each) => dayNumber(each.to))),
    users,
    featureBits,
    daily: dailyTotals(users),
  };
}

interface Person {
  id: string;
  readonly email: string | null;
  /** Oldest first, each once. */
  readonly days: UserDay[];
}

/** The person behind each user id: ids with the same e-mail address are one person under the first of them. */
function peopleOf(rows: readonly StoredUsageDay[]): Map<string, Person> {
  const emails = new Map<string, string | null>();
  for (const { userId, email } of rows) {
    if (email !== null && (emails.get(userId) ?? null) === null) emails.set(userId, email.toLowerCase());
    else if (!emails.has(userId)) emails.set(userId, null);
  }
  const byKey = new Map<string, Person>();
  const people = new Map<string, Person>();
  for (const [id, email] of emails) {
    const key = email ?? id;
    const person = byKey.get(key) ?? { id, email, days: [] };
    if (id < person.id) person.id = id;
    byKey.set(key, person);
    people.set(id, person);
  }
  return people;
}

/** Rows of one account come oldest first, so that nearly every day belongs behind the last one. */
function addDay(days: UserDay[], row: StoredUsageDay, features: Uint32Array): void {
  const { day, events, workflowsStarted, workflowsCompleted, integrations } = row;
  let place = days.length;
  while (place > 0 && (days[place - 1]?.day ?? 0) > day) place -= 1;
  const known = days[place - 1];
  if (known?.day !== day) {
    days.splice(place, 0, { day, events, workflowsStarted, workflowsCompleted, features, integrations });
    return;
  }
  known.events += events;
  known.workflowsStarted += workflowsStarted;
  known.workflowsCompleted += workflowsCompleted;
  known.features = joined(known.features, features);
  known.integrations = [...new Set([...known.integrations, ...integrations])];
}

function activeDays(days: readonly UserDay[]): number[] {
  const active: number[] = [];
  for (const { day, events } of days) if (events > 0) active.push(day);
  return active;
}

function dailyTotals(users: readonly IndexedUser[]): CompanyDay[] {
  const totals = new Map<number, CompanyDay>();
  for (const { days } of users) {
    for (const { day, events } of days) {
      if (events === 0) continue;
      let total = totals.get(day);
      if (total === undefined)
        totals.set(day, (total = { day, date: dayFromNumber(day), activeUsers: 0, events: 0 }));
      total.activeUsers += 1;
      total.events += events;
    }
  }
  return [...totals.values()].sort((left, right) => left.day - right.day);
}
