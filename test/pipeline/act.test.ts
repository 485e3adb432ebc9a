import { healthsOn, portfolio } from '../../scripts/soak/write-back/portfolio.ts';
import { HEALTH_PROPERTY_NAMES } from '../../src/hubspot/properties/index.ts';
import { provision } from '../../src/hubspot/provision/index.ts';
import { createTasks } from '../../src/hubspot/tasks/index.ts';
import { type PlannedTask } from '../../src/model/health-view.ts';
import { type RecordOf } from '../../src/model/record.ts';
import { actOnNews } from '../../src/pipeline/act.ts';
import { publishPortal } from '../../src/pipeline/publish.ts';
import { playbookTasks } from '../../src/pipeline/playbook-tasks.ts';
import { createHubSpotCrmSource } from '../../src/sources/hubspot-crm/index.ts';
import { completeActs, loadActs, pendingActs, planActs } from '../../src/store/acts.ts';
import { loadCompanies, saveCompanies } from '../../src/store/companies.ts';
import { loadHealth, saveHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { commitPage } from '../../src/store/pages.ts';
import { loadRecords } from '../../src/store/records.ts';
import { addSnapshots, loadSnapshots } from '../../src/store/snapshots.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../hubspot/helpers/sandbox.ts';
import { contextAt, streamOf } from '../sources/hubspot-crm/pull-all.ts';

const PORTAL = '1';
const NOW = new Date('2026-11-01T10:00:00Z');
const DAY = '2026-11-01';
/** For a test that wants nothing of the others. */
const OTHER = '2';
/** The first company of the portfolio falls from yellow to orange. */
const SUBJECT = 'Intervene';

let store: Store;
let sandbox: SandboxedApi;
let companyId: string;

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox({ now: () => NOW });
  await provision(sandbox.api);
  [companyId = ''] = await createCompanies(sandbox, 1);
  const [company] = portfolio;
  const [health] = healthsOn(DAY);
  if (company === undefined || health === undefined) throw new Error('an empty portfolio');
  await saveCompanies(store.db, PORTAL, [{ ...company, companyId }]);
  await saveHealth(store.db, PORTAL, [{ ...health, companyId }]);
});
afterAll(async () => {
  await store.close();
  await sandbox.portal.close();
});

const depsWith = (tasks: 'app' | 'workflow') => ({
  db: store.db,
  portalId: PORTAL,
  api: sandbox.api,
  settings: {
    locale: 'en' as const,
    modelId: 'three-dimension',
    customerStages: [],
    managerOwnerId: null,
    backfillDays: 30,
    tasks,
  },
});

const tasksInPortal = async () =>
  (await sandbox.call('GET', '/crm/objects/2026-09/tasks')).results as unknown as { id: string }[];

test('where workflows create the tasks, we plan none', async () => {
  expect(await actOnNews(depsWith('workflow'), DAY)).toEqual({ tasksCreated: 0, failed: [], toShow: [] });
  expect(await tasksInPortal()).toEqual([]);
});

test("the task that a workflow made of a fall is that fall's: read back as ours, and not made again by us", async () => {
  const [id = ''] = await createCompanies(sandbox, 1);
  const [company] = portfolio;
  const [health] = healthsOn(DAY);
  if (company === undefined || health === undefined) throw new Error('an empty portfolio');
  const { db } = store;
  const deps = (tasks: 'app' | 'workflow') => ({ ...depsWith(tasks), portalId: OTHER });
  await saveCompanies(db, OTHER, [{ ...company, companyId: id }]);
  await saveHealth(db, OTHER, [{ ...health, companyId: id }]);
  const make = async (subject: string): Promise<string> => {
    const task = await sandbox.call('POST', '/crm/objects/2026-09/tasks', {
      properties: { hs_task_subject: subject, hs_timestamp: NOW.toISOString() },
      associations: [
        { to: { id }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 192 }] },
      ],
    });
    return task.id as unknown as string;
  };
  await make('Call about the invoice');
  expect(await actOnNews(deps('workflow'), DAY)).toEqual({ tasksCreated: 0, failed: [], toShow: [] });
  expect(await loadActs(db, OTHER, [id])).toEqual(new Map());
  const before = await tasksInPortal();
  const taskId = await make(`${SUBJECT} Company 0: orange (was yellow)`);
  await actOnNews(deps('workflow'), DAY);
  await actOnNews(deps('workflow'), DAY);
  const [act] = (await loadActs(db, OTHER, [id])).get(id) ?? [];
  expect(act?.taskId).toBe(taskId);
  const read = await sandbox.call('GET', `/crm/objects/2026-09/tasks/${taskId}?properties=pulso_task_key`);
  expect(read.properties?.pulso_task_key).toBe(act?.key);
  expect(await actOnNews(deps('app'), DAY)).toEqual({ tasksCreated: 0, failed: [], toShow: [] });
  expect(await tasksInPortal()).toHaveLength(before.length + 1);
  for (const task of await tasksInPortal()) {
    await sandbox.call('DELETE', `/crm/objects/2026-09/tasks/${task.id}`);
  }
  await sandbox.call('DELETE', `/crm/objects/2026-09/companies/${id}`);
});

