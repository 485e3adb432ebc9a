import { provision } from '../../../src/hubspot/provision/index.ts';
import { createTasks } from '../../../src/hubspot/tasks/index.ts';
import { type PlannedTask } from '../../../src/model/health-view.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../helpers/sandbox.ts';

let sandbox: SandboxedApi;
let companies: string[];

beforeEach(async () => {
  sandbox = await startSandbox();
  await provision(sandbox.api);
  companies = await createCompanies(sandbox, 3);
});
afterEach(() => sandbox.portal.close());

const task = (companyId: string | undefined, more: Partial<PlannedTask> = {}): PlannedTask => ({
  key: `1480042:${companyId}:green>yellow@2026-11-01`,
  companyId: companyId ?? '',
  subject: 'Health fell to yellow',
  body: '<p>Seats in use: 40 %</p>',
  dueAt: '2026-11-08T09:00:00.000Z',
  priority: 'HIGH',
  ownerId: null,
  ...more,
});

const companiesOf = async (taskId: string | undefined): Promise<string[]> => {
  const { associations } = await sandbox.call(
    'GET',
    `/crm/objects/2026-09/tasks/${taskId}?associations=companies`,
  );
  const results = (associations?.companies?.results ?? []) as unknown as { id: string }[];
  return [...new Set(results.map(({ id }) => id))];
};
const countTasks = () => sandbox.portal.stats().records.tasks;

test('creates each task once and ties it to its company', async () => {
  const planned = companies.map((id) => task(id));
  const first = await createTasks(sandbox.api, [...planned, ...planned]);
  expect(first).toMatchObject({ existing: [], failed: [] });
  expect(first.created.map(({ key }) => key)).toEqual(planned.map(({ key }) => key));
  const stored = await sandbox.call(
    'GET',
    `/crm/objects/2026-09/tasks/${first.created[0]?.taskId}?properties=hs_task_subject,hs_task_priority,hs_task_status,hs_timestamp,hs_task_body`,
  );
  expect(stored.properties).toMatchObject({
    hs_task_subject: 'Health fell to yellow',
    hs_task_body: '<p>Seats in use: 40 %</p>',
    hs_task_priority: 'HIGH',
    hs_task_status: 'NOT_STARTED',
    hs_timestamp: '2026-11-08T09:00:00.000Z',
  });
  for (const [index, { taskId }] of first.created.entries()) {
    expect(await companiesOf(taskId)).toEqual([companies[index]]);
  }
  const second = await createTasks(sandbox.api, planned);
  expect(second).toEqual({ created: [], existing: first.created, failed: [] });
  expect(countTasks()).toBe(3);
});

test('a task that a person completed or edited stays as it is', async () => {
  const { created } = await createTasks(sandbox.api, [task(companies[0])]);
  const path = `/crm/objects/2026-09/tasks/${created[0]?.taskId}`;
  await sandbox.call('PATCH', path, {
    properties: { hs_task_status: 'COMPLETED', hs_task_subject: 'Called Ana' },
  });
  await createTasks(sandbox.api, [task(companies[0], { subject: 'Other words' })]);
  const { properties } = await sandbox.call('GET', `${path}?properties=hs_task_status,hs_task_subject`);
  expect(properties).toMatchObject({ hs_task_status: 'COMPLETED', hs_task_subject: 'Called Ana' });
});

test('a crash between creating and tying is healed by the next call', async () => {
  const planned = task(companies[1]);
  await sandbox.call('POST', '/crm/objects/2026-09/tasks/batch/upsert', {
    inputs: [
      {
        id: planned.key,
        idProperty: 'pulso_task_key',
        properties: { pulso_task_key: planned.key, hs_timestamp: planned.dueAt, hs_task_subject: 'x' },
      },
    ],
  });
  const { created, existing } = await createTasks(sandbox.api, [planned]);
  expect(created).toEqual([]);
  expect(await companiesOf(existing[0]?.taskId)).toEqual([companies[1]]);
  expect(countTasks()).toBe(1);
});

test('more than one batch, some of them there already', async () => {
  const planned = Array.from({ length: 230 }, (_, index) =>
    task(companies[index % 3], { key: `k-${index}` }),
  );
  await createTasks(sandbox.api, planned.slice(50, 150));
  const outcome = await createTasks(sandbox.api, planned);
  expect([outcome.created.length, outcome.existing.length, outcome.failed.length]).toEqual([130, 100, 0]);
  expect(countTasks()).toBe(230);
});

test('a task that HubSpot refuses does not take the others with it', async () => {
  const bad = task(companies[0], { key: 'bad', dueAt: 'tomorrow' });
  const outcome = await createTasks(sandbox.api, [bad, task(companies[1]), task(companies[2])]);
  expect(outcome.created).toHaveLength(2);
  expect(outcome.failed).toEqual([
    { key: 'bad', reason: { code: expect.any(String) as string, slots: expect.anything() as object } },
  ]);
});

test('a company that is gone costs only its own tie', async () => {
  const outcome = await createTasks(sandbox.api, [task('999999999999'), task(companies[2])]);
  expect(outcome.created).toHaveLength(2);
  expect(outcome.failed).toEqual([
    {
      key: task('999999999999').key,
      reason: expect.objectContaining({ code: 'hubspot.task-not-tied' }) as object,
    },
  ]);
  expect(await companiesOf(outcome.created[1]?.taskId)).toEqual([companies[2]]);
});

test('hostile texts arrive as they are', async () => {
  const subject = '"><script>alert(1)</script> \u202e😀 \'; --';
  const key = 'p:1:green>red@2026-11-01 "quoted" ünï';
  const { created } = await createTasks(sandbox.api, [task(companies[0], { subject, key })]);
  const stored = await sandbox.call(
    'GET',
    `/crm/objects/2026-09/tasks/${created[0]?.taskId}?properties=hs_task_subject`,
  );
  expect(stored.properties?.hs_task_subject).toBe(subject);
  expect((await createTasks(sandbox.api, [task(companies[0], { subject, key })])).existing).toHaveLength(1);
});

test('nothing to do is no call', async () => {
  const before = sandbox.portal.stats().requests;
  expect(await createTasks(sandbox.api, [])).toEqual({ created: [], existing: [], failed: [] });
  expect(sandbox.portal.stats().requests).toBe(before);
});
