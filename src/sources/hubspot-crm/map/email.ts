import { date, type LinksOfRecord, type ObjectKind, text } from '../object-kind.ts';
import { type CrmRecord } from '../wire.ts';

/** Mails that never reached anybody. */
const NOT_SENT = new Set(['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING']);

/**
 * Mails to and from the customer: what we send is outreach, what they write is an interaction that answers it. The
 * texts are not read.
 */
export function emails(): ObjectKind {
  return {
    name: 'emails',
    objectType: 'emails',
    recordKinds: ['outreach', 'interaction'],
    searchOnly: false,
    optional: true,
    modifiedProperty: 'hs_lastmodifieddate',
    associations: ['companies', 'contacts'],
    properties: ['hs_timestamp', 'hs_email_direction', 'hs_email_status', 'hs_email_thread_id'],
    map: (record, links) => {
      const [accountId] = links('companies');
      const at = date(record, 'hs_timestamp');
      if (accountId === undefined || NOT_SENT.has(text(record, 'hs_email_status') ?? '')) return null;
      const thread = threadOf(text(record, 'hs_email_thread_id'), links);
      const base = { id: record.id, accountId };
      return isInbound(record)
        ? {
            ...base,
            kind: 'interaction',
            at,
            method: 'email',
            contactId: links('contacts')[0] ?? null,
            answersThread: thread,
          }
        : { ...base, kind: 'outreach', sentAt: at, answeredAt: null, thread };
    },
  };
}

function isInbound(record: CrmRecord): boolean {
  return text(record, 'hs_email_direction') === 'INCOMING_EMAIL';
}

/** Mails that were logged by hand have no thread: then a later word of the same person is the answer. */
export function threadOf(threadId: string | null, links: LinksOfRecord): string | undefined {
  if (threadId !== null) return `thread:${threadId}`;
  const [contactId] = links('contacts');
  return contactId === undefined ? undefined : `contact:${contactId}`;
}
