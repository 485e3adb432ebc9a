import { date, type ObjectKind, text } from '../object-kind.ts';
import { type CrmRules } from '../rules.ts';

const OUTCOMES: Readonly<Record<string, string>> = {
  SCHEDULED: 'scheduled',
  COMPLETED: 'completed',
  NO_SHOW: 'no-show',
  CANCELED: 'canceled',
  RESCHEDULED: 'rescheduled',
};

/** Meetings with the customer; business reviews by their type or title. */
export function meetings(rules: CrmRules): ObjectKind {
  return {
    name: 'meetings',
    objectType: 'meetings',
    recordKinds: ['meeting'],
    searchOnly: false,
    modifiedProperty: 'hs_lastmodifieddate',
    associations: ['companies', 'contacts'],
    properties: [
      'hs_timestamp',
      'hs_meeting_start_time',
      'hs_meeting_title',
      'hs_meeting_outcome',
      'hs_activity_type',
    ],
    map: (record, links) => {
      const [accountId] = links('companies');
      if (accountId === undefined) return null;
      const title = text(record, 'hs_meeting_title') ?? '';
      return {
        kind: 'meeting',
        id: record.id,
        accountId,
        at: date(record, 'hs_meeting_start_time') ?? date(record, 'hs_timestamp'),
        title,
        review: rules.review.test(title) || rules.review.test(text(record, 'hs_activity_type') ?? ''),
        // An outcome of the portal's own making says nothing we could count.
        outcome: OUTCOMES[text(record, 'hs_meeting_outcome') ?? ''] ?? null,
        contactIds: links('contacts'),
      };
    },
  };
}
