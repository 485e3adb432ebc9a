import { z } from 'zod';
import { HEALTH_PROPERTY_NAMES, TASK_KEY_PROPERTY } from '../../../src/hubspot/properties/index.ts';
import { type HubSpotApi, HUBSPOT_API_VERSION as VERSION } from '../../../src/model/hubspot-api.ts';
import { companyIds } from './portfolio.ts';

/** Everything that write-back leaves in a portal, without ids and times of the portal's own making. */
export interface PortalImage {
  readonly companies: readonly object[];
  readonly tasks: readonly string[];
  /** List name → ids of its companies. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly workflows: readonly string[];
  /** `companies.health_score:number/number` … */
  readonly properties: readonly string[];
}

const record = z.object({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  associations: z.record(z.string(), z.object({ results: z.array(z.object({ id: z.string() })) })).optional(),
});
const page = z.object({
  results: z.array(record),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
});

const TASK_PROPERTIES = [
  TASK_KEY_PROPERTY.name,
  'hs_task_subject',
  'hs_task_body',
  'hs_task_priority',
  'hs_task_status',
  'hs_timestamp',
  'hubspot_owner_id',
];
const PAGE = 100;

/** Of the suite's own portfolio unless other companies are named. */
export async function imageOf(api: HubSpotApi, ids: readonly string[] = companyIds): Promise<PortalImage> {
  return { companies: await readCompanies(api, ids), ...(await booksOf(api)) };
}

/** What does not belong to one company. */
export async function booksOf(api: HubSpotApi): Promise<Omit<PortalImage, 'companies'>> {
  return {
    tasks: await readTasks(api),
    lists: await readLists(api),
    workflows: await readWorkflows(api),
    properties: await readProperties(api),
  };
}

/** The health properties of these companies, in their order. */
export async function readCompanies(api: HubSpotApi, ids: readonly string[]): Promise<object[]> {
  const companies: object[] = [];
  for (let index = 0; index < ids.length; index += PAGE) {
    const { results } = await api.request({
      method: 'POST',
      path: `/crm/objects/${VERSION}/companies/batch/read`,
      body: {
        inputs: ids.slice(index, index + PAGE).map((id) => ({ id })),
        properties: HEALTH_PROPERTY_NAMES,
        propertiesWithHistory: [],
      },
      schema: page,
    });
    companies.push(
      ...results.map(({ id, properties }) => ({
        id,
        ...Object.fromEntries(HEALTH_PROPERTY_NAMES.map((name) => [name, properties[name] ?? null])),
      })),
    );
  }
  return companies;
}

/** Each task as one line of JSON; sorted, and not made unique: two alike are a duplicate. */
async function readTasks(api: HubSpotApi): Promise<string[]> {
  const tasks: string[] = [];
  let after: string | undefined;
  do {
    const answer = await api.request({
      method: 'GET',
      path: `/crm/objects/${VERSION}/tasks`,
      query: { limit: PAGE, after, properties: TASK_PROPERTIES, associations: ['companies'] },
      schema: page,
    });
    for (const { properties, associations } of answer.results) {
      const companies = (associations?.companies?.results ?? []).map(({ id }) => id).sort();
      tasks.push(JSON.stringify([...TASK_PROPERTIES.map((name) => properties[name] ?? null), companies]));
    }
    after = answer.paging?.next.after;
  } while (after !== undefined);
  return tasks.sort();
}

async function readLists(api: HubSpotApi): Promise<Record<string, string[]>> {
  const { lists } = await api.request({
    method: 'POST',
    path: `/crm/lists/${VERSION}/search`,
    body: { count: PAGE, offset: 0, additionalProperties: [] },
    schema: z.object({ lists: z.array(z.object({ listId: z.string(), name: z.string() })) }),
  });
  const image: Record<string, string[]> = {};
  for (const { listId, name } of lists.sort((a, b) => a.name.localeCompare(b.name))) {
    // A second list of the same name would be a duplicate; it must not hide behind the first.
    image[name in image ? `${name} again` : name] = await readMembers(api, listId);
  }
  return image;
}

const memberships = z.object({
  results: z.array(z.object({ recordId: z.string() })),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
});

async function readMembers(api: HubSpotApi, listId: string): Promise<string[]> {
  const members: string[] = [];
  let after: string | undefined;
  do {
    const { results, paging } = await api.request({
      method: 'GET',
      path: `/crm/lists/${VERSION}/${listId}/memberships`,
      query: { limit: 250, after },
      schema: memberships,
    });
    members.push(...results.map(({ recordId }) => recordId));
    after = paging?.next?.after;
  } while (after !== undefined);
  return members.sort();
}

async function readWorkflows(api: HubSpotApi): Promise<string[]> {
  const { results } = await api.request({
    method: 'GET',
    path: '/automation/v4/flows',
    schema: z.object({ results: z.array(z.object({ name: z.string(), isEnabled: z.boolean() })) }),
  });
  return results.map(({ name, isEnabled }) => `${name}: ${isEnabled ? 'on' : 'off'}`).sort();
}

async function readProperties(api: HubSpotApi): Promise<string[]> {
  const names: string[] = [];
  for (const type of ['companies', 'tasks']) {
    const { results } = await api.request({
      method: 'GET',
      path: `/crm/properties/${VERSION}/${type}`,
      schema: z.object({
        results: z.array(z.object({ name: z.string(), type: z.string(), fieldType: z.string() })),
      }),
    });
    names.push(...results.map((each) => `${type}.${each.name}:${each.type}/${each.fieldType}`));
  }
  return names.sort();
}