test('a fall is one task, however often we act; what was planned is finished after the choice of workflows', async () => {
  expect(await actOnNews(depsWith('app'), DAY)).toEqual({ tasksCreated: 1, failed: [], toShow: [] });
  expect(await actOnNews(depsWith('app'), DAY)).toEqual({ tasksCreated: 0, failed: [], toShow: [] });
  expect(await tasksInPortal()).toHaveLength(1);
  const [planned] = (await loadActs(store.db, PORTAL, [companyId])).get(companyId) ?? [];
  const left = { ...(planned?.planned as PlannedTask), key: `${PORTAL}:${companyId}:left` };
  await planActs(store.db, PORTAL, [left]);
  expect(await actOnNews(depsWith('workflow'), DAY)).toEqual({ tasksCreated: 1, failed: [], toShow: [] });
  expect(await pendingActs(store.db, PORTAL)).toEqual([]);
});

test('closing the task of a play in HubSpot is read back', async () => {
  const key = `${PORTAL}:${companyId}:playbook:stabilise@${DAY}:seat-activation`;
  const dueAt = '2026-11-03T00:00:00.000Z';
  const task: PlannedTask = {
    ...{ key, companyId, subject: 'Activate seats', body: '', dueAt },
    ...{ priority: 'MEDIUM', ownerId: null },
  };
  await planActs(store.db, PORTAL, [task]);
  const { created } = await createTasks(sandbox.api, [task]);
  await completeActs(store.db, PORTAL, created);

  const state = async () => {
    const source = createHubSpotCrmSource({ api: sandbox.api, healthPropertyNames: HEALTH_PROPERTY_NAMES });
    const stream = streamOf(source, 'tasks');
    for await (const page of stream.pull(contextAt(NOW), null)) {
      await commitPage(store.db, PORTAL, source.meta.id, stream.name, page);
    }
    const acts = (await loadActs(store.db, PORTAL, [companyId])).get(companyId) ?? [];
    const records = (await loadRecords(store.db, PORTAL, [companyId])).get(companyId) ?? [];
    const known = records
      .map(({ record }) => record)
      .filter((each): each is RecordOf<'task'> => each.kind === 'task');
    return playbookTasks(acts, known).map(({ stepId, taskId, status }) => ({ stepId, taskId, status }));
  };
  const taskId = created[0]?.taskId;
  expect(await state()).toEqual([{ stepId: 'seat-activation', taskId, status: 'open' }]);
  const properties = { hs_task_status: 'COMPLETED' };
  await sandbox.call('PATCH', `/crm/objects/2026-09/tasks/${taskId}`, { properties });
  expect(await state()).toEqual([{ stepId: 'seat-activation', taskId, status: 'done' }]);
});

test('a company that is merged takes its scores and tasks along; no task is made again, nothing is refused', async () => {
  const [otherId = ''] = await createCompanies(sandbox, 1);
  const scored = (id: string, asOf: string) => ({
    ...{ companyId: id, asOf, modelId: 'three-dimension', modelVersion: 1, score: 50, band: 'orange' },
    ...{ coverage: 1, provisional: false, detail: {} },
  });
  await addSnapshots(store.db, PORTAL, [
    scored(companyId, '2026-10-31'),
    scored(companyId, DAY),
    scored(otherId, DAY),
  ]);
  const [before] = await loadCompanies(store.db, PORTAL);
  if (before === undefined) throw new Error('no company');
  await saveCompanies(store.db, PORTAL, [{ ...before, companyId: otherId }]);
  const tasks = await tasksInPortal();
  const merged = await sandbox.call('POST', '/crm/objects/2026-09/companies/merge', {
    primaryObjectId: companyId,
    objectIdToMerge: otherId,
  });
  const survivor = merged.id as unknown as string;
  const source = createHubSpotCrmSource({ api: sandbox.api, healthPropertyNames: HEALTH_PROPERTY_NAMES });
  const stream = streamOf(source, 'companies');
  const pull = async (): Promise<void> => {
    for await (const page of stream.pull(contextAt(NOW), null)) {
      await commitPage(store.db, PORTAL, source.meta.id, stream.name, page);
    }
  };
  await pull();
  await pull();
  expect((await loadCompanies(store.db, PORTAL)).map((each) => each.companyId)).toEqual([survivor]);
  expect([...(await loadHealth(store.db, PORTAL)).keys()]).toEqual([survivor]);
  const history = await loadSnapshots(store.db, PORTAL, [survivor], '2026-10-01');
  expect(
    history
      .get(survivor)
      ?.map(({ asOf }) => asOf)
      .sort(),
  ).toEqual(['2026-10-31', DAY]);
  expect(await publishPortal(depsWith('app'))).toMatchObject({ companiesWritten: 1, rejected: [] });
  // The health stored by hand above lists none of its tasks, so its card is still to be told of them.
  expect(await actOnNews(depsWith('app'), DAY)).toEqual({ tasksCreated: 0, failed: [], toShow: [survivor] });
  expect(await tasksInPortal()).toHaveLength(tasks.length);
});
