import { type Source } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { createZuoraSource } from './index.ts';

/** Its settings, by the names of their environment variables. */
export interface ZuoraSettings {
  readonly ZUORA_BASE_URL: string;
  readonly ZUORA_CLIENT_ID?: string | undefined;
  readonly ZUORA_CLIENT_SECRET?: string | undefined;
  readonly ZUORA_ENTITY_ID?: string | undefined;
  readonly ZUORA_COMPANY_ID_FIELD?: string | undefined;
}

/** The source, or null where its credentials are not set. */
export function connectZuora({
  config,
  deps,
}: {
  readonly config: ZuoraSettings;
  readonly deps?: SourceDeps;
}): Source | null {
  const { ZUORA_BASE_URL: baseUrl, ZUORA_CLIENT_ID: clientId, ZUORA_CLIENT_SECRET: clientSecret } = config;
  if (clientId === undefined || clientSecret === undefined) return null;
  const { ZUORA_ENTITY_ID: entityId, ZUORA_COMPANY_ID_FIELD: companyIdField } = config;
  return createZuoraSource({ baseUrl, clientId, clientSecret, entityId, companyIdField }, deps);
}
