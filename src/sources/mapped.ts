import { type z } from 'zod';
import { sourceRecord, type SourceRecord } from '../model/record.ts';
import { type ExternalAccount, type Page, type Quarantined } from '../model/source.ts';
import { firstIssue } from '../model/messages/issue.ts';

/** What one object of a source becomes. */
export interface Mapped {
  readonly accounts?: readonly ExternalAccount[];
  readonly records?: readonly SourceRecord[];
  readonly deleted?: readonly { readonly kind: SourceRecord['kind']; readonly id: string }[];
  readonly quarantined?: readonly Quarantined[];
}

/** An object that does not fit its schema, set aside with its id and the first thing wrong with it. */
export function setAside(stream: string, recordId: string | null, error: z.ZodError): Mapped {
  return { quarantined: [{ stream, recordId, reason: firstIssue(error) }] };
}

/** A record as it was worked out; set aside where a number in it became none, from amounts beyond all measure. */
export function recordOrAside(stream: string, record: SourceRecord): Mapped {
  const { data, error } = sourceRecord.safeParse(record);
  return data === undefined ? setAside(stream, record.id, error) : { records: [data] };
}

/** The text under `key` of anything; null where there is none. */
export function textAt(raw: unknown, key: string): string | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const value = (raw as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A page of what several objects became. */
export function pageOf<Cursor>(cursor: Cursor, read: number, mapped: readonly Mapped[]): Page<Cursor> {
  return {
    cursor,
    read,
    accounts: oncePerAccount(mapped.flatMap((each) => each.accounts ?? [])),
    records: mapped.flatMap((each) => each.records ?? []),
    deleted: mapped.flatMap((each) => each.deleted ?? []),
    quarantined: mapped.flatMap((each) => each.quarantined ?? []),
  };
}

/** Enough to find the domain that most of an account's users have. */
const MAX_EMAILS = 25;

/** What several objects of a page tell about the same account, put together. */
function oncePerAccount(accounts: readonly ExternalAccount[]): ExternalAccount[] {
  const byId = new Map<string, ExternalAccount>();
  for (const account of accounts) {
    const known = byId.get(account.externalId);
    byId.set(account.externalId, known === undefined ? account : bothOf(known, account));
  }
  return [...byId.values()];
}

function bothOf(known: ExternalAccount, added: ExternalAccount): ExternalAccount {
  const states = [...new Set([...(known.states ?? []), ...(added.states ?? [])])];
  const replaces = new Set(added.states);
  return {
    externalId: known.externalId,
    name: added.name ?? known.name,
    domains: replaces.has('domains') ? added.domains : [...new Set([...known.domains, ...added.domains])],
    emails: [...new Set([...known.emails, ...added.emails])].slice(0, MAX_EMAILS),
    hubspotCompanyId: replaces.has('hubspotCompanyId')
      ? added.hubspotCompanyId
      : (added.hubspotCompanyId ?? known.hubspotCompanyId),
    salesforceAccountId: added.salesforceAccountId ?? known.salesforceAccountId,
    ...(states.length > 0 && { states }),
  };
}
