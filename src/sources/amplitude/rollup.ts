import { type DuckDBConnection } from '@duckdb/node-api';
import { type Day } from '../../model/day.ts';
import { type ExternalAccount, type Quarantined, type UsageUserDay } from '../../model/source.ts';
import { isFreeMailDomain } from '../identity/domains.ts';
import { groupAccount } from './accounts.ts';
import { classifier } from './classify.ts';
import { type Depth, type EventMapping } from './mapping.ts';
import * as sql from './rollup-sql.ts';

/** How an event finds its account and its meaning. */
export interface RollupRules {
  /** Amplitude group type whose value is the account, for example `company`. */
  readonly groupType: string;
  readonly mapping: EventMapping;
}

export interface Rollup {
  /** Lines read, before anything was dropped. */
  readonly read: number;
  readonly rows: readonly UsageUserDay[];
  readonly accounts: readonly ExternalAccount[];
  readonly quarantined: readonly Quarantined[];
}

const STREAM = 'events';
/** Enough to find the majority domain. */
const MAX_EMAILS = 25;
const MAX_FAULT_IDS = 20;

/**
 * Groups the events of an NDJSON file to user days. Events that occur twice (same `uuid`, or same `$insert_id`
 * and device where there is none) count once; events that do not fit are set aside with a reason.
 *
 * @param days upload days the file stands for, inclusive
 */
export async function rollUp(
  connection: DuckDBConnection,
  file: string,
  days: { from: Day; to: Day },
  rules: RollupRules,
): Promise<Rollup> {
  await connection.run(sql.readEventsSql(file, days, rules.groupType, rules.mapping));
  const read = await readCount(connection, sql.COUNT_READ_SQL);
  await connection.run(sql.DROP_DUPLICATES_SQL);
  await refuseFreeMail(connection);
  await connection.run(sql.COUNTED_SQL);
  await classify(connection, rules.mapping);
  return {
    read,
    rows: await userDays(connection, rules.mapping),
    accounts: await accounts(connection, rules),
    quarantined: await faults(connection, file),
  };
}

async function readCount(connection: DuckDBConnection, statement: string): Promise<number> {
  const result = await connection.runAndReadAll(statement);
  return Number(result.value(0, 0));
}

/** Users of a free-mail provider have nothing in common but their provider. */
async function refuseFreeMail(connection: DuckDBConnection): Promise<void> {
  const found = await connection.runAndReadAll(sql.EMAIL_ACCOUNTS_SQL);
  const free = found.getRows().map(([account]) => String(account));
  const refused = free.filter((account) => isFreeMailDomain(account.slice('domain:'.length)));
  if (refused.length > 0) await connection.run(sql.REFUSE_ACCOUNTS_SQL, [JSON.stringify(refused)]);
}

async function classify(connection: DuckDBConnection, mapping: EventMapping): Promise<void> {
  const meaning = classifier(mapping);
  const places = sql.integrationProperties(mapping);
  const names = await connection.runAndReadAll(sql.EVENT_NAMES_SQL);
  const classes = names.getRows().flatMap(([event]) => {
    const { ignored, activity, started, completed, feature, integration } = meaning(
      String(JSON.parse(String(event))),
    );
    if (ignored) return [];
    return {
      event,
      activity: Number(activity),
      started: Number(started),
      completed: Number(completed),
      feature: feature && `${feature.depth}:${feature.id}`,
      integration: integration === null ? null : places.indexOf(integration),
    };
  });
  await connection.run(sql.CLASSES_SQL, [JSON.stringify(classes)]);
}

type PackedUserDay = readonly [
  chunk: Day,
  day: Day,
  userId: string,
  events: number,
  workflowsStarted: number,
  workflowsCompleted: number,
  features: string | null,
  integrations: string | null,
  email: string | null,
];

async function userDays(connection: DuckDBConnection, mapping: EventMapping): Promise<UsageUserDay[]> {
  const features = remembered(parseFeatures);
  const integrations = remembered(parseList);
  const result = await connection.runAndReadAll(sql.userDaysSql(mapping));
  return result.getRows().flatMap(([account, packed]) => {
    const accountId = String(account);
    const days = JSON.parse(String(packed)) as PackedUserDay[];
    return days.map((row) => ({
      chunk: row[0],
      day: row[1],
      accountId,
      userId: row[2],
      events: row[3],
      workflowsStarted: row[4],
      workflowsCompleted: row[5],
      features: features(row[6]),
      integrations: integrations(row[7]),
      email: row[8],
    }));
  });
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Many user days share the same few lists: each is parsed and held once. */
function remembered<Value>(parse: (text: string) => Value): (text: string | null) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const key = text ?? '';
    const value = known.get(key) ?? parse(key);
    known.set(key, value);
    return value;
  };
}

function parseList(text: string): readonly string[] {
  return text === '' ? [] : [...new Set(text.split(sql.LIST_SEPARATOR))].sort();
}

const DEPTHS: readonly Depth[] = ['basic', 'moderate', 'advanced'];

/** `advanced:api␟basic:reports` → deepest use of each feature. */
function parseFeatures(text: string): Readonly<Record<string, Depth>> {
  const deepest: Record<string, Depth> = {};
  for (const depth of DEPTHS) {
    for (const entry of parseList(text)) {
      if (entry.startsWith(`${depth}:`)) deepest[entry.slice(depth.length + 1)] = depth;
    }
  }
  return deepest;
}

async function accounts(connection: DuckDBConnection, rules: RollupRules): Promise<ExternalAccount[]> {
  const result = await connection.runAndReadAll(sql.ACCOUNTS_SQL, [MAX_EMAILS]);
  return result.getRowObjectsJson().map((row) => {
    const latest = row.latest as { properties: string } | null;
    const emails = ((row.emails as (string | null)[] | null) ?? []).filter((email) => email !== null);
    return groupAccount(row.account as string, emails, latest?.properties ?? null, rules);
  });
}

async function faults(connection: DuckDBConnection, file: string): Promise<Quarantined[]> {
  const result = await connection.runAndReadAll(sql.FAULTS_SQL, [MAX_FAULT_IDS]);
  const found: Quarantined[] = [];
  for (const row of result.getRowObjectsJson()) {
    const fault = row.fault as sql.Fault;
    const ids = fault === 'unreadable' ? await brokenLines(connection, file) : (row.ids as (string | null)[]);
    found.push(...faultReport(fault, Number(row.events), ids));
  }
  return found;
}

async function brokenLines(connection: DuckDBConnection, file: string): Promise<(string | null)[]> {
  const result = await connection.runAndReadAll(sql.brokenLinesSql(file), [MAX_FAULT_IDS]);
  return result.getRows().map(([id]) => textOrNull(id));
}

/** One entry a record with an id, up to a limit, and one that sums up the rest. */
function faultReport(fault: sql.Fault, events: number, ids: readonly (string | null)[]): Quarantined[] {
  const reason = sql.FAULTS[fault];
  const named = fault === 'account' ? [] : ids.filter((id) => id !== null);
  const rest = events - named.length;
  const entries = named.map((recordId) => ({ stream: STREAM, recordId, reason }));
  if (rest <= 0) return entries;
  const label = `${rest} event${rest === 1 ? '' : 's'}${named.length > 0 ? ' more' : ''}`;
  return [...entries, { stream: STREAM, recordId: null, reason: `${label}: ${reason}` }];
}
