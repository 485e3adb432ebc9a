import { type UserRole } from '../../model/bands.ts';
import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { type UsageSignals, type UsageUser } from '../../model/signals.ts';
import { type CompanyFacts, type PortalFacts } from './facts.ts';
import { seatsAt } from './seats.ts';
import { deeper, type Depth, type UsageIndex, type UserDay } from './usage-index.ts';

/** Six windows: older activity weighs less than 2 % in a decayed mean (weight 0.5^k). */
const WINDOWS = 6;
const WINDOW_DAYS = 30;
/** A key user who was not seen for longer is no user of the product any more. */
export const KEY_USER_DAYS = 365;
const REACH_DAYS = WINDOWS * WINDOW_DAYS;

/** The usage section as of a day; undefined when no product analytics account is matched. */
export function assembleUsage(
  facts: CompanyFacts,
  portal: PortalFacts,
  asOf: number,
  isLatest: boolean,
): UsageSignals | undefined {
  const seats = seatsAt(facts.records, asOf, isLatest);
  const { usage } = facts;
  if (usage === null || usage.from > asOf) return seats === undefined ? undefined : { seats };
  const from = Math.max(usage.from, customerSince(facts, usage), asOf - REACH_DAYS + 1);
  const to = Math.min(usage.to, asOf);
  if (to < from) return seats === undefined ? undefined : { seats };

  const cut = cutUsers(usage, rolesByEmail(facts, asOf), from, to, asOf);
  return {
    coverage: { from: dayFromNumber(from), to: dayFromNumber(to) },
    seats,
    daily: [...cut.daily].map(([day, total]) => ({ date: dayFromNumber(day), ...total })),
    users: cut.users,
    features: {
      available: countSeen(portal.featureFirstSeen, asOf),
      used: [...cut.features].map(([id, feature]) => ({ id, depth: feature.depth, users: feature.users })),
    },
    workflows: { started: cut.workflowsStarted, completed: cut.workflowsCompleted },
    integrations: { active: [...cut.integrations].sort() },
  };
}

/** Before they were a customer, silence says nothing. */
function customerSince(facts: CompanyFacts, usage: UsageIndex): number {
  const since = facts.company.customerSince;
  return since === null ? usage.from : dayNumber(since);
}

interface Cut {
  readonly daily: Map<number, { activeUsers: number; events: number }>;
  readonly users: UsageUser[];
  readonly features: Map<string, { depth: Depth; users: number }>;
  readonly integrations: Set<string>;
  workflowsStarted: number;
  workflowsCompleted: number;
}

function cutUsers(
  usage: UsageIndex,
  roles: ReadonlyMap<string, UserRole>,
  from: number,
  to: number,
  asOf: number,
): Cut {
  const cut: Cut = {
    daily: new Map(),
    users: [],
    features: new Map(),
    integrations: new Set(),
    workflowsStarted: 0,
    workflowsCompleted: 0,
  };
  for (const user of usage.users) {
    const role = user.email === null ? undefined : roles.get(user.email);
    const summary = cutUser(user.days, from, to, asOf, cut);
    // A member who left the reach is history; a silent key user is a warning.
    const reach = role === undefined ? from : asOf - KEY_USER_DAYS + 1;
    if (summary === null || summary.lastActive < reach) continue;
    cut.users.push({
      id: user.id,
      email: user.email ?? undefined,
      role: role ?? 'member',
      lastActive: dayFromNumber(summary.lastActive),
      activeDays: summary.activeDays,
      advancedFeatures: summary.advanced.size,
      workflowsCompleted: summary.workflowsCompleted,
    });
  }
  return cut;
}

function cutUser(days: readonly UserDay[], from: number, to: number, asOf: number, cut: Cut) {
  const activeDays = new Array<number>(WINDOWS).fill(0);
  const used = new Map<string, Depth>();
  let lastActive: number | null = null;
  let workflowsCompleted = 0;
  for (let index = lastUntil(days, to); index >= 0; index -= 1) {
    const each = days[index];
    if (each === undefined) break;
    const window = Math.floor((asOf - each.day) / WINDOW_DAYS);
    if (window === 0 && each.day >= from) addAll(cut.integrations, each.integrations);
    // Integrations report by themselves: a row without events is nobody's work.
    if (each.events === 0) continue;
    lastActive ??= each.day;
    if (each.day < from) break;
    activeDays[window] = (activeDays[window] ?? 0) + 1;
    const total = cut.daily.get(each.day) ?? { activeUsers: 0, events: 0 };
    total.activeUsers += 1;
    total.events += each.events;
    cut.daily.set(each.day, total);
    if (window > 0) continue;
    workflowsCompleted += each.workflowsCompleted;
    cut.workflowsStarted += each.workflowsStarted;
    cut.workflowsCompleted += each.workflowsCompleted;
    for (const [feature, depth] of Object.entries(each.features))
      used.set(feature, deeper(used.get(feature), depth));
  }
  if (lastActive === null) return null;
  const advanced = new Set<string>();
  for (const [feature, depth] of used) {
    if (depth === 'advanced') advanced.add(feature);
    const known = cut.features.get(feature);
    cut.features.set(feature, { depth: deeper(known?.depth, depth), users: (known?.users ?? 0) + 1 });
  }
  return { activeDays, lastActive, workflowsCompleted, advanced };
}

/** Index of the last day not after `to`; −1 when there is none. */
function lastUntil(days: readonly UserDay[], to: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle]?.day ?? Number.POSITIVE_INFINITY) <= to) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function addAll(set: Set<string>, values: readonly string[]): void {
  for (const value of values) set.add(value);
}

/** Role of each known person by e-mail, as of the day. */
function rolesByEmail(facts: CompanyFacts, asOf: number): Map<string, UserRole> {
  const roles = new Map<string, UserRole>();
  for (const contact of facts.records.contact ?? []) {
    if (contact.email === null || contact.role === 'member') continue;
    if (dayNumber(contact.createdAt) > asOf) continue;
    roles.set(contact.email.toLowerCase(), contact.role);
  }
  return roles;
}

function countSeen(firstSeen: readonly number[], asOf: number): number {
  return firstSeen.filter((day) => day <= asOf).length;
}
