import { type UserRole } from '../../model/bands.ts';
import { type Day, dayFromNumber, dayNumber } from '../../model/day.ts';
import { type UsageSignals, type UsageUser } from '../../model/signals.ts';
import { customerSpans, firstContractDay, spanBegunBy } from './customer-spans.ts';
import { type CompanyFacts, type PortalFacts } from './facts.ts';
import { onboarding } from './onboarding.ts';
import { hasLeft } from './relationship.ts';
import { LATE_DAYS, WINDOW_DAYS } from '../../scoring/facts/windows.ts';
import { seatsAt } from '../../scoring/records/seats.ts';
import { type Depth, join } from './feature-bits.ts';
import { placeAfter } from './place-after.ts';
import { type CompanyDay, type IndexedUser, type UsageIndex, WORK } from './usage-index.ts';

/** Six windows: older activity weighs less than 2 % in a decayed mean (weight 0.5^k). */
const WINDOWS = 6;
/** A source that stopped for longer is out of use: nobody waits for what it would tell any more. */
const OUTAGE_DAYS = 90;
/** A key user who was not seen for longer is no user of the product any more. */
export const KEY_USER_DAYS = 365;
/** Days up to the as-of day that count; of those before, only when somebody was last seen. */
const REACH_DAYS = WINDOWS * WINDOW_DAYS;
/**
 * Days up to the as-of day of which more counts than who was active. A week more than the latest window: where a clock was
 * ahead, events are of a later day than the month they were uploaded in.
 */
export const WORK_DAYS = WINDOW_DAYS + 7;

/**
 * What is known about the use of the product on a day. `out`: a source that people of the company were last seen in has
 * stopped delivering, so that nobody knows; `gone`: it did so long ago, or is not connected any more.
 */
export type UsageStanding = 'known' | 'out' | 'gone' | 'none';

export function usageStanding(facts: CompanyFacts, portal: PortalFacts, day: Day): UsageStanding {
  return coverageOn(facts, portal, dayNumber(day))?.standing ?? 'none';
}

/** Whether nothing is known of days that earlier ones know of. */
export function hasStopped(standing: UsageStanding): boolean {
  return standing === 'out' || standing === 'gone';
}

/** What remains of a usage section where nothing is known about the use of the product. */
export function withoutActivity(usage: UsageSignals | undefined): UsageSignals | undefined {
  if (usage === undefined) return undefined;
  const { seats, training, milestones } = usage;
  return { seats, training, milestones };
}

/**
 * The usage section as of a day; undefined when no product analytics account is matched. Where a source stopped
 * delivering, it holds nothing about activity: that nothing came is not that nobody was active.
 */
export function assembleUsage(
  facts: CompanyFacts,
  portal: PortalFacts,
  asOf: number,
  isLatest: boolean,
): UsageSignals | undefined {
  const seats = seatsAt(facts.records, asOf, isLatest);
  const steps = onboarding(facts.records, asOf);
  const unused = seats === undefined && Object.keys(steps).length === 0 ? undefined : { seats, ...steps };
  const { usage } = facts;
  const covered = coverageOn(facts, portal, asOf);
  if (usage === null || covered === null || covered.standing === 'gone') return unused;
  const { from, to, standing } = covered;
  const coverage = { from: dayFromNumber(from), to: dayFromNumber(to) };
  if (standing === 'out') return { ...unused, coverage };

  const recent = recentWork(usage, Math.max(from, asOf - WINDOW_DAYS + 1), to);
  return {
    coverage,
    seats,
    daily: usage.daily
      .slice(placeAfter(usage.daily, from - 1, dayOfTotal), placeAfter(usage.daily, to, dayOfTotal))
      .map(({ date, activeUsers }) => ({ date, activeUsers })),
    users: usersOn(usage, rolesByEmail(facts, asOf), recent.users, from, to, asOf),
    features: {
      available: countSeen(portal.featureFirstSeen, asOf),
      used: recent.features,
    },
    workflows: { started: recent.workflowsStarted, completed: recent.workflowsCompleted },
    integrations: { active: [...recent.integrations].sort() },
  };
}

interface Covered {
  readonly from: number;
  readonly to: number;
  readonly standing: Exclude<UsageStanding, 'none'>;
}

/** The days up to a day that usage covers, as far as they count; null when there are none. */
function coverageOn(facts: CompanyFacts, portal: PortalFacts, asOf: number): Covered | null {
  const { usage } = facts;
  if (usage === null || usage.from > asOf) return null;
  const from = Math.max(usage.from, customerSince(facts, usage, asOf), asOf - REACH_DAYS + 1);
  const stopped = usage.ends.find(
    ({ source, to }) => isConnected(source, portal) && isLate(to, asOf) && asOf - to <= OUTAGE_DAYS,
  );
  const to = Math.min(stopped?.to ?? usage.to, asOf);
  if (to < from) return null;
  const standing = stopped !== undefined ? 'out' : isLate(to, asOf) ? 'gone' : 'known';
  return { from, to, standing };
}

function isLate(to: number, asOf: number): boolean {
  return asOf - to > LATE_DAYS;
}

/** Only of connected sources it is known what they feed. */
function isConnected(source: string, { sources }: PortalFacts): boolean {
  return sources[source]?.feeds !== undefined;
}

