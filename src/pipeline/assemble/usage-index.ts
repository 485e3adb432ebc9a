import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { eachActiveDay } from '../../store/activity-month.ts';
import { isWhole, type UsageMonth, WIDTH } from '../../store/usage-month.ts';
import { type StoredUsage } from '../../store/usage.ts';
import { WINDOW_DAYS } from '../../scoring/facts/windows.ts';
import { FeatureBits } from './feature-bits.ts';

/** One person. Day numbers, oldest first. */
export interface IndexedUser {
  readonly id: string;
  readonly email: string | null;
  /** Days on which they did something themselves. Integrations report by themselves: that is nobody's work. */
  readonly active: readonly number[];
  /** What was done, {@link WORK} numbers each; of the months long past nothing. A day may have several. */
  readonly work: readonly number[];
}

/**
 * Day, events, workflows started, workflows completed, place among {@link UsageIndex.bits}, place among
 * {@link UsageIndex.integrations}. Numbers, because as objects the days of a year would be most of a run's work.
 */
export const WORK = 6;

/** How many people of a company were active on a day. */
export interface CompanyDay {
  readonly day: number;
  readonly date: string;
  readonly activeUsers: number;
}

export interface SourceEnd {
  readonly source: string;
  readonly to: number;
}

/** Usage of one company, ready to be cut at any day. Day numbers, oldest first. */
export interface UsageIndex {
  /** Days without gaps that the sources of this company cover. */
  readonly from: number;
  readonly to: number;
  /** The sources that are needed to know how the company uses the product, each with the last day it covers. */
  readonly ends: readonly SourceEnd[];
  readonly users: readonly IndexedUser[];
  readonly featureBits: FeatureBits;
  /** Sets of features that were used together on a day. */
  readonly bits: readonly Uint32Array[];
  /** Integrations that reported together on a day. */
  readonly integrations: readonly (readonly string[])[];
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
  usage: readonly StoredUsage[],
  coverage: ReadonlyMap<string, { readonly from: string; readonly to: string }>,
): UsageIndex | null {
  if (usage.length === 0) return null;
  const people = peopleOf(usage);
  const whole = usage.map(({ month }) => month).filter(isWhole);
  const featureBits = new FeatureBits(whole.flatMap((month) => month.features));
  const bits: Uint32Array[] = [];
  const integrations: (readonly string[])[] = [];
  for (const { month } of usage) {
    const persons = month.users.map(([id]) => people.get(id));
    eachActiveDay(month, (user, day) => persons[user]?.active.push(day));
    if (!isWhole(month)) continue;
    addWork(month, persons, [bits.length, integrations.length]);
    bits.push(...month.features.map((each) => featureBits.of(each)));
    integrations.push(...month.integrations);
  }
  // By id, so that the months of a longer past, which come first, leave the order of people as it is.
  const users = [...new Set(people.values())]
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .map(({ id, email, active, work }) => ({ id, email, active: inOrder(active), work: workInOrder(work) }));
  const sources = [...new Set(usage.map(({ source }) => source))];
  const covered = sources.flatMap((source) => {
    const days = coverage.get(source);
    return days === undefined ? [] : { source, from: dayNumber(days.from), to: dayNumber(days.to) };
  });
  const to = Math.max(...covered.map((each) => each.to));
  return {
    from: Math.min(...covered.map((each) => each.from)),
    to,
    ends: covered.filter((each) => each.to === to || hasOwnPeople(each, usage, people)),
    users,
    featureBits,
    bits,
    integrations,
    daily: dailyTotals(users),
  };
}

/**
 * Whether somebody was active in the last days of a source who is known from no other one: without it nobody knows what
 * became of them. Where all of them are seen elsewhere too, the other source has taken its place.
 */
function hasOwnPeople(
  { source, to }: SourceEnd,
  usage: readonly StoredUsage[],
  people: ReadonlyMap<string, Person>,
): boolean {
  const personsIn = (months: readonly StoredUsage[]) =>
    new Set(months.flatMap(({ month }) => month.users.flatMap(([id]) => people.get(id) ?? [])));
  const elsewhere = personsIn(usage.filter((each) => each.source !== source));
  return [...personsIn(usage.filter((each) => each.source === source))].some(
    (person) => !elsewhere.has(person) && person.active.some((day) => day <= to && day > to - WINDOW_DAYS),
  );
}

interface Person {
  id: string;
  readonly email: string | null;
  readonly active: number[];
  readonly work: number[];
}

/** The person behind each user id: ids with the same e-mail address are one person under the first of them. */
function peopleOf(usage: readonly StoredUsage[]): Map<string, Person> {
  const emails = new Map<string, string | null>();
  for (const { month } of usage) {
    for (const [userId, email] of month.users) {
      if ((emails.get(userId) ?? null) === null) emails.set(userId, email);
    }
  }
  const byKey = new Map<string, Person>();
  const people = new Map<string, Person>();
  for (const [id, given] of emails) {
    const email = given === null ? null : given.toLowerCase();
    const key = email ?? id;
    const person = byKey.get(key) ?? { id, email, active: [], work: [] };
    if (id < person.id) person.id = id;
    byKey.set(key, person);
    people.set(id, person);
  }
  return people;
}

function addWork(
  { chunks }: UsageMonth,
  persons: readonly (Person | undefined)[],
  [bits, integrations]: readonly [number, number],
): void {
  for (const chunk in chunks) {
    const numbers = chunks[chunk] ?? [];
    for (let at = 0; at < numbers.length; at += WIDTH) {
      persons[numbers[at] ?? 0]?.work.push(
        numbers[at + 1] ?? 0,
        numbers[at + 2] ?? 0,
        numbers[at + 3] ?? 0,
        numbers[at + 4] ?? 0,
        bits + (numbers[at + 5] ?? 0),
        integrations + (numbers[at + 6] ?? 0),
      );
    }
  }
}

/** Months of one account come oldest first, so that nearly always the days do. */
function inOrder(days: readonly number[]): readonly number[] {
  for (let place = 1; place < days.length; place += 1) {
    if ((days[place] ?? 0) <= (days[place - 1] ?? 0))
      return [...new Set(days)].sort((left, right) => left - right);
  }
  return days;
}

function workInOrder(work: readonly number[]): readonly number[] {
  for (let at = WORK; at < work.length; at += WORK) {
    if ((work[at] ?? 0) >= (work[at - WORK] ?? 0)) continue;
    const starts = Array.from({ length: work.length / WORK }, (_, place) => place * WORK);
    starts.sort((left, right) => (work[left] ?? 0) - (work[right] ?? 0));
    return starts.flatMap((start) => work.slice(start, start + WORK));
  }
  return work;
}

/** Counted by place, as a map of days takes ten times as long. */
function dailyTotals(users: readonly IndexedUser[]): CompanyDay[] {
  let first = Infinity;
  let last = -Infinity;
  for (const { active } of users) {
    first = Math.min(first, active[0] ?? Infinity);
    last = Math.max(last, active.at(-1) ?? -Infinity);
  }
  if (first > last) return [];
  const totals = new Uint32Array(last - first + 1);
  for (const { active } of users) {
    for (const day of active) totals[day - first] = (totals[day - first] ?? 0) + 1;
  }
  const days: CompanyDay[] = [];
  totals.forEach((activeUsers, place) => {
    if (activeUsers > 0) days.push({ day: first + place, date: dayFromNumber(first + place), activeUsers });
  });
  return days;
}
