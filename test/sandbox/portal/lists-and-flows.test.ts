import { openPortal, type TestPortal } from './helpers/portal.ts';
import { tinyWorld } from './helpers/world.ts';

const COMPANIES = '/crm/objects/2026-09/companies';
const LISTS = '/crm/lists/2026-09';

interface ListAnswer {
  readonly list: { listId: string; processingStatus: string; size: number };
}

function propertyFilter(property: string, operation: object): object {
  return {
    filterType: 'PROPERTY',
    property,
    operation: { includeObjectsWithNoValueSet: false, ...operation },
  };
}

function orOfAnds(...groups: object[][]): object {
  return {
    filterBranchType: 'OR',
    filterBranchOperator: 'OR',
    filters: [],
    filterBranches: groups.map((filters) => ({
      filterBranchType: 'AND',
      filterBranchOperator: 'AND',
      filterBranches: [],
      filters,
    })),
  };
}

const stageIs = (...values: string[]) =>
  propertyFilter('lifecyclestage', { operationType: 'ENUMERATION', operator: 'IS_ANY_OF', values });

describe('dynamic lists', () => {
  let tour: TestPortal;
  beforeEach(async () => {
    tour = await openPortal({ world: tinyWorld() });
  });
  afterEach(() => tour.portal.close());

  const create = (filterBranch: unknown, name = 'L') =>
    tour.call('POST', LISTS, { name, objectTypeId: '0-2', processingType: 'DYNAMIC', filterBranch });

  async function members(listId: string): Promise<string[]> {
    const answer = await tour.call('GET', `${LISTS}/${listId}/memberships`);
    return (answer.body as { results: { recordId: string }[] }).results.map(({ recordId }) => recordId);
  }

  async function listOf(filterBranch: unknown): Promise<string> {
    const answer = await create(filterBranch);
    expect(answer.status).toBe(200);
    const { list } = answer.body as ListAnswer;
    expect(list.processingStatus).toBe('PROCESSING');
    return list.listId;
  }

  test('are filled after the answer and follow every change', async () => {
    const listId = await listOf(orOfAnds([stageIs('customer')]));
    expect(await members(listId)).toEqual(['31000000001', '31000000003']);
    const read = await tour.call('GET', `${LISTS}/${listId}`);
    expect((read.body as ListAnswer).list).toMatchObject({ processingStatus: 'COMPLETE', size: 2 });
    await tour.call('PATCH', `${COMPANIES}/31000000002`, { properties: { lifecyclestage: 'customer' } });
    await tour.call('PATCH', `${COMPANIES}/31000000001`, { properties: { lifecyclestage: 'other' } });
    await tour.call('DELETE', `${COMPANIES}/31000000003`);
    expect(await members(listId)).toEqual(['31000000002']);
    await tour.call('PUT', `${LISTS}/${listId}/update-list-filters`, {
      filterBranch: orOfAnds([stageIs('other')]),
    });
    expect(await members(listId)).toEqual(['31000000001']);
  });

  test.each([
    [
      'NUMBER',
      propertyFilter('arr', { operationType: 'NUMBER', operator: 'IS_GREATER_THAN', value: 5_999 }),
      3,
    ],
    ['NUMBER', propertyFilter('arr', { operationType: 'NUMBER', operator: 'IS_LESS_THAN', value: 6_000 }), 0],
    [
      'NUMBER_RANGED',
      propertyFilter('arr', {
        operationType: 'NUMBER_RANGED',
        operator: 'IS_BETWEEN',
        lowerBound: 1,
        upperBound: 6_000,
      }),
      3,
    ],
    ['STRING', propertyFilter('name', { operationType: 'STRING', operator: 'ENDS_WITH', value: '2' }), 1],
    [
      'MULTISTRING',
      propertyFilter('name', {
        operationType: 'MULTISTRING',
        operator: 'IS_EQUAL_TO',
        values: ['company 1', 'COMPANY 3'],
      }),
      2,
    ],
    [
      'ENUMERATION IS_NONE_OF',
      propertyFilter('lifecyclestage', {
        operationType: 'ENUMERATION',
        operator: 'IS_NONE_OF',
        values: ['customer'],
      }),
      1,
    ],
    [
      'unset values on request',
      propertyFilter('city', {
        operationType: 'STRING',
        operator: 'IS_EQUAL_TO',
        value: 'x',
        includeObjectsWithNoValueSet: true,
      }),
      3,
    ],
    ['ALL_PROPERTY', propertyFilter('phone', { operationType: 'ALL_PROPERTY', operator: 'IS_UNKNOWN' }), 3],
  ])('evaluate %s', async (_, filter, count) => {
    expect(await members(await listOf(orOfAnds([filter])))).toHaveLength(count);
  });

  test('ANDs all hold, ORs are alternatives', async () => {
    const named = (value: string) =>
      propertyFilter('name', { operationType: 'STRING', operator: 'ENDS_WITH', value });
    expect(await members(await listOf(orOfAnds([stageIs('customer'), named('3')])))).toEqual(['31000000003']);
    const either = await create(orOfAnds([named('3')], [stageIs('other')]), 'either');
    expect(await members((either.body as ListAnswer).list.listId)).toEqual(['31000000002', '31000000003']);
  });

  test.each([
    ['an AND at the root', { filterBranchType: 'AND', filterBranches: [], filters: [stageIs('customer')] }],
    [
      'an unknown property',
      orOfAnds([propertyFilter('nope', { operationType: 'STRING', operator: 'CONTAINS', value: 'x' })]),
    ],
    [
      'an operation it cannot evaluate',
      orOfAnds([propertyFilter('name', { operationType: 'COMPARATIVE_STRING', operator: 'X' })]),
    ],
    ['no filters at all', null],
  ])('refuse %s', async (_, branch) => {
    expect((await create(branch)).status).toBe(400);
  });

  test('keep names unique and members to themselves', async () => {
    const listId = await listOf(orOfAnds([stageIs('customer')]));
    expect(await create(orOfAnds([stageIs('other')]))).toMatchObject({
      status: 400,
      body: { subCategory: 'ILS.DUPLICATE_LIST_NAMES' },
    });
    expect((await tour.call('PUT', `${LISTS}/${listId}/memberships/add`, ['1'])).status).toBe(400);
    expect((await tour.call('GET', `${LISTS}/${listId}/memberships?limit=251`)).status).toBe(400);
    await tour.call('DELETE', `${LISTS}/${listId}`);
    expect((await create(orOfAnds([stageIs('other')]))).status).toBe(200);
  });

  test('pages of members follow the cursor', async () => {
    const listId = await listOf(orOfAnds([stageIs('customer')]));
    const first = await tour.call('GET', `${LISTS}/${listId}/memberships?limit=1`);
    const { paging, total } = first.body as {
      paging: { next: { after: string; link: string } };
      total: number;
    };
    expect(total).toBe(2);
    const second = await tour.call('GET', paging.next.link.replace(tour.portal.baseUrl, ''));
    expect(second.body).toMatchObject({ results: [{ recordId: '31000000003' }] });
    expect(second.body).not.toHaveProperty('paging');
  });
});

