import Sentiment from 'sentiment';
import { AppError } from '../../errors.ts';
import { type Source } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { createTicketSentiment } from '../sentiment/index.ts';
import { type ZendeskCredentials } from './api.ts';
import { createZendeskSource } from './index.ts';

export interface ZendeskSettings {
  /** Stands in for `https://<subdomain>.zendesk.com`. */
  readonly ZENDESK_BASE_URL?: string | undefined;
  readonly ZENDESK_SUBDOMAIN?: string | undefined;
  readonly ZENDESK_EMAIL?: string | undefined;
  readonly ZENDESK_API_TOKEN?: string | undefined;
  readonly ZENDESK_CLIENT_ID?: string | undefined;
  readonly ZENDESK_CLIENT_SECRET?: string | undefined;
  readonly ZENDESK_COMPANY_ID_FIELD: string;
  readonly ZENDESK_TOPIC_FIELD?: string | undefined;
}

/** @throws AppError `config-invalid` when there are credentials and no address */
export function connectZendesk({
  config,
  deps,
}: {
  readonly config: ZendeskSettings;
  readonly deps?: SourceDeps;
}): Source | null {
  const credentials = credentialsOf(config);
  if (credentials === null) return null;
  const baseUrl =
    config.ZENDESK_BASE_URL ??
    (config.ZENDESK_SUBDOMAIN && `https://${config.ZENDESK_SUBDOMAIN}.zendesk.com`);
  if (baseUrl === undefined) {
    throw new AppError('config-invalid', 'ZENDESK_SUBDOMAIN: missing; it is the part before .zendesk.com');
  }
  const { ZENDESK_COMPANY_ID_FIELD: companyIdField, ZENDESK_TOPIC_FIELD: topicField } = config;
  const sentiment = createTicketSentiment(new Sentiment());
  return createZendeskSource({ baseUrl, credentials, sentiment, companyIdField, topicField }, deps);
}

function credentialsOf(config: ZendeskSettings): ZendeskCredentials | null {
  const { ZENDESK_EMAIL: email, ZENDESK_API_TOKEN: apiToken } = config;
  if (email !== undefined && apiToken !== undefined) return { email, apiToken };
  const { ZENDESK_CLIENT_ID: clientId, ZENDESK_CLIENT_SECRET: clientSecret } = config;
  return clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret };
}
