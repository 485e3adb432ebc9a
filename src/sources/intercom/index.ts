import { type Source, type SourceMeta } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { type TicketSentiment } from '../sentiment/index.ts';
import { intercomApi, type IntercomAccess } from './api.ts';
import { companiesStream } from './companies-stream.ts';
import { conversationsStream } from './conversations-stream.ts';

export { intercomWebhook } from './webhook.ts';

export interface IntercomConfig extends IntercomAccess {
  /** Reads the mood of what a customer wrote. */
  readonly sentiment: TicketSentiment;
  /** Company attribute that holds the HubSpot company id, or `company_id`. Default `hubspot_company_id`. */
  readonly companyIdAttribute?: string | undefined;
}

const META: SourceMeta = {
  id: 'intercom',
  title: 'Intercom',
  feeds: [
    'support-experience',
    'survey-satisfaction',
    'outreach-responsiveness',
    'engagement-recency',
    'ticket-load',
  ],
  credentials: ['INTERCOM_ACCESS_TOKEN'],
  scopes: ['Read conversations', 'Read users and companies'],
  limits: '10,000 requests a minute for an app, dealt out in windows of 10 seconds; 10,000 companies',
  docs: 'https://developers.intercom.com/docs/references/rest-api/api.intercom.io',
};

/** Companies and conversations of one workspace. */
export function createIntercomSource(config: IntercomConfig, deps: SourceDeps = {}): Source {
  const api = intercomApi(config, deps);
  return {
    meta: META,
    streams: [
      companiesStream(api, config.companyIdAttribute ?? 'hubspot_company_id'),
      conversationsStream(api, config.sentiment),
    ],
  };
}
