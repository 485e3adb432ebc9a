import { dayNumber } from '../../model/day.ts';
import { type StoredUsageDay } from '../../store/usage.ts';

export type Depth = 'basic' | 'moderate' | 'advanced';

/** A user's work on a day, summed over sources and chunks. */
export interface UserDay {
  readonly day: number;
  events: number;
  workflowsStarted: number;
  workflowsCompleted: number;
  features: Readonly<Record<string, Depth>>;
  integrations: readonly string[];
}

/** Usage of one company, ready to be cut at any day. Day numbers, oldest first within a user. */
export interface UsageIndex {
  /** Days without gaps that the sources of this company cover. */
  readonly from: number;
  readonly to: number;
  readonly users: readonly {
    readonly id: string;
    readonly email: string | null;
    readonly days: readonly UserDay[];
  }[];
}

const DEPTH_ORDER: Readonly<Record<Depth, number>> = { basic: 0, moderate: 1, advanced: 2 };

export function deeper(left: Depth | undefined, right: Depth): Depth {
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
  emails: ReadonlyMap<string, string>,
  coverage: ReadonlyMap<string, { readonly from: string; readonly to: string }>,
): UsageIndex | null {
  if (rows.length === 0) return null;
  const users = new Map<
    string,
    { id: string; readonly email: string | null; readonly days: Map<number, UserDay> }
  >();
  const sources = new Set<string>();
  for (const row of rows) {
    sources.add(row.source);
    const day = dayNumber(row.day);
    const email = emails.get(row.userId)?.toLowerCase() ?? null;
    const user = users.get(email ?? row.userId) ?? {
      id: row.userId,
      email,
      days: new Map<number, UserDay>(),
    };
    users.set(email ?? row.userId, user);
    if (row.userId < user.id) user.id = row.userId;
    user.days.set(day, merged(user.days.get(day), day, row));
  }
  const covered = [...sources].flatMap((source) => coverage.get(source) ?? []);
  return {
    from: Math.min(...covered.map((each) => dayNumber(each.from))),
    to: Math.max(...covered.map((each) => dayNumber(each.to))),
    users: [...users.values()].map(({ id, email, days }) => ({
      id,
      email,
      days: [...days.values()].sort((left, right) => left.day - right.day),
    })),
  };
}

function merged(known: UserDay | undefined, day: number, row: StoredUsageDay): UserDay {
  if (known === undefined) {
    return {
      day,
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
