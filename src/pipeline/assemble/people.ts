import { type RecordOf, type SourceRecord } from '../../model/record.ts';
import { CRM_SOURCE, type StoredRecord } from '../../store/records.ts';

/**
 * The same person has an id in every CRM. Contacts with the same e-mail address become one, under the id that HubSpot
 * has for them, and what refers to the others refers to that one.
 */
export function onePersonEach(stored: readonly StoredRecord[]): SourceRecord[] {
  const canonical = canonicalIds(stored);
  if (canonical.size === 0) return stored.map(({ record }) => record);
  const idOf = (id: string) => canonical.get(id) ?? id;
  return stored.flatMap(({ record }): SourceRecord[] => {
    switch (record.kind) {
      case 'contact':
        return canonical.has(record.id) ? [] : [record];
      case 'interaction':
        return [{ ...record, contactId: record.contactId === null ? null : idOf(record.contactId) }];
      case 'meeting':
        return [{ ...record, contactIds: [...new Set(record.contactIds.map(idOf))] }];
      default:
        return [record];
    }
  });
}

/** Ids of contacts that are somebody known under another id → that id. */
function canonicalIds(stored: readonly StoredRecord[]): ReadonlyMap<string, string> {
  const contacts = stored.flatMap(({ source, record }) =>
    record.kind === 'contact' ? [{ source, record }] : [],
  );
  const first = new Map<string, RecordOf<'contact'>>();
  const canonical = new Map<string, string>();
  const rank = (source: string) => Number(source !== CRM_SOURCE);
  for (const { record } of contacts.sort((left, right) => rank(left.source) - rank(right.source))) {
    if (record.email === null) continue;
    const email = record.email.trim().toLowerCase();
    const known = first.get(email);
    if (known === undefined) first.set(email, record);
    else if (known.id !== record.id) canonical.set(record.id, known.id);
  }
  return canonical;
}
