import { HEALTH_PROPERTY_NAMES } from '../../../src/hubspot/properties/index.ts';
import { provision } from '../../../src/hubspot/provision/index.ts';
import { startPlaybook } from '../../../src/pipeline/actions/start-playbook.ts';
import { type PipelineDeps } from '../../../src/pipeline/deps.ts';
import { scorePortal } from '../../../src/pipeline/score.ts';
import { createHubSpotCrmSource } from '../../../src/sources/hubspot-crm/index.ts';
import { saveCompanies } from '../../../src/store/companies.ts';
import { loadHealth } from '../../../src/store/health.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { commitPage } from '../../../src/store/pages.ts';
import { CRM_SOURCE, saveRecords } from '../../../src/store/records.ts';
import { crmCompany } from '../../helpers/crm-company.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../../hubspot/helpers/sandbox.ts';
import { contextAt, streamOf } from '../../sources/hubspot-crm/pull-all.ts';
import { bill, depsOf, SETTINGS, subscription } from '../proof/judged-portal.ts';

const DAY = '2026-11-01';
const CALLER = { author: 'ana@example.com', userId: '12' };

let store: Store;
let sandbox: SandboxedApi;
let deps: PipelineDeps;
let companyId: string;
let now = new Date(`${DAY}T10:00:00Z`);
/** Of the tasks of the CRM, as the last pull left it. */
let cursor: unknown = null;

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox({ now: () => now });
  await provision(sandbox.api);
  [companyId = ''] = await createCompanies(sandbox, 1);
  // Bills are little of the model; with this they suffice for a full score.
  const modelChanges = { changes: { minimumCoverage: 0.05 }, revision: 1 };
  deps = {
    ...depsOf(store, () => now),
    api: sandbox.api,
    settings: { ...SETTINGS, modelChanges },
  };
  await saveCompanies(store.db, deps.portalId, [crmCompany(companyId, { ownerId: '501' })]);
  await saveRecords(store.db, deps.portalId, CRM_SOURCE, [
    subscription(companyId, null),
    bill(companyId, '2026-10-01', 100),
  ]);
  await scorePortal(deps, { asOf: DAY });
});
afterAll(async () => {
  await store.close();
  await sandbox.portal.close();
});

const tasksInPortal = async () =>
  (await sandbox.call('GET', '/crm/objects/2026-09/tasks?limit=100')).results as unknown as { id: string }[];

async function deleteTasks(): Promise<void> {
  for (const { id } of await tasksInPortal()) {
    await sandbox.call('DELETE', `/crm/objects/2026-09/tasks/${id}`);
  }
}

/** As a run does: reads what became of the tasks and scores. */
async function tasksShownAfterARun(): Promise<number | undefined> {
  now = new Date(now.getTime() + 3_600_000);
  const source = createHubSpotCrmSource({ api: sandbox.api, healthPropertyNames: HEALTH_PROPERTY_NAMES });
  for await (const page of streamOf(source, 'tasks').pull(contextAt(now), cursor)) {
    await commitPage(store.db, deps.portalId, source.meta.id, 'tasks', page);
    ({ cursor } = page);
  }
  await scorePortal(deps, { asOf: DAY });
  return (await loadHealth(store.db, deps.portalId, [companyId])).get(companyId)?.breakdown.tasks?.length;
}

const start = async () => (await startPlaybook(deps, { companyId }, CALLER)).done;

test.each([
  ['before they were ever read from there', false],
  ['after they were', true],
])('tasks that were deleted in HubSpot %s are no longer shown and can be started again', async (_, read) => {
  await tasksShownAfterARun();
  const steps = (await start())?.tasksCreated ?? 0;
  expect(steps).toBeGreaterThan(0);
  if (read) expect(await tasksShownAfterARun()).toBe(steps);
  await deleteTasks();
  expect(await tasksShownAfterARun()).toBe(0);
  expect(await start()).toMatchObject({ tasksCreated: steps, tasksExisting: 0 });
  expect(await tasksInPortal()).toHaveLength(steps);
  expect(await start()).toMatchObject({ tasksCreated: 0, tasksExisting: steps });
  await deleteTasks();
});
