import { toAppError } from '../../errors.ts';
import { type HubSpotApi, HUBSPOT_API_VERSION } from '../../model/hubspot-api.ts';
import { type PageAnswer, pageAnswer, searchAnswer } from './wire.ts';

export const LIST_LIMIT = 100;
export const SEARCH_LIMIT = 200;
/** Beyond this many results search does not page. */
export const SEARCH_REACH = 10_000;

/** What to read of an object type. */
export interface ReadPlan {
  /** `companies` */
  readonly objectType: string;
  readonly properties: readonly string[];
  /** Object types whose associations are needed. */
  readonly associations: readonly string[];
  /** Property with the time of the last change. */
  readonly modifiedProperty: string;
  /** Read only records that have this property. */
  readonly requiredProperty?: string;
}

const objectsPath = (objectType: string): string => `/crm/objects/${HUBSPOT_API_VERSION}/${objectType}`;

export async function readList(
  api: HubSpotApi,
  plan: ReadPlan,
  options: { readonly after: string | null; readonly archived: boolean },
): Promise<PageAnswer> {
  return api.request({
    method: 'GET',
    path: objectsPath(plan.objectType),
    query: {
      limit: LIST_LIMIT,
      archived: options.archived,
      properties: plan.properties,
      // Of what is gone only the ids are needed.
      associations: options.archived || plan.associations.length === 0 ? undefined : plan.associations,
      after: options.after ?? undefined,
    },
    schema: pageAnswer,
    priority: 'batch',
  });
}

/** Changes from a moment on, oldest first. */
export async function searchChanges(
  api: HubSpotApi,
  plan: ReadPlan,
  options: { readonly from: number; readonly after: string | null },
) {
  const changed = { propertyName: plan.modifiedProperty, operator: 'GTE', value: String(options.from) };
  const required =
    plan.requiredProperty === undefined
      ? []
      : [{ propertyName: plan.requiredProperty, operator: 'HAS_PROPERTY' }];
  return api.request({
    method: 'POST',
    path: `${objectsPath(plan.objectType)}/search`,
    body: {
      filterGroups: [{ filters: [changed, ...required] }],
      sorts: [{ propertyName: plan.modifiedProperty, direction: 'ASCENDING' }],
      properties: [plan.modifiedProperty],
      limit: SEARCH_LIMIT,
      ...(options.after === null ? {} : { after: options.after }),
    },
    schema: searchAnswer,
    priority: 'batch',
  });
}

/**
 * The records as they are now. Search answers from an index that lags behind, so that a value we wrote a moment ago
 * may be missing there; this read does not lag. Those that do not exist are left out, and so are archived ones; with
 * `archived` only these are read.
 */
export async function readCurrent(
  api: HubSpotApi,
  plan: ReadPlan,
  ids: readonly string[],
  { archived = false }: { readonly archived?: boolean } = {},
): Promise<unknown[]> {
  const records: unknown[] = [];
  for (let index = 0; index < ids.length; index += LIST_LIMIT) {
    records.push(...(await readBatch(api, plan, ids.slice(index, index + LIST_LIMIT), archived)));
  }
  return records;
}

async function readBatch(
  api: HubSpotApi,
  plan: ReadPlan,
  ids: readonly string[],
  archived: boolean,
): Promise<readonly unknown[]> {
  try {
    const { results } = await api.request({
      method: 'POST',
      path: `${objectsPath(plan.objectType)}/batch/read`,
      query: archived ? { archived } : undefined,
      body: { inputs: ids.map((id) => ({ id })), properties: plan.properties, propertiesWithHistory: [] },
      schema: pageAnswer,
      priority: 'batch',
    });
    return results;
  } catch (thrown) {
    // When none of a batch exists HubSpot answers 404 instead of an empty list.
    if (toAppError(thrown).code === 'not-found') return [];
    throw thrown;
  }
}
