import { type DuckDBConnection } from '@duckdb/node-api';
import { type Day } from '../../model/day.ts';
import { type ExternalAccount, type Quarantined, type UsageUserDay } from '../../model/source.ts';
import { userDays } from '../events/user-days.ts';
import { DOMAIN_ACCOUNT, isFreeMailDomain } from '../identity/domains.ts';
import { say } from '../../model/messages/message.ts';
import { groupAccount } from './accounts.ts';
import { type EventMapping } from './mapping.ts';
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
  return {
    read,
    rows: await userDays(connection, sql.countedEvents(rules.mapping), rules.mapping),
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
  const refused = free.filter((account) => isFreeMailDomain(account.slice(DOMAIN_ACCOUNT.length)));
  if (refused.length > 0) await connection.run(sql.REFUSE_ACCOUNTS_SQL, [JSON.stringify(refused)]);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
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
  const reason = say(sql.FAULTS[fault]);
  const named = fault === 'account' ? [] : ids.filter((id) => id !== null);
  const rest = events - named.length;
  const entries = named.map((recordId) => ({ stream: STREAM, recordId, reason }));
  return rest <= 0 ? entries : [...entries, { stream: STREAM, recordId: null, reason, records: rest }];
}
