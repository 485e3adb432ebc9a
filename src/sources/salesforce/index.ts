import { AppError } from '../../errors.ts';
import { type Source, type SourceMeta } from '../../model/source.ts';
import { type SourceDeps } from '../http/deps.ts';
import { connectSalesforce, type SalesforceAccess } from './connection.ts';
import { objectStream } from './object-stream.ts';
import { objectKinds } from './objects.ts';

export interface SalesforceConfig extends SalesforceAccess {
  /** Custom field of Account that holds the HubSpot company id. */
  readonly companyIdField?: string | undefined;
  /** Objects to read; all by default. An org that syncs its deals with HubSpot leaves out what HubSpot has. */
  readonly objects?: readonly string[] | undefined;
  /** Queries with more rows are run by the Bulk API. Default 2,000. */
  readonly bulkAbove?: number | undefined;
}

const META: SourceMeta = {
  id: 'salesforce',
  title: 'Salesforce',
  feeds: ['expansion-conversations', 'business-reviews', 'multithreading', 'engagement-recency'],
  credentials: ['SALESFORCE_BASE_URL', 'SALESFORCE_CLIENT_ID', 'SALESFORCE_CLIENT_SECRET'],
  scopes: ['api'],
  limits:
    '100,000 requests in 24 hours and 1,000 more for each licence; queries above 2,000 rows run in bulk',
  docs: 'https://developer.salesforce.com/docs/platform/api-rest/guide/resources-query.html',
};

const DEFAULT_BULK_ABOVE = 2_000;
const FIELD_NAME = /^[A-Za-z]\w{0,79}$/;

/**
 * Accounts, contacts, opportunities, tasks and events of a Salesforce org.
 *
 * @throws AppError `config-invalid` for a field or an object that cannot be one
 */
export function createSalesforceSource(config: SalesforceConfig, deps: SourceDeps = {}): Source {
  const kinds = objectKinds(parseField(config.companyIdField));
  const wanted = config.objects ?? kinds.map((kind) => kind.object);
  const unknown = wanted.find((object) => !kinds.some((kind) => kind.object === object));
  if (unknown !== undefined) {
    const known = kinds.map((kind) => kind.object).join(', ');
    throw new AppError('config-invalid', `SALESFORCE_OBJECTS: "${unknown}" is not read; known are ${known}`);
  }
  const connection = connectSalesforce(config, deps);
  const bulkAbove = config.bulkAbove ?? DEFAULT_BULK_ABOVE;
  return {
    meta: META,
    streams: kinds
      .filter((kind) => wanted.includes(kind.object))
      .map((kind) => objectStream(kind, connection, bulkAbove, deps)),
  };
}

function parseField(field: string | undefined): string | null {
  if (field === undefined) return null;
  if (FIELD_NAME.test(field)) return field;
  throw new AppError(
    'config-invalid',
    `SALESFORCE_COMPANY_ID_FIELD: "${field}" cannot be the name of a field`,
  );
}
