import Sentiment from 'sentiment';
import { type Source } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { createTicketSentiment } from '../sentiment/index.ts';
import { createIntercomSource } from './index.ts';

export interface IntercomSettings {
  readonly INTERCOM_BASE_URL: string;
  readonly INTERCOM_ACCESS_TOKEN?: string | undefined;
  readonly INTERCOM_COMPANY_ID_ATTRIBUTE: string;
}

export function connectIntercom({
  config,
  deps,
}: {
  readonly config: IntercomSettings;
  readonly deps?: SourceDeps;
}): Source | null {
  const { INTERCOM_BASE_URL: baseUrl, INTERCOM_ACCESS_TOKEN: accessToken } = config;
  if (accessToken === undefined) return null;
  const companyIdAttribute = config.INTERCOM_COMPANY_ID_ATTRIBUTE;
  const sentiment = createTicketSentiment(new Sentiment());
  return createIntercomSource({ baseUrl, accessToken, sentiment, companyIdAttribute }, deps);
}
