import { openPortal, type TestPortal } from './helpers/portal.ts';
import { tinyWorld } from './helpers/world.ts';

const COMPANIES = '/crm/objects/2026-09/companies';
const TASKS = '/crm/objects/2026-09/tasks';

interface BatchAnswer {
  readonly results: { id: string; properties: Record<string, string | null>; new?: boolean }[];
  readonly errors?: { category: string; context: Record<string, string[]> }[];
}

describe('writing records', () => {
  let tour: TestPortal;
  beforeEach(async () => {
    tour = await openPortal({ world: tinyWorld() });
  });
  afterEach(() => tour.portal.close());

  async function defineProperty(type: string, property: object): Promise<void> {
    const groupName = type === 'tasks' ? 'task' : 'companyinformation';
    const body = { label: 'x', groupName, type: 'string', fieldType: 'text', ...property };
    expect((await tour.call('POST', `/crm/properties/2026-09/${type}`, body)).status).toBe(201);
  }

  test('a value that does not fit is refused with the code and every name', async () => {
    const answer = await tour.call('POST', COMPANIES, {
      properties: {
        nope: 'x',
        lifecyclestage: 'gold',
        arr: 'much',
        customer_since: '2026-02-30',
        hs_object_id: '1',
      },
    });
    expect(answer.status).toBe(400);
    const { errors, message, category, correlationId } = answer.body as {
      errors: { code: string; context: { propertyName: string[] } }[];
      message: string;
      category: string;
      correlationId: string;
    };
    expect(errors.map(({ code, context }) => [context.propertyName[0], code])).toEqual([
      ['nope', 'PROPERTY_DOESNT_EXIST'],
      ['lifecyclestage', 'INVALID_OPTION'],
      ['arr', 'INVALID_INTEGER'],
      ['customer_since', 'INVALID_DATE'],
      ['hs_object_id', 'READ_ONLY_VALUE'],
    ]);
    expect(category).toBe('VALIDATION_ERROR');
    expect(correlationId).toMatch(/^[0-9a-f-]{36}$/);
    const listed = JSON.parse(message.replace('Property values were not valid: ', '')) as unknown[];
    expect(listed[0]).toEqual({
      isValid: false,
      message: 'Property "nope" does not exist',
      error: 'PROPERTY_DOESNT_EXIST',
      name: 'nope',
      localizedErrorMessage: 'Property "nope" does not exist',
      portalId: tour.portal.portalId,
    });
  });

  test('names, singulars and numeric ids of object types are the same', async () => {
    const paths = ['companies', 'company', '0-2', 'COMPANY'];
    const answers = await Promise.all(
      paths.map((name) => tour.call('GET', `/crm/objects/2026-03/${name}/31000000001`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const unknown = await tour.call('GET', '/crm/objects/2026-03/spaceships');
    expect(unknown).toMatchObject({
      status: 400,
      body: { message: 'Unable to infer object type from: spaceships' },
    });
  });

  test('tasks are upserted by our own unique property and never twice', async () => {
    await defineProperty('tasks', { name: 'pulso_task_key', hasUniqueValue: true });
    const inputs = ['k1', 'k2'].map((id) => ({
      id,
      idProperty: 'pulso_task_key',
      properties: { hs_task_subject: `Task ${id}`, hs_timestamp: '1793869200000' },
    }));
    const first = await tour.call('POST', `${TASKS}/batch/upsert`, { inputs });
    expect((first.body as BatchAnswer).results.map((result) => result.new)).toEqual([true, true]);
    const again = await tour.call('POST', `${TASKS}/batch/upsert`, { inputs });
    const { results } = again.body as BatchAnswer;
    expect(results.map((result) => result.new)).toEqual([false, false]);
    expect(results.map(({ id }) => id)).toEqual((first.body as BatchAnswer).results.map(({ id }) => id));
    const read = await tour.call('POST', '/crm/objects/2026-09/0-27/batch/read', {
      idProperty: 'pulso_task_key',
      inputs: [{ id: 'K2' }, { id: 'k9' }],
      properties: ['hs_timestamp', 'pulso_task_key'],
    });
    expect(read.status).toBe(207);
    expect((read.body as BatchAnswer).results[0]?.properties).toMatchObject({
      pulso_task_key: 'k2',
      hs_timestamp: '2026-11-05T09:00:00.000Z',
    });
    expect((read.body as BatchAnswer).errors).toEqual([
      expect.objectContaining({ category: 'OBJECT_NOT_FOUND', context: { ids: ['k9'] } }),
    ]);
    expect(tour.portal.stats().records.tasks).toBe(2);
    const taken = { properties: { pulso_task_key: 'k1', hs_timestamp: '1793869200000' } };
    expect((await tour.call('POST', TASKS, taken)).status).toBe(400);
  });

  test('a batch of which no record exists is not found', async () => {
    const inputs = [{ id: '999001' }, { id: '999002' }];
    expect((await tour.call('POST', `${COMPANIES}/batch/read`, { inputs })).status).toBe(404);
  });

  test('a property that is not unique is no id', async () => {
    const body = { inputs: [{ id: 'Company 1', idProperty: 'name', properties: { city: 'x' } }] };
    expect((await tour.call('POST', `${COMPANIES}/batch/upsert`, body)).status).toBe(400);
    expect((await tour.call('GET', `${COMPANIES}/x?idProperty=name`)).status).toBe(400);
  });

  test('a batch takes 100 inputs, and more or none are refused', async () => {
    const inputs = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ properties: { name: `N${n}` } }));
    const create = (count: number) =>
      tour.call('POST', `${COMPANIES}/batch/create`, { inputs: inputs(count) });
    expect((await create(100)).status).toBe(201);
    expect((await create(101)).status).toBe(400);
    expect((await create(0)).status).toBe(400);
    expect(tour.portal.stats().records.companies).toBe(103);
  });

  test('one bad input of an update stops the whole batch', async () => {
    const inputs = [
      { id: '31000000001', properties: { city: 'Porto' } },
      { id: '31000000002', properties: { arr: 'x' } },
    ];
    expect((await tour.call('POST', `${COMPANIES}/batch/update`, { inputs })).status).toBe(400);
    const read = await tour.call('GET', `${COMPANIES}/31000000001?properties=city`);
    expect((read.body as { properties: object }).properties).toMatchObject({ city: null });
    const twice = [inputs[0], inputs[0]];
    expect((await tour.call('POST', `${COMPANIES}/batch/update`, { inputs: twice })).status).toBe(400);
  });

  test('an update answers one result an input, and names ids that are gone', async () => {
    const inputs = [
      { id: '31000000001', properties: { city: 'Porto' } },
      { id: '1', properties: { city: 'Nowhere' } },
    ];
    const answer = await tour.call('POST', `${COMPANIES}/batch/update`, { inputs });
    expect(answer.status).toBe(207);
    const { results, errors } = answer.body as BatchAnswer;
    expect(results.map(({ id }) => id)).toEqual(['31000000001']);
    expect(results[0]?.properties).toMatchObject({ city: 'Porto', hs_object_id: '31000000001' });
    expect(errors?.[0]?.context).toEqual({ ids: ['1'] });
  });

  test('only a real change moves the modification date', async () => {
    const path = `${COMPANIES}/31000000001`;
    const modified = async () => ((await tour.call('GET', path)).body as { updatedAt: string }).updatedAt;
    expect(await modified()).toBe('2026-05-04T08:00:00.000Z');
    await tour.call('PATCH', path, { properties: { name: 'Company 1' } });
    expect(await modified()).toBe('2026-05-04T08:00:00.000Z');
    await tour.call('PATCH', path, { properties: { name: 'Renamed' } });
    expect(await modified()).not.toBe('2026-05-04T08:00:00.000Z');
    const history = await tour.call('GET', `${path}?propertiesWithHistory=name`);
    const { propertiesWithHistory } = history.body as {
      propertiesWithHistory: { name: { value: string }[] };
    };
    expect(propertiesWithHistory.name.map(({ value }) => value)).toEqual(['Renamed', 'Company 1']);
  });

  test('empty text and null clear a value; checkbox values append after a semicolon', async () => {
    await defineProperty('companies', {
      name: 'signals',
      type: 'enumeration',
      fieldType: 'checkbox',
      options: ['a', 'b', 'c'].map((value) => ({ value, label: value, hidden: false })),
    });
    const path = `${COMPANIES}/31000000001`;
    const write = async (signals: string | null) => {
      const answer = await tour.call('PATCH', path, { properties: { signals } });
      return (answer.body as { properties?: { signals: string | null } }).properties?.signals;
    };
    expect(await write('a;b')).toBe('a;b');
    expect(await write(';c')).toBe('a;b;c');
    expect(await write('x')).toBeUndefined();
    expect(await write('')).toBeNull();
    await write('a');
    expect(await write(null)).toBeNull();
  });

  test('associations of a create are checked before anything is written', async () => {
    const tie = (id: string, associationTypeId: number) => ({
      properties: { hs_timestamp: '2026-11-05', hs_task_subject: 'x' },
      associations: [{ to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }] }],
    });
    expect((await tour.call('POST', TASKS, tie('1', 192))).status).toBe(400);
    expect((await tour.call('POST', TASKS, tie('31000000001', 4_711))).status).toBe(400);
    expect((await tour.call('POST', TASKS, tie('31000000001', 280))).status).toBe(400);
    expect(tour.portal.stats().records.tasks).toBe(0);
    expect((await tour.call('POST', TASKS, tie('31000000001', 192))).status).toBe(201);
  });

  test('a create says where the record is', async () => {
    const made = await tour.call('POST', COMPANIES, { properties: { name: 'Here' } });
    const { id } = made.body as { id: string };
    expect(made.headers.get('location')).toBe(`${tour.portal.baseUrl}${COMPANIES}/${id}`);
    expect((made.body as { url: string }).url).toContain(`/record/0-2/${id}`);
  });

  test('a parent company is an association, too', async () => {
    const path = `${COMPANIES}/31000000002`;
    await tour.call('PATCH', path, { properties: { hs_parent_company_id: '31000000001' } });
    const parent = await tour.call('GET', `${COMPANIES}/31000000001?properties=hs_num_child_companies`);
    expect((parent.body as { properties: object }).properties).toMatchObject({ hs_num_child_companies: '2' });
    await tour.call('PATCH', path, { properties: { hs_parent_company_id: '' } });
    const after = await tour.call('GET', `${COMPANIES}/31000000001?properties=hs_num_child_companies`);
    expect((after.body as { properties: object }).properties).toMatchObject({ hs_num_child_companies: '1' });
  });

  test('the seed ties subsidiaries to their parents and knows no strangers', async () => {
    const path = `${COMPANIES}/31000000003`;
    const child = await tour.call('GET', `${path}?properties=hs_parent_company_id&associations=companies`);
    expect(child.body).toMatchObject({
      properties: { hs_parent_company_id: '31000000001' },
      associations: { companies: { results: [{ id: '31000000001' }, { id: '31000000001' }] } },
    });
    expect((await tour.call('GET', `${COMPANIES}/31000000009`)).status).toBe(404);
  });

  test('feedback submissions can be read only', async () => {
    expect((await tour.call('GET', '/crm/v3/objects/feedback_submissions')).status).toBe(200);
    const write = await tour.call('POST', '/crm/v3/objects/feedback_submissions', { properties: {} });
    expect(write.status).toBe(405);
  });

  test('what the world knows and a CRM cannot know stays hidden', async () => {
    const stages = await Promise.all(
      ['31000000001', '31000000002', '31000000003'].map(async (id) => {
        const answer = await tour.call('GET', `${COMPANIES}/${id}?properties=lifecyclestage`);
        return (answer.body as { properties: { lifecyclestage: string } }).properties.lifecyclestage;
      }),
    );
    // The third is lost only after the last day of the world.
    expect(stages).toEqual(['customer', 'other', 'customer']);
  });
});
