import { type Source } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { createSalesforceSource } from './index.ts';

/** Its settings, by the names of their environment variables. */
export interface SalesforceSettings {
  readonly SALESFORCE_BASE_URL?: string | undefined;
  readonly SALESFORCE_CLIENT_ID?: string | undefined;
  readonly SALESFORCE_CLIENT_SECRET?: string | undefined;
  readonly SALESFORCE_COMPANY_ID_FIELD?: string | undefined;
  readonly SALESFORCE_OBJECTS?: readonly string[] | undefined;
}

/** The source, or null where its credentials are not set. */
export function connectSalesforce({
  config,
  deps,
}: {
  readonly config: SalesforceSettings;
  readonly deps?: SourceDeps;
}): Source | null {
  const {
    SALESFORCE_BASE_URL: baseUrl,
    SALESFORCE_CLIENT_ID: clientId,
    SALESFORCE_CLIENT_SECRET: clientSecret,
  } = config;
  if (baseUrl === undefined || clientId === undefined || clientSecret === undefined) return null;
  const { SALESFORCE_COMPANY_ID_FIELD: companyIdField, SALESFORCE_OBJECTS: objects } = config;
  return createSalesforceSource({ baseUrl, clientId, clientSecret, companyIdField, objects }, deps);
}
