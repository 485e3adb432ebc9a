import { SANDBOX_APP } from '../../../src/sandbox/portal/index.ts';
import { Descriptions, descriptionsAvailable } from './helpers/descriptions.ts';
import { type Answer, openPortal, type TestPortal } from './helpers/portal.ts';
import { tinyWorld } from './helpers/world.ts';

if (!descriptionsAvailable) console.log('skipped: no API descriptions');
const whenAvailable = descriptionsAvailable ? describe : describe.skip;

const COMPANY = '31000000001';
const CONTACT = '52000001000';

/** Paths of one version scheme. */
interface Scheme {
  readonly objects: string;
  readonly recordAssociations: string;
  readonly associations: string;
  readonly properties: string;
  readonly lists: string;
  readonly owners: string;
  readonly pipelines: string;
  readonly account: string;
  readonly oauth: string;
}

const LEGACY: Scheme = {
  objects: '/crm/v3/objects',
  recordAssociations: '/crm/v4/objects',
  associations: '/crm/v4/associations',
  properties: '/crm/v3/properties',
  lists: '/crm/v3/lists',
  owners: '/crm/v3/owners',
  pipelines: '/crm/v3/pipelines',
  account: '/account-info/v3',
  oauth: '/oauth/v3',
};

const dated = (date: string): Scheme => ({
  objects: `/crm/objects/${date}`,
  recordAssociations: `/crm/objects/${date}`,
  associations: `/crm/associations/${date}`,
  properties: `/crm/properties/${date}`,
  lists: `/crm/lists/${date}`,
  owners: `/crm/owners/${date}`,
  pipelines: `/crm/pipelines/${date}`,
  account: `/account-info/${date}`,
  oauth: `/oauth/${date}`,
});

const LIST_FILTERS = {
  filterBranchType: 'OR',
  filterBranchOperator: 'OR',
  filters: [],
  filterBranches: [
    {
      filterBranchType: 'AND',
      filterBranchOperator: 'AND',
      filterBranches: [],
      filters: [
        {
          filterType: 'PROPERTY',
          property: 'lifecyclestage',
          operation: {
            operationType: 'ENUMERATION',
            operator: 'IS_ANY_OF',
            values: ['customer'],
            includeObjectsWithNoValueSet: false,
          },
        },
      ],
    },
  ],
};

const FLOW = {
  type: 'PLATFORM_FLOW',
  flowType: 'WORKFLOW',
  objectTypeId: '0-2',
  name: 'Band turns red',
  isEnabled: true,
  startActionId: '1',
  nextAvailableActionId: '2',
  actions: [
    {
      type: 'SINGLE_CONNECTION',
      actionId: '1',
      actionTypeVersion: 0,
      actionTypeId: '0-3',
      fields: { subject: 'Call', priority: 'HIGH', due_time: { delta: 1, timeUnit: 'DAYS' } },
    },
  ],
  enrollmentCriteria: {
    type: 'EVENT_BASED',
    shouldReEnroll: true,
    listMembershipFilterBranches: [],
    eventFilterBranches: [
      {
        filterBranchType: 'UNIFIED_EVENTS',
        filterBranchOperator: 'AND',
        eventTypeId: '4-655002',
        operator: 'HAS_COMPLETED',
        filterBranches: [],
        filters: [
          {
            filterType: 'PROPERTY',
            property: 'hs_name',
            operation: {
              operationType: 'MULTISTRING',
              operator: 'IS_EQUAL_TO',
              values: ['city'],
              includeObjectsWithNoValueSet: false,
            },
          },
        ],
      },
    ],
  },
  timeWindows: [],
  blockedDates: [],
  customProperties: {},
  dataSources: [],
};