const FLOWS = '/automation/v4/flows';

function taskFlow(overrides: object = {}): Record<string, unknown> {
  const text = (property: string, value: string) =>
    propertyFilter(property, { operationType: 'MULTISTRING', operator: 'IS_EQUAL_TO', values: [value] });
  return {
    type: 'PLATFORM_FLOW',
    flowType: 'WORKFLOW',
    objectTypeId: '0-2',
    name: 'Customer at risk',
    isEnabled: true,
    startActionId: '1',
    nextAvailableActionId: '2',
    actions: [
      {
        type: 'SINGLE_CONNECTION',
        actionId: '1',
        actionTypeVersion: 0,
        actionTypeId: '0-3',
        fields: {
          task_type: 'TODO',
          subject: 'Call {{ enrolled_object.name }}',
          body: '<p>Now</p>',
          priority: 'HIGH',
          use_explicit_associations: 'true',
          associations: [
            {
              target: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 192 },
              value: { type: 'ENROLLED_OBJECT' },
            },
          ],
          owner_assignment: {
            type: 'CUSTOM',
            value: { type: 'OBJECT_PROPERTY', propertyName: 'hubspot_owner_id' },
          },
          due_time: { delta: 1, timeUnit: 'DAYS', timeOfDay: { hour: 9, minute: 0 }, daysOfWeek: [] },
        },
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
          filters: [text('hs_name', 'lifecyclestage'), text('hs_value', 'other')],
        },
      ],
    },
    ...overrides,
  };
}

