import { type SourceRecord } from '../../model/record.ts';
import { type ExternalAccount } from '../../model/source.ts';
import { companyDomain, companyDomainOfEmail } from '../identity/domains.ts';
import { type Mapped, recordOrAside, setAside, textAt } from '../mapped.ts';
import { say } from '../../model/messages/message.ts';
import { entry, type Entry } from './entry.ts';

/** An entry as a record and the account it is about; set aside when it does not fit or says nothing about whom. */
export function mapEntry(stream: string, raw: unknown): Mapped {
  const parsed = entry.safeParse(raw);
  if (!parsed.success) return setAside(stream, textAt(raw, 'id'), parsed.error);
  const account = accountOf(parsed.data);
  if (account === null) {
    const reason = say('entry.account');
    return { quarantined: [{ stream, recordId: parsed.data.id, reason }] };
  }
  // A scale of impossible width makes a score of no number.
  const { records, quarantined } = recordOrAside(stream, recordOf(parsed.data, account.externalId));
  return records === undefined ? { quarantined } : { accounts: [account], records };
}

/** Whom an entry is about; null when nothing in it tells. */
export function accountOf({ accountId, companyId, domain, email }: Entry): ExternalAccount | null {
  const own = domain === null ? null : companyDomain(domain);
  const derived = own ?? (email === null ? null : companyDomainOfEmail(email));
  const externalId =
    accountId ??
    (companyId === null ? null : `hubspot:${companyId}`) ??
    (derived === null ? null : `domain:${derived}`);
  if (externalId === null) return null;
  return {
    externalId,
    name: null,
    domains: own === null ? [] : [own],
    emails: email === null ? [] : [email],
    hubspotCompanyId: companyId,
  };
}

function recordOf(found: Entry, accountId: string): SourceRecord {
  const { id, kind } = found;
  if (kind === 'nps' || kind === 'csat') {
    return { kind: 'survey', id, accountId, survey: kind, score: found.score, at: found.at };
  }
  const { name, assignedAt, dueAt, doneAt } = found;
  return { kind: 'progress', id, accountId, step: kind, name, assignedAt, dueAt, doneAt };
}
