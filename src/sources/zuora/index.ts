import { AppError } from '../../errors.ts';
import { type Source, type SourceMeta } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { changedStream } from './changed-stream.ts';
import { connectZuora, type ZuoraAccess } from './connection.ts';
import { accounts, contacts, invoices, payments } from './objects.ts';
import { subscriptions } from './subscriptions.ts';

export interface ZuoraConfig extends ZuoraAccess {
  /** Custom field of Account that holds the HubSpot company id. */
  readonly companyIdField?: string | undefined;
}

const META: SourceMeta = {
  id: 'zuora',
  title: 'Zuora',
  feeds: ['payment-behaviour', 'contract-commitment', 'active-user-penetration', 'expansion-conversations'],
  credentials: ['ZUORA_CLIENT_ID', 'ZUORA_CLIENT_SECRET'],
  scopes: ['API user with read access to accounts, subscriptions, invoices and payments'],
  limits: 'requests a minute by tenant, told by RateLimit headers; 2,000 rows a page of ZOQL',
  docs: 'https://developer.zuora.com/v1-api-reference/api/operation/Action_POSTquery/',
};

const FIELD_NAME = /^[A-Za-z]\w{0,79}$/;

/**
 * Accounts, subscriptions, invoices and payments of a Zuora tenant.
 *
 * @throws AppError `config-invalid` for a field name that cannot be one
 */
export function createZuoraSource(config: ZuoraConfig, deps: SourceDeps = {}): Source {
  const { companyIdField } = config;
  if (companyIdField !== undefined && !FIELD_NAME.test(companyIdField)) {
    throw new AppError(
      'config-invalid',
      `ZUORA_COMPANY_ID_FIELD: "${companyIdField}" cannot be the name of a field`,
    );
  }
  const connection = connectZuora(config, deps);
  const kinds = [
    accounts(companyIdField ?? null),
    contacts(),
    subscriptions(connection),
    invoices(connection),
    payments(),
  ];
  return { meta: META, streams: kinds.map((kind) => changedStream(kind, connection)) };
}
