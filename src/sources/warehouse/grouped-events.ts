import { z } from 'zod';
import { type ExternalAccount, type Quarantined, type UsageUserDay } from '../../model/source.ts';
import { classifier, type EventClass } from '../amplitude/classify.ts';
import { type Depth, type EventMapping } from '../amplitude/mapping.ts';
import { FaultTally } from '../fault-tally.ts';
import { type EventsDataset, type Field } from '../datasets/dataset.ts';
import {
  accountOf,
  accountOfEmail,
  EVENT_FAULTS,
  type EventFault,
  MAX_EMAILS,
} from '../datasets/event-accounts.ts';
import { expression } from '../datasets/sql.ts';
import { say } from '../../model/messages/message.ts';

/** Where the events of a dataset are read from, and how their times are. */
export interface EventRows {
  /** What stands behind FROM. */
  readonly from: string;
  /** A column as a UTC timestamp; null where it is none. */
  readonly instant: (column: string) => string;
}

/** Events of one name by one user on one day, counted where they lie. */
const group = z.object({
  day: z.string().nullable(),
  account: z.string().nullable(),
  user: z.string().nullable(),
  event: z.string().nullable(),
  integration: z.string().nullable(),
  email: z.string().nullable(),
  /** Id of one of them, where events have ids. */
  sample: z.string().nullable(),
  events: z.coerce.number(),
});
export type EventGroup = z.infer<typeof group>;

/**
 * Counts the events of a dataset by day, account, user and name, so that raw events never leave the database.
 * Copies of an event with the same id count once; an event without an id is its own.
 */
export function groupEventsSql({ columns }: EventsDataset, { from, instant }: EventRows): string {
  const { event, at, userId, accountId, email, id, integration } = columns;
  const text = (field: Field | undefined) => `CAST(${expression(field, (column) => column)} AS VARCHAR)`;
  const copies = id === undefined ? '' : ' - count("event_id") + count(DISTINCT "event_id")';
  return `
    SELECT CAST(happened AS VARCHAR) AS "day", "account", "user", "event", "integration", max("email") AS "email", max("event_id") AS "sample", count(*)${copies} AS "events"
    FROM (SELECT CAST(${expression(at, instant)} AS DATE) AS happened, ${text(accountId)} AS "account", ${text(userId)} AS "user",
      ${text(event)} AS "event", ${text(integration)} AS "integration", ${text(email)} AS "email", ${text(id)} AS "event_id"
      FROM ${from}) AS named
    GROUP BY happened, "account", "user", "event", "integration"`;
}

export interface GroupedUsage {
  readonly rows: readonly UsageUserDay[];
  readonly accounts: readonly ExternalAccount[];
  readonly quarantined: readonly Quarantined[];
  /** Events, the faulty ones included. */
  readonly read: number;
}

interface UserDay {
  readonly accountId: string;
  readonly userId: string;
  readonly day: string;
  events: number;
  workflowsStarted: number;
  workflowsCompleted: number;
  readonly features: Record<string, Depth>;
  readonly integrations: Set<string>;
  email: string | null;
}

const DEPTHS: Readonly<Record<Depth, number>> = { basic: 0, moderate: 1, advanced: 2 };
/** Counted events as user days under a mapping. Events without a day, a user or an account are set aside in sums. */
export function usageOf(stream: string, found: readonly unknown[], mapping: EventMapping): GroupedUsage {
  const meaning = classifier(mapping);
  const days = new Map<string, UserDay>();
  const emails = new Map<string, Set<string>>();
  const faults = new FaultTally();
  let read = 0;
  for (const raw of found) {
    const each = group.parse(raw);
    read += each.events;
    const account = each.account || (each.email === null ? null : accountOfEmail(each.email));
    const fault = faultOf(each, account);
    if (fault !== null || account === null) {
      faults.add(say(fault ?? EVENT_FAULTS.account), each.sample, each.events);
      continue;
    }
    const known = emails.get(account) ?? new Set<string>();
    emails.set(account, known);
    if (each.email !== null && known.size < MAX_EMAILS) known.add(each.email);
    const sort = meaning(each.event ?? '');
    if (!sort.ignored) addTo(days, each, account, sort);
  }
  return {
    read,
    rows: [...days.values()].map((each) => ({
      ...each,
      chunk: each.day,
      integrations: [...each.integrations].sort(),
    })),
    accounts: [...emails].map(([externalId, known]) => accountOf(externalId, [...known])),
    quarantined: faults.report(stream),
  };
}

function faultOf({ day, user, event }: EventGroup, account: string | null): EventFault | null {
  if (day === null) return EVENT_FAULTS.time;
  if (event === null || event === '') return EVENT_FAULTS.name;
  if (user === null || user === '') return EVENT_FAULTS.user;
  return account === null ? EVENT_FAULTS.account : null;
}

function addTo(days: Map<string, UserDay>, each: EventGroup, accountId: string, sort: EventClass): void {
  const userId = each.user ?? '';
  const day = (each.day ?? '').slice(0, 10);
  const key = JSON.stringify([day, accountId, userId]);
  const found: UserDay = days.get(key) ?? {
    accountId,
    userId,
    day,
    events: 0,
    workflowsStarted: 0,
    workflowsCompleted: 0,
    features: {},
    integrations: new Set<string>(),
    email: null,
  };
  days.set(key, found);
  const { events } = each;
  if (sort.activity) found.events += events;
  if (sort.started) found.workflowsStarted += events;
  if (sort.completed) found.workflowsCompleted += events;
  if (sort.integration !== null && each.integration) found.integrations.add(each.integration);
  if (each.email !== null && each.email > (found.email ?? '')) found.email = each.email;
  if (sort.feature === null) return;
  const { id, depth } = sort.feature;
  const known = found.features[id];
  if (known === undefined || DEPTHS[depth] > DEPTHS[known]) found.features[id] = depth;
}