describe('workflows', () => {
  let tour: TestPortal;
  beforeEach(async () => {
    tour = await openPortal({ world: tinyWorld(), now: () => new Date('2026-11-01T15:30:00Z') });
  });
  afterEach(() => tour.portal.close());

  const setStage = (lifecyclestage: string) =>
    tour.call('PATCH', `${COMPANIES}/31000000001`, { properties: { lifecyclestage } });

  async function tasks(): Promise<{ id: string; properties: Record<string, string> }[]> {
    const names = 'hs_task_subject,hs_timestamp,hubspot_owner_id,hs_object_source';
    const answer = await tour.call(
      'GET',
      `/crm/objects/2026-09/tasks?properties=${names}&associations=companies`,
    );
    return (answer.body as { results: { id: string; properties: Record<string, string> }[] }).results;
  }

  test('make a task when a property takes the value, and only then', async () => {
    expect((await tour.call('POST', FLOWS, taskFlow())).status).toBe(201);
    await setStage('evangelist');
    await tour.call('PATCH', `${COMPANIES}/31000000001`, { properties: { city: 'other' } });
    expect(await tasks()).toHaveLength(0);
    await setStage('other');
    await setStage('other');
    expect(await tasks()).toEqual([
      expect.objectContaining({
        properties: expect.objectContaining({
          hs_task_subject: 'Call Company 1',
          hs_timestamp: '2026-11-02T09:00:00.000Z',
          hubspot_owner_id: '501',
          hs_object_source: 'AUTOMATION_PLATFORM',
        }) as unknown,
        associations: { companies: { results: [{ id: '31000000001', type: 'task_to_company' }] } },
      }),
    ]);
    await setStage('customer');
    await setStage('other');
    expect(await tasks()).toHaveLength(2);
  });

  test('enrol a record once unless they re-enrol', async () => {
    const flow = taskFlow();
    const criteria = { ...(flow.enrollmentCriteria as object), shouldReEnroll: false };
    await tour.call('POST', FLOWS, { ...flow, enrollmentCriteria: criteria });
    await setStage('other');
    await setStage('customer');
    await setStage('other');
    expect(await tasks()).toHaveLength(1);
  });

  test('enrol a record that starts to meet filters', async () => {
    const listFilterBranch = orOfAnds([stageIs('other')]);
    await tour.call(
      'POST',
      FLOWS,
      taskFlow({ enrollmentCriteria: { type: 'LIST_BASED', shouldReEnroll: true, listFilterBranch } }),
    );
    await setStage('other');
    await tour.call('PATCH', `${COMPANIES}/31000000001`, { properties: { city: 'Porto' } });
    expect(await tasks()).toHaveLength(1);
  });

  test('rest when switched off; an update must name the revision', async () => {
    const made = await tour.call('POST', FLOWS, taskFlow());
    const { id, revisionId } = made.body as { id: string; revisionId: string };
    const off = taskFlow({ isEnabled: false });
    expect((await tour.call('PUT', `${FLOWS}/${id}`, { ...off, revisionId: '77' })).status).toBe(409);
    expect((await tour.call('PUT', `${FLOWS}/${id}`, off)).status).toBe(400);
    const updated = await tour.call('PUT', `${FLOWS}/${id}`, { ...off, revisionId });
    expect(updated).toMatchObject({ status: 200, body: { isEnabled: false, revisionId: '2' } });
    await setStage('other');
    expect(await tasks()).toHaveLength(0);
  });

  test('do not set each other off for ever', async () => {
    const onTasks = taskFlow({
      objectTypeId: '0-27',
      enrollmentCriteria: {
        type: 'LIST_BASED',
        shouldReEnroll: true,
        listFilterBranch: orOfAnds([
          propertyFilter('hs_task_subject', { operationType: 'ALL_PROPERTY', operator: 'IS_KNOWN' }),
        ]),
      },
    });
    expect((await tour.call('POST', FLOWS, onTasks)).status).toBe(201);
    const task = { properties: { hs_task_subject: 'First', hs_timestamp: '2026-11-05' } };
    expect((await tour.call('POST', '/crm/objects/2026-09/tasks', task)).status).toBe(201);
    expect(await tasks()).toHaveLength(2);
  });

  test('that cannot run are refused', async () => {
    const broken = taskFlow({ startActionId: '9' });
    expect((await tour.call('POST', FLOWS, broken)).status).toBe(400);
    const badFields = taskFlow({
      actions: [
        { type: 'SINGLE_CONNECTION', actionId: '1', actionTypeId: '0-3', fields: { priority: 'EXTREME' } },
      ],
    });
    expect((await tour.call('POST', FLOWS, badFields)).status).toBe(400);
    expect((await tour.call('GET', FLOWS)).body).toEqual({ results: [] });
  });
});
