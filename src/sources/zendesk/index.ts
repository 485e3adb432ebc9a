import { type Source, type SourceMeta } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { type TicketSentiment } from '../sentiment/index.ts';
import { zendeskApi, type ZendeskAccess } from './api.ts';
import { organizationsStream } from './organizations-stream.ts';
import { satisfactionStream } from './satisfaction-stream.ts';
import { ticketsStream } from './tickets-stream.ts';
import { usersStream } from './users-stream.ts';

export { zendeskWebhook } from './webhook.ts';

export interface ZendeskConfig extends ZendeskAccess {
  /** Reads the mood of a ticket's text. */
  readonly sentiment: TicketSentiment;
  /** Organization field that holds the HubSpot company id, or `external_id`. Default `hubspot_company_id`. */
  readonly companyIdField?: string | undefined;
  /** Id of the ticket field that says what a ticket is about. */
  readonly topicField?: string | undefined;
}

/** Exports withhold the last minute; clocks may differ. */
const LAG_SECONDS = 90;

const META: SourceMeta = {
  id: 'zendesk',
  title: 'Zendesk',
  feeds: ['support-experience', 'survey-satisfaction', 'ticket-load'],
  credentials: ['ZENDESK_SUBDOMAIN', 'ZENDESK_EMAIL', 'ZENDESK_API_TOKEN'],
  scopes: ['administrator, for incremental exports', 'OAuth: read'],
  limits:
    '10 incremental exports a minute; 200 to 2,500 requests a minute by plan; the last minute is withheld',
  lagSeconds: LAG_SECONDS,
  docs: 'https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/',
};

/** Organizations, users, tickets and satisfaction of one help desk. */
export function createZendeskSource(config: ZendeskConfig, deps: SourceDeps = {}): Source {
  const api = zendeskApi(config, deps);
  return {
    meta: META,
    streams: [
      organizationsStream(api, config.companyIdField ?? 'hubspot_company_id'),
      usersStream(api),
      ticketsStream(api, { sentiment: config.sentiment, topicField: config.topicField }),
      satisfactionStream(api, deps),
    ],
  };
}
