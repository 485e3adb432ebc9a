import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { type StoredUsageDay } from '../../store/usage-month.ts';
import { type Depth, FeatureBits } from './feature-bits.ts';

/** What a user did on a day. */
export interface UserDay {
  readonly day: number;
  readonly events: number;
  readonly workflowsStarted: number;
  readonly workflowsCompleted: number;
  /** See {@link UsageIndex.featureBits}. */
  readonly features: Uint32Array;
  readonly integrations: readonly string[];
}

/** The same while the rows of sources and chunks are summed. */
interface Sum {
  readonly day: number;
  events: number;
  workflowsStarted: number;
  workflowsCompleted: number;
  features: StoredUsageDay['features'];
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

const DEPTH_ORDER: Readonly<Record<Depth, number>> = { basic: 0, moderate: 1, advanced: 2 };

function deeper(left: Depth | undefined, right: Depth): Depth {
  return left === undefined || DEPTH_ORDER[right] > DEPTH_ORDER[left] ? right : left;
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
  const emails = emailsOf(rows);
  const people = new Map<string, Person>();
  const sources = new Set<string>();
  for (const row of rows) {
    sources.add(row.source);
    const email = emails.get(row.userId) ?? null;
    const key = email ?? row.userId;
    let person = people.get(key);
    if (person === undefined) people.set(key, (person = { id: row.userId, email, days: new Map() }));
    if (row.userId < person.id) person.id = row.userId;
    person.days.set(row.day, merged(person.days.get(row.day), row));
  }
  const featureBits = new FeatureBits(featuresOf(people.values()));
  const users = [...people.values()].map((person) => indexedUser(person, featureBits));
  const covered = [...sources].flatMap((source) => coverage.get(source) ?? []);
  return {
    from: Math.min(...covered.map((each) => dayNumber(each.from))),
    to: Math.max(...covered.map((each) => dayNumber(each.to))),
    users,
    featureBits,
    daily: dailyTotals(users),
  };
}

function emailsOf(rows: readonly StoredUsageDay[]): Map<string, string> {
  const emails = new Map<string, string>();
  for (const { userId, email } of rows) {
    if (email !== null && !emails.has(userId)) emails.set(userId, email.toLowerCase());
  }
  return emails;
}

interface Person {
  id: string;
  readonly email: string | null;
  readonly days: Map<number, Sum>;
}

function* featuresOf(people: Iterable<Person>): Generator<Sum['features']> {
  for (const { days } of people) for (const { features } of days.values()) yield features;
}

function indexedUser({ id, email, days: sums }: Person, featureBits: FeatureBits): IndexedUser {
  const days = [...sums.values()]
    .sort((left, right) => left.day - right.day)
    .map((sum) => ({ ...sum, features: featureBits.of(sum.features) }));
  const active = days.filter((each) => each.events > 0).map((each) => each.day);
  return { id, email, days, active };
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

function merged(known: Sum | undefined, row: StoredUsageDay): Sum {
  if (known === undefined) {
    return {
      day: row.day,
      events: row.events,
      workflowsStarted: row.workflowsStarted,
      workflowsCompleted: row.workflowsCompleted,
      features: row.features,
      integrations: row.integrations,
    };
  }
  const features: Record<string, Depth> = { ...known.features };
  for (const [feature, depth] of Object.entries(row.features))
    features[feature] = deeper(features[feature], depth);
  known.events += row.events;
  known.workflowsStarted += row.workflowsStarted;
  known.workflowsCompleted += row.workflowsCompleted;
  known.features = features;
  known.integrations = [...new Set([...known.integrations, ...row.integrations])];
  return known;
}
