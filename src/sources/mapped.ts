import { type z } from 'zod';
import { type SourceRecord } from '../model/record.ts';
import { type ExternalAccount, type Page, type Quarantined } from '../model/source.ts';

/** What one object of a source becomes. */
export interface Mapped {
  readonly accounts?: readonly ExternalAccount[];
  readonly records?: readonly SourceRecord[];
  readonly deleted?: readonly { readonly kind: SourceRecord['kind']; readonly id: string }[];
  readonly quarantined?: readonly Quarantined[];
}

/** An object that does not fit its schema, set aside with its id and the first thing wrong with it. */
export function setAside(stream: string, recordId: string | null, error: z.ZodError): Mapped {
  const issue = error.issues[0];
  const reason = issue === undefined ? 'does not fit' : `${issue.path.join('.')}: ${issue.message}`;
  return { quarantined: [{ stream, recordId, reason }] };
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
    accounts: mapped.flatMap((each) => each.accounts ?? []),
    records: mapped.flatMap((each) => each.records ?? []),
    deleted: mapped.flatMap((each) => each.deleted ?? []),
    quarantined: mapped.flatMap((each) => each.quarantined ?? []),
  };
}
