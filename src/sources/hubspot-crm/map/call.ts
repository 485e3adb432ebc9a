import { date, type ObjectKind, text } from '../object-kind.ts';
import { threadOf } from './email.ts';

/** Calls of ours that nobody took. */
const MISSED = new Set(['NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED']);
const NOT_YET = new Set(['QUEUED', 'CONNECTING', 'CALLING_CRM_USER', 'RINGING', 'IN_PROGRESS']);

/** Calls: a talk is an interaction, one of ours that nobody took is outreach without an answer. */
export function calls(): ObjectKind {
  return {
    name: 'calls',
    objectType: 'calls',
    recordKinds: ['interaction', 'outreach'],
    searchOnly: false,
    optional: true,
    modifiedProperty: 'hs_lastmodifieddate',
    associations: ['companies', 'contacts'],
    properties: ['hs_timestamp', 'hs_call_direction', 'hs_call_status'],
    map: (record, links) => {
      const [accountId] = links('companies');
      const status = text(record, 'hs_call_status') ?? '';
      if (accountId === undefined || NOT_YET.has(status)) return null;
      const at = date(record, 'hs_timestamp');
      const inbound = text(record, 'hs_call_direction') === 'INBOUND';
      const thread = threadOf(null, links);
      const base = { id: record.id, accountId };
      if (MISSED.has(status)) {
        return inbound ? null : { ...base, kind: 'outreach', sentAt: at, answeredAt: null, thread };
      }
      const contactId = links('contacts')[0] ?? null;
      return {
        ...base,
        kind: 'interaction',
        at,
        method: 'call',
        contactId,
        ...(inbound && { answersThread: thread }),
      };
    },
  };
}
