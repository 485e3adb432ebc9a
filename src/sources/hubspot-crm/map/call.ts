import { date, type ObjectKind, text } from '../object-kind.ts';
import { threadOf } from './email.ts';

/** Calls of ours that nobody took. */
const MISSED = new Set(['NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED', 'MISSED']);
/**
 * HubSpot's own outcomes of a call that did not reach the person, which have the same ids in every account. A call that
 * is logged by hand says so here alone: its status is COMPLETED.
 */
const NOT_REACHED = new Set([
  '9d9162e7-6cf3-4944-bf63-4dff82258764', // Busy
  '73a0d17f-1163-4015-bdd5-ec830791da20', // No answer
  'b2cf5968-551e-4856-9783-52b3da59a7d0', // Left voicemail
  'a4c4c377-d246-4b32-a13b-75a56a4cd0ff', // Left live message
  '17b47fee-58de-441e-a44c-c6300d46f273', // Wrong number
]);
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
    properties: ['hs_timestamp', 'hs_call_direction', 'hs_call_status', 'hs_call_disposition'],
    map: (record, links) => {
      const [accountId] = links('companies');
      const status = text(record, 'hs_call_status') ?? '';
      if (accountId === undefined || NOT_YET.has(status)) return null;
      const at = date(record, 'hs_timestamp');
      const inbound = text(record, 'hs_call_direction') === 'INBOUND';
      const thread = threadOf(null, links);
      const base = { id: record.id, accountId };
      const outcome = text(record, 'hs_call_disposition')?.toLowerCase() ?? '';
      if (MISSED.has(status) || NOT_REACHED.has(outcome)) {
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