/** Before they were a customer, or while they were none, silence says nothing. */
function customerSince(facts: CompanyFacts, usage: UsageIndex, asOf: number): number {
  const day = dayFromNumber(asOf);
  const contract = firstContractDay(facts);
  const since =
    spanBegunBy(customerSpans(facts, day), day)?.from ??
    facts.company.customerSince ??
    (contract !== null && contract <= day ? contract : null);
  return since === null ? usage.from : dayNumber(since);
}

/** What one user did in the latest window. */
interface UserWork {
  readonly advancedFeatures: number;
  readonly workflowsCompleted: number;
}

/** What was done in the latest window. */
interface Work {
  readonly users: ReadonlyMap<IndexedUser, UserWork>;
  readonly features: { readonly id: string; readonly depth: Depth; readonly users: number }[];
  readonly integrations: ReadonlySet<string>;
  readonly workflowsStarted: number;
  readonly workflowsCompleted: number;
}

function recentWork(usage: UsageIndex, from: number, to: number): Work {
  const { users, featureBits } = usage;
  const works = new Map<IndexedUser, UserWork>();
  const integrations = new Set<string>();
  const { features } = featureBits;
  const userCounts = new Array<number>(features.length).fill(0);
  const usedByAnybody = featureBits.empty();
  const used = featureBits.empty();
  let workflowsStarted = 0;
  let workflowsCompleted = 0;
  for (const user of users) {
    used.fill(0);
    const work = workOf(usage, user, { from, to, used, integrations });
    let advancedFeatures = 0;
    for (let place = 0; place < features.length; place += 1) {
      const depth = featureBits.depthOf(used, place);
      if (depth === undefined) continue;
      userCounts[place] = (userCounts[place] ?? 0) + 1;
      if (depth === 'advanced') advancedFeatures += 1;
    }
    join(usedByAnybody, used);
    workflowsStarted += work.workflowsStarted;
    workflowsCompleted += work.workflowsCompleted;
    works.set(user, { advancedFeatures, workflowsCompleted: work.workflowsCompleted });
  }
  return {
    users: works,
    features: features.flatMap((id, place) => {
      const depth = featureBits.depthOf(usedByAnybody, place);
      return depth === undefined ? [] : { id, depth, users: userCounts[place] ?? 0 };
    }),
    integrations,
    workflowsStarted,
    workflowsCompleted,
  };
}

interface Window {
  readonly from: number;
  readonly to: number;
  /** Takes the features used. */
  readonly used: Uint32Array;
  /** Takes the integrations that reported. */
  readonly integrations: Set<string>;
}

function workOf(
  { bits, integrations: combinations }: UsageIndex,
  { active, work }: IndexedUser,
  { from, to, used, integrations }: Window,
) {
  const done = { workflowsStarted: 0, workflowsCompleted: 0 };
  for (let at = work.length - WORK; at >= 0; at -= WORK) {
    const day = work[at] ?? 0;
    if (day > to) continue;
    if (day < from) break;
    for (const integration of combinations[work[at + 5] ?? 0] ?? []) integrations.add(integration);
    if ((work[at + 1] ?? 0) === 0 && active[placeAfter(active, day, dayItself) - 1] !== day) continue;
    done.workflowsStarted += work[at + 2] ?? 0;
    done.workflowsCompleted += work[at + 3] ?? 0;
    const features = bits[work[at + 4] ?? 0];
    if (features !== undefined) join(used, features);
  }
  return done;
}

function usersOn(
  usage: UsageIndex,
  roles: ReadonlyMap<string, UserRole>,
  recent: ReadonlyMap<IndexedUser, UserWork>,
  from: number,
  to: number,
  asOf: number,
): UsageUser[] {
  return usage.users.flatMap((user) => {
    const role = user.email === null ? undefined : roles.get(user.email);
    const end = placeAfter(user.active, to, dayItself);
    const lastActive = user.active[end - 1];
    // A member who left the reach is history; a silent key user is a warning.
    const reach = role === undefined ? from : asOf - KEY_USER_DAYS + 1;
    if (lastActive === undefined || lastActive < reach) return [];
    return {
      id: user.id,
      email: user.email ?? undefined,
      role: role ?? 'member',
      lastActive: dayFromNumber(lastActive),
      activeDays: activeDays(user.active, from, end, asOf),
      ...recent.get(user),
    };
  });
}

/** Active days by window, of those before the place `end`. */
function activeDays(active: readonly number[], from: number, end: number, asOf: number): number[] {
  const counts: number[] = [];
  let until = end;
  for (let window = 0; window < WINDOWS; window += 1) {
    const first = Math.max(from, asOf - (window + 1) * WINDOW_DAYS + 1);
    const start = Math.min(until, placeAfter(active, first - 1, dayItself));
    counts.push(until - start);
    until = start;
  }
  return counts;
}

const dayItself = (day: number): number => day;
const dayOfTotal = (each: CompanyDay): number => each.day;

/** Role of each known person by e-mail, as of the day; who has left the company has none any more. */
function rolesByEmail(facts: CompanyFacts, asOf: number): Map<string, UserRole> {
  const roles = new Map<string, UserRole>();
  for (const contact of facts.records.contact ?? []) {
    if (contact.email === null || contact.role === 'member') continue;
    if (dayNumber(contact.createdAt) > asOf || hasLeft(contact, asOf)) continue;
    roles.set(contact.email.toLowerCase(), contact.role);
  }
  return roles;
}

function countSeen(firstSeen: readonly number[], asOf: number): number {
  return firstSeen.filter((day) => day <= asOf).length;
}