whenAvailable('traffic fits the official descriptions', () => {
  let tour: TestPortal;
  let descriptions: Descriptions;
  const exercised = new Set<string>();

  beforeAll(async () => {
    descriptions = new Descriptions();
    tour = await openPortal({ world: tinyWorld() });
  });

  afterAll(async () => {
    console.log(`operations checked against the official descriptions: ${exercised.size}`);
    await tour.portal.close();
  });

  /** Sends a request and holds both directions against the description. */
  async function check(method: string, path: string, body?: unknown, expected?: number): Promise<Answer> {
    const [pathname = ''] = path.split('?');
    const operation = descriptions.find(method, pathname);
    if (!operation) throw new Error(`${method} ${pathname} is not described`);
    const answer = await tour.call(method, path, body);
    const requestProblems = expected === 400 ? [] : descriptions.checkRequest(operation, body);
    const answerProblems = descriptions.checkAnswer(operation, answer.status, answer.body);
    expect({ operation: operation.name, requestProblems, answerProblems }).toEqual({
      operation: operation.name,
      requestProblems: [],
      answerProblems: [],
    });
    if (expected !== undefined) expect({ path, status: answer.status }).toEqual({ path, status: expected });
    exercised.add(operation.name);
    return answer;
  }

  const idOf = (answer: Answer): string => (answer.body as { id: string }).id;

  const SCHEMES: readonly (readonly [string, Scheme])[] = [
    ['v3/v4', LEGACY],
    ['2026-03', dated('2026-03')],
    ['2026-09', dated('2026-09')],
  ];

  describe.each(SCHEMES)('%s', (version, at) => {
    const unique = version.replaceAll(/\D/g, '');

    test('objects', async () => {
      const path = `${at.objects}/companies`;
      await check('GET', `${path}?limit=2&properties=name,phone&associations=contacts`, undefined, 200);
      const id = idOf(await check('POST', path, { properties: { name: 'X' } }, 201));
      await check('GET', `${path}/${id}?propertiesWithHistory=name`, undefined, 200);
      await check('PATCH', `${path}/${id}`, { properties: { city: 'Porto' } }, 200);
      await check('PATCH', `${path}/${id}`, { properties: { nope: '1' } }, 400);
      await check('POST', `${path}/batch/read`, { inputs: [{ id }, { id: '7' }] }, 207);
      await check('POST', `${path}/batch/read`, { inputs: [{ id }] }, 200);
      await check('POST', `${path}/batch/update`, { inputs: [{ id, properties: { zip: '1' } }] }, 200);
      await check('POST', `${path}/batch/create`, { inputs: [{ properties: { name: 'Y' } }] }, 201);
      const traced = [
        { objectWriteTraceId: '1', properties: { name: 'Z' } },
        { objectWriteTraceId: '2', properties: { nope: 'Z' } },
      ];
      await check('POST', `${path}/batch/create`, { inputs: traced }, 207);
      await check('POST', `${path}/search`, { filterGroups: [], limit: 2 }, 200);
      await check('POST', `${path}/search`, { limit: 500 }, 400);
      const primaryObjectId = idOf(await check('POST', path, { properties: { name: 'Twin' } }, 201));
      const objectIdToMerge = idOf(await check('POST', path, { properties: { name: 'Twin' } }, 201));
      await check('POST', `${path}/merge`, { primaryObjectId, objectIdToMerge }, 200);
      await check('POST', `${path}/batch/archive`, { inputs: [{ id }] }, 204);
      await check('DELETE', `${path}/${id}`, undefined, 204);
      await check('GET', `${path}/${id}`, undefined, 404);
      await check('GET', `${path}/abc`, undefined, 404);
      const email = `person${unique}@company-1.example`;
      const upsert = { inputs: [{ id: email, idProperty: 'email', properties: { firstname: 'P' } }] };
      await check('POST', `${at.objects}/contacts/batch/upsert`, upsert, 200);
      await check('POST', `${at.objects}/contacts`, { properties: { email } }, 409);
      const purge = { objectId: email, idProperty: 'email' };
      await check('POST', `${at.objects}/contacts/gdpr-delete`, purge, 204);
    });

    test('associations and their labels', async () => {
      const one = `${at.recordAssociations}/contacts/${CONTACT}/associations`;
      await check('PUT', `${one}/default/companies/31000000003`, undefined, 200);
      const spec = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }];
      await check('PUT', `${one}/companies/31000000003`, spec, 201);
      await check('GET', `${one}/companies?limit=1`, undefined, 200);
      await check('DELETE', `${one}/companies/31000000003`, undefined, 204);
      const pair = `${at.associations}/contacts/companies`;
      const tie = { from: { id: CONTACT }, to: { id: '31000000002' } };
      const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }];
      await check('POST', `${pair}/batch/associate/default`, { inputs: [tie] }, 200);
      await check('POST', `${pair}/batch/create`, { inputs: [{ ...tie, types }] }, 201);
      await check('POST', `${pair}/batch/read`, { inputs: [{ id: CONTACT }] }, 200);
      await check('POST', `${pair}/batch/read`, { inputs: [{ id: CONTACT }, { id: '3' }] }, 207);
      await check('GET', `${pair}/labels`, undefined, 200);
      const label = { name: `l${unique}`, label: `L${unique}` };
      const made = await check('POST', `${pair}/labels`, label, 200);
      const typeId = (made.body as { results: { typeId: number }[] }).results[0]?.typeId;
      await check('PUT', `${pair}/labels`, { associationTypeId: typeId, label: `M${unique}` }, 204);
      await check('DELETE', `${pair}/labels/${typeId}`, undefined, 204);
    });

    test('properties and groups', async () => {
      const path = `${at.properties}/companies`;
      const group = `g${unique}`;
      const property = { groupName: group, label: 'P', type: 'string', fieldType: 'text' };
      await check('POST', `${path}/groups`, { name: group, label: 'G' }, 201);
      await check('GET', `${path}/groups`, undefined, 200);
      await check('GET', `${path}/groups/${group}`, undefined, 200);
      await check('PATCH', `${path}/groups/${group}`, { label: 'H' }, 200);
      await check('POST', path, { ...property, name: `p${unique}` }, 201);
      await check('POST', path, { ...property, name: `p${unique}` }, 409);
      await check('POST', `${path}/batch/create`, { inputs: [{ ...property, name: `q${unique}` }] }, 201);
      await check('POST', `${path}/batch/read`, { inputs: [{ name: 'name' }, { name: 'zzz' }] }, 207);
      await check('GET', path, undefined, 200);
      await check('GET', `${path}/p${unique}`, undefined, 200);
      await check('PATCH', `${path}/p${unique}`, { label: 'Q' }, 200);
      await check('POST', `${path}/batch/archive`, { inputs: [{ name: `q${unique}` }] }, 204);
      await check('DELETE', `${path}/p${unique}`, undefined, 204);
      await check('DELETE', `${path}/groups/${group}`, undefined, 204);
      await check('GET', `${path}/groups/${group}`, undefined, 404);
    });

    test('lists and their members', async () => {
      const create = {
        name: `Customers ${version}`,
        objectTypeId: '0-2',
        processingType: 'DYNAMIC',
        filterBranch: LIST_FILTERS,
      };
      const made = await check('POST', at.lists, create, 200);
      const { listId } = (made.body as { list: { listId: string } }).list;
      await check('POST', at.lists, create, 400);
      await check('GET', `${at.lists}/${listId}?includeFilters=true`, undefined, 200);
      await check('GET', `${at.lists}?listIds=${listId}`, undefined, 200);
      const byName = encodeURIComponent(create.name);
      await check('GET', `${at.lists}/object-type-id/0-2/name/${byName}`, undefined, 200);
      const search = { query: 'customers', offset: 0, count: 1, listIds: [], processingTypes: [] };
      await check('POST', `${at.lists}/search`, { ...search, additionalProperties: [] }, 200);
      await check('GET', `${at.lists}/${listId}/memberships?limit=1`, undefined, 200);
      await check('GET', `${at.lists}/${listId}/memberships/join-order?limit=1`, undefined, 200);
      await check('GET', `${at.lists}/records/0-2/${COMPANY}/memberships`, undefined, 200);
      await check('PUT', `${at.lists}/${listId}/update-list-filters`, { filterBranch: LIST_FILTERS }, 200);
      await check('PUT', `${at.lists}/${listId}/update-list-name?listName=L${unique}`, undefined, 200);
      await check('PUT', `${at.lists}/${listId}/memberships/add`, [COMPANY], 400);
      await check('DELETE', `${at.lists}/${listId}`, undefined, 204);
      await check('PUT', `${at.lists}/${listId}/restore`, undefined, 204);
      const byHand = { name: `Hand ${version}`, objectTypeId: '0-2', processingType: 'MANUAL' };
      const hand = await check('POST', at.lists, byHand, 200);
      const members = `${at.lists}/${(hand.body as { list: { listId: string } }).list.listId}/memberships`;
      await check('PUT', `${members}/add`, [COMPANY, '9'], 200);
      await check('PUT', `${members}/remove`, [COMPANY], 200);
      const both = { recordIdsToAdd: [COMPANY], recordIdsToRemove: [] };
      await check('PUT', `${members}/add-and-remove`, both, 200);
      await check('PUT', `${members}/add-from/${listId}`, undefined, 204);
      await check('DELETE', members, undefined, 204);
    });

    test('folders of lists', async () => {
      const folders = `${at.lists}/folders`;
      const create = async (body: object): Promise<string> => {
        const answer = await check('POST', folders, body, 200);
        return (answer.body as { folder: { id: string } }).folder.id;
      };
      const outer = await create({ name: 'Health' });
      const inner = await create({ name: 'Bands', parentFolderId: outer });
      const body = { name: `In folder ${version}`, objectTypeId: '0-2', processingType: 'MANUAL' };
      const made = await check('POST', at.lists, body, 200);
      const { listId } = (made.body as { list: { listId: string } }).list;
      await check('PUT', `${folders}/move-list`, { listId, newFolderId: inner }, 204);
      await check('PUT', `${folders}/${inner}/rename?newFolderName=B`, undefined, 200);
      const read = await check('GET', `${folders}?folderId=${outer}`, undefined, 200);
      const node = { id: inner, name: 'B', childLists: [Number(listId)], childNodes: [] };
      expect(read.body).toMatchObject({ folder: { id: outer, childNodes: [node] } });
      await check('PUT', `${folders}/${outer}/move/${inner}`, undefined, 400);
      await check('PUT', `${folders}/${inner}/move/0`, undefined, 200);
      await check('DELETE', `${folders}/${inner}`, undefined, 400);
      await check('DELETE', `${at.lists}/${listId}`, undefined, 204);
      await check('DELETE', `${folders}/${inner}`, undefined, 204);
      await check('DELETE', `${folders}/0`, undefined, 400);
      await check('PUT', `${folders}/move-list`, { listId: '999', newFolderId: outer }, 404);
      await check('GET', `${folders}?folderId=${inner}`, undefined, 404);
    });

    test('owners, pipelines, account', async () => {
      await check('GET', `${at.owners}?limit=1`, undefined, 200);
      await check('GET', `${at.owners}/501`, undefined, 200);
      await check('GET', `${at.owners}/9`, undefined, 404);
      const path = `${at.pipelines}/deals`;
      const stage = { label: 'S', displayOrder: 0, metadata: { probability: '0.5' } };
      const id = idOf(await check('POST', path, { label: 'P', displayOrder: 1, stages: [stage] }, 201));
      await check('GET', path, undefined, 200);
      await check('GET', `${path}/${id}`, undefined, 200);
      await check('PATCH', `${path}/${id}`, { label: 'Q' }, 200);
      await check('PUT', `${path}/${id}`, { label: 'R', displayOrder: 1, stages: [stage] }, 200);
      const stages = `${path}/${id}/stages`;
      const stageId = idOf(await check('POST', stages, { ...stage, label: 'T' }, 201));
      await check('GET', stages, undefined, 200);
      await check('GET', `${stages}/${stageId}`, undefined, 200);
      await check('PATCH', `${stages}/${stageId}`, { label: 'U', metadata: {} }, 200);
      await check('PUT', `${stages}/${stageId}`, { ...stage, label: 'V' }, 200);
      await check('DELETE', `${stages}/${stageId}`, undefined, 204);
      await check('DELETE', `${path}/${id}`, undefined, 204);
      await check('GET', `${at.account}/details`, undefined, 200);
      await check('GET', `${at.account}/api-usage/daily/private-apps`, undefined, 200);
    });

    test('OAuth tokens', async () => {
      const pair = await exchange(`${at.oauth}/token`);
      const client = { client_id: SANDBOX_APP.clientId, client_secret: SANDBOX_APP.clientSecret };
      await form('POST', `${at.oauth}/token/introspect`, { ...client, token: pair.access_token });
      await form('POST', `${at.oauth}/token/introspect`, { ...client, token: pair.refresh_token });
      await form('POST', `${at.oauth}/token`, { grant_type: 'refresh_token', ...client });
    });
  });

  test('the checker sees what is wrong', () => {
    const search = descriptions.find('POST', '/crm/objects/2026-09/companies/search');
    if (!search) throw new Error('search is not described');
    expect(descriptions.checkAnswer(search, 200, { results: [] })).toEqual([
      " must have required property 'total'",
    ]);
    expect(descriptions.checkAnswer(search, 418, { status: 'error' })).toEqual([
      " must have required property 'message'",
    ]);
    expect(descriptions.checkRequest(search, { limit: 'ten' })).toEqual(['/limit must be integer']);
    expect(descriptions.find('GET', '/crm/v3/unheard-of')).toBeUndefined();
  });

  test('OAuth v1', async () => {
    const pair = await exchange('/oauth/v1/token');
    await check('GET', `/oauth/v1/access-tokens/${pair.access_token}`, undefined, 200);
    await check('GET', `/oauth/v1/refresh-tokens/${pair.refresh_token}`, undefined, 200);
    await check('DELETE', `/oauth/v1/refresh-tokens/${pair.refresh_token}`, undefined, 204);
    await check('GET', `/oauth/v1/refresh-tokens/${pair.refresh_token}`, undefined, 404);
  });

  test('workflows', async () => {
    const flow = await check('POST', '/automation/v4/flows', FLOW, 201);
    const { id, revisionId } = flow.body as { id: string; revisionId: string };
    await check('GET', '/automation/v4/flows?limit=1', undefined, 200);
    await check('GET', `/automation/v4/flows/${id}`, undefined, 200);
    await check('PUT', `/automation/v4/flows/${id}`, { ...FLOW, isEnabled: false, revisionId }, 200);
    await check('DELETE', `/automation/v4/flows/${id}`, undefined, 204);
    await check('GET', `/automation/v4/flows/${id}`, undefined, 404);
  });

  async function form(method: string, path: string, fields: Record<string, string>): Promise<Answer> {
    const operation = descriptions.find(method, path);
    if (!operation) throw new Error(`${method} ${path} is not described`);
    const answer = await tour.call(method, path, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    const problems = descriptions.checkAnswer(operation, answer.status, answer.body);
    expect({ operation: operation.name, problems }).toEqual({ operation: operation.name, problems: [] });
    exercised.add(operation.name);
    return answer;
  }

  async function exchange(path: string): Promise<{ access_token: string; refresh_token: string }> {
    const redirect = 'http://localhost:3000/oauth-callback';
    const query = new URLSearchParams({
      client_id: SANDBOX_APP.clientId,
      redirect_uri: redirect,
      scope: 'oauth crm.lists.read',
    });
    const consent = await tour.call('GET', `/oauth/authorize?${query.toString()}`);
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const answer = await form('POST', path, {
      grant_type: 'authorization_code',
      client_id: SANDBOX_APP.clientId,
      client_secret: SANDBOX_APP.clientSecret,
      redirect_uri: redirect,
      code,
    });
    expect(answer.status).toBe(200);
    return answer.body as { access_token: string; refresh_token: string };
  }
});
