import { z } from 'zod';
import { type ExternalAccount, type Quarantined, type UsageUserDay } from '../../model/source.ts';
import { classifier, type EventClass } from '../amplitude/classify.ts';
import { type Depth, type EventMapping } from '../amplitude/mapping.ts';
import { FaultTally } from '../fault-tally.ts';
import { companyDomainOfEmail } from '../identity/domains.ts';
import { type EventsDataset, type Field } from './dataset.ts';

/** How a database writes what the statement below needs. */
export interface Dialect {
  /** What stands behind FROM. */
  readonly from: (dataset: EventsDataset) => string;
  /** Any column as text. */
  readonly text: (column: string) => string;
  /** A column as a UTC timestamp; null where it is none. */
  readonly instant: (column: string) => string;
  /** Columns of the dataset that a condition needs besides those of the statement, with a comma behind each. */
  readonly kept: (dataset: EventsDataset) => string;
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

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A field of a mapping as an expression; the SQL null where it is not mapped. */
export function expression(field: Field | undefined, read: (column: string) => string): string {
  if (field === undefined) return 'NULL';
  return typeof field === 'string' ? read(quoted(field)) : literal(String(field.value));
}

/**
 * Counts the events of a dataset by day, account, user and name, so that raw events never leave the database.
 * Copies of an event with the same id count once.
 *
 * @param condition restricts the rows; may use `happened` and the columns that the dialect keeps
 */
export function groupEventsSql(dataset: EventsDataset, dialect: Dialect, condition: string): string {
  const { event, at, userId, accountId, email, id, integration } = dataset.columns;
  const text = (field: Field | undefined) => `CAST(${expression(field, dialect.text)} AS VARCHAR)`;
  const count = id === undefined ? 'count(*)' : 'count(DISTINCT "event_id")';
  return `
    SELECT CAST(happened AS VARCHAR) AS "day", "account", "user", "event", "integration", max("email") AS "email", max("event_id") AS "sample", ${count} AS "events"
    FROM (SELECT ${dialect.kept(dataset)}CAST(${expression(at, dialect.instant)} AS DATE) AS happened, ${text(accountId)} AS "account", ${text(userId)} AS "user",
      ${text(event)} AS "event", ${text(integration)} AS "integration", ${text(email)} AS "email", ${text(id)} AS "event_id"
      FROM ${dialect.from(dataset)}) AS named
    WHERE ${condition}
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
/** Enough to find the majority domain. */
export const MAX_EMAILS = 25;

/** Counted events as user days under a mapping. Events without a day, a user or an account are set aside in sums. */
export function usageOf(stream: string, found: readonly unknown[], mapping: EventMapping): GroupedUsage {
  const meaning = classifier(mapping);
  const days = new Map<string, UserDay>();
  const emails = new Map<string, Set<string>>();
  const faults = new FaultTally('event');
  let read = 0;
  for (const raw of found) {
    const each = group.parse(raw);
    read += each.events;
    const account = each.account || domainAccount(each.email);
    const fault = faultOf(each, account);
    if (fault !== null || account === null) {
      faults.add(fault ?? NO_ACCOUNT, each.sample, each.events);
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

const NO_ACCOUNT = 'no account: no account column, no company e-mail address';

function faultOf({ day, user, event }: EventGroup, account: string | null): string | null {
  if (day === null) return 'the time is missing or not a time';
  if (event === null || event === '') return 'the name of the event is missing';
  if (user === null || user === '') return 'the user is missing';
  return account === null ? NO_ACCOUNT : null;
}

const DOMAIN_ACCOUNT = 'domain:';

function domainAccount(email: string | null): string | null {
  const domain = email === null ? null : companyDomainOfEmail(email);
  return domain === null ? null : DOMAIN_ACCOUNT + domain;
}

/** The account behind an id that events name, or behind an e-mail domain. */
export function accountOf(externalId: string, emails: readonly string[]): ExternalAccount {
  const domains = externalId.startsWith(DOMAIN_ACCOUNT) ? [externalId.slice(DOMAIN_ACCOUNT.length)] : [];
  return { externalId, name: null, domains, emails, hubspotCompanyId: null };
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
