import { type HubSpotApi } from '../../model/hubspot-api.ts';
import { type Source, type SourceMeta } from '../../model/source.ts';
import { type TicketSentiment } from '../sentiment/index.ts';
import { calls } from './map/call.ts';
import { companies } from './map/company.ts';
import { contacts } from './map/contact.ts';
import { deals } from './map/deal.ts';
import { emails } from './map/email.ts';
import { feedback } from './map/feedback.ts';
import { meetings } from './map/meeting.ts';
import { tasks } from './map/task.ts';
import { tickets } from './map/ticket.ts';
import { objectStream } from './object-stream.ts';
import { ownersStream } from './owners-stream.ts';
import { type CrmRules, DEFAULT_RULES } from './rules.ts';

export { type CrmRules, DEFAULT_RULES } from './rules.ts';

export interface HubSpotCrmConfig {
  readonly api: HubSpotApi;
  /** Our own company properties, read back so that only changes are written. */
  readonly healthPropertyNames: readonly string[];
  readonly rules?: Partial<CrmRules>;
  /** Reads the mood of tickets; without it they have none. */
  readonly sentiment?: TicketSentiment;
}

const META: SourceMeta = {
  id: 'hubspot-crm',
  title: 'HubSpot CRM',
  feeds: [
    'executive-sponsor',
    'business-reviews',
    'champion-advocacy',
    'expansion-conversations',
    'multithreading',
    'engagement-recency',
    'outreach-responsiveness',
    'support-experience',
    'ticket-load',
    'survey-satisfaction',
  ],
  credentials: ['HUBSPOT_ACCESS_TOKEN'],
  scopes: [
    'crm.objects.owners.read',
    'crm.objects.companies.read',
    'crm.objects.contacts.read',
    'crm.objects.deals.read',
    'tickets',
    'crm.objects.feedback_submissions.read',
    'sales-email-read',
  ],
  limits:
    '100 to 250 requests in 10 seconds by plan; 5 searches a second; searches see changes up to 30 s late',
  docs: 'https://developers.hubspot.com/docs/api-reference/overview',
};

/**
 * Owners, companies, contacts, meetings, mails, calls, deals, tickets, survey answers and our tasks from the portal
 * itself. What a token may not see is reported and left out, except for the first ones.
 */
export function createHubSpotCrmSource({
  api,
  healthPropertyNames,
  rules,
  sentiment = () => null,
}: HubSpotCrmConfig): Source {
  const all = { ...DEFAULT_RULES, ...rules };
  const kinds = [
    companies(all, healthPropertyNames),
    contacts(all),
    meetings(all),
    emails(),
    calls(),
    deals(all),
    tickets(sentiment),
    feedback(),
    tasks(),
  ];
  return { meta: META, streams: [ownersStream(api), ...kinds.map((kind) => objectStream(kind, api))] };
}
