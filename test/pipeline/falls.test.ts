import { healthsOn, portfolio } from '../../scripts/soak/write-back/portfolio.ts';
import { AppError } from '../../src/errors.ts';
import { provision } from '../../src/hubspot/provision/index.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';
import { actOnFalls, actOnNews } from '../../src/pipeline/act.ts';
import { type PipelineSettings } from '../../src/pipeline/deps.ts';
import { loadActs } from '../../src/store/acts.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { saveHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../hubspot/helpers/sandbox.ts';

const DAY = '2026-11-01';
const NOW = new Date(`${DAY}T10:00:00Z`);
const SETTINGS: PipelineSettings = {
  locale: 'en',
  modelId: 'three-dimension',
  customerStages: [],
  managerOwnerId: null,
  backfillDays: 30,
};

let store: Store;
let sandbox: SandboxedApi;
let portals = 0;
let portalId: string;
/** Two companies of the test. */
let ids: string[];

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox({ now: () => NOW });
  await provision(sandbox.api);
});
afterAll(async () => {
  await store.close();
  await sandbox.portal.close();
});
beforeEach(async () => {
  portalId = String((portals += 1));
  ids = await createCompanies(sandbox, 2);
  const [company] = portfolio;
  if (company === undefined) throw new Error('an empty portfolio');
  await saveCompanies(
    store.db,
    portalId,
    ids.map((companyId) => ({ ...company, companyId, ownerId: '501' })),
  );
});

const depsWith = (over: Partial<PipelineSettings> = {}, api: HubSpotApi = sandbox.api) => ({
  ...{ db: store.db, portalId, api },
  settings: { ...SETTINGS, ...over },
});

/** Stores a band as a score published it today. */
async function band(
  publishedBand: string,
  previousBand: string | null,
  { companyId = ids[0] ?? '', provisional = false } = {},
): Promise<void> {
  const [health] = healthsOn(DAY);
  if (health === undefined) throw new Error('an empty portfolio');
  const bandChangedAt = `${DAY}T00:00:00.000Z`;
  const result = { ...health.breakdown.result, companyId, provisional };
  const breakdown = { ...health.breakdown, result, publishedBand, previousBand, bandChangedAt };
  await saveHealth(store.db, portalId, [{ ...health, companyId, breakdown, text: undefined }]);
}

const plannedFor = async (companyId = ids[0] ?? '') =>
  ((await loadActs(store.db, portalId, [companyId])).get(companyId) ?? []).map(({ key, taskId }) => ({
    change: key.split(':').at(-1),
    exists: taskId !== null,
  }));

test('a fall behind a rise is a fall for whoever acted before both', async () => {
  await band('green', null);
  expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 0 });
  await band('orange', 'red');
  expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 1 });
  expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 0 });
  expect(await plannedFor()).toEqual([{ change: `green>orange@${DAY}`, exists: true }]);
});

test('a rise from a band that was acted on is none, however it came about', async () => {
  await band('red', 'green');
  expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 1 });
  await band('orange', 'red');
  expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 0 });
});

test('a fall waits for a full score', async () => {
  await band('green', null);
  await actOnNews(depsWith(), DAY);
  await band('orange', 'red', { provisional: true });
  expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 0 });
  await band('orange', 'red');
  expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 1 });
});

test('a customer who came back has no band to fall from', async () => {
  await band('green', null);
  await actOnNews(depsWith(), DAY);
  await band('orange', null);
  expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 0 });
});

test('between two runs the given companies are acted on and no others', async () => {
  const [first = '', second = ''] = ids;
  await band('red', 'green', { companyId: first });
  await band('red', 'green', { companyId: second });
  expect(await actOnFalls(depsWith(), DAY, [first])).toEqual({ tasksCreated: 1, failed: [] });
  expect(await plannedFor(second)).toEqual([]);
  expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 1 });
});

test('a task that HubSpot refused for its owner is created once the settings name another', async () => {
  const refusing: HubSpotApi = {
    request: (wanted) =>
      wanted.path.endsWith('/upsert') && JSON.stringify(wanted.body).includes('"hubspot_owner_id":"77"')
        ? Promise.reject(new AppError('upstream-rejected', 'no such owner'))
        : sandbox.api.request(wanted),
  };
  await band('red', 'green');
  const wrong = depsWith({ managerOwnerId: '77' }, refusing);
  expect((await actOnNews(wrong, DAY)).failed).toHaveLength(1);
  expect((await actOnNews(wrong, DAY)).failed).toHaveLength(1);
  const right = depsWith({ managerOwnerId: '502', tasks: 'workflow' }, refusing);
  expect(await actOnNews(right, DAY)).toMatchObject({ tasksCreated: 1, failed: [] });
});

describe('tasks that workflows made', () => {
  async function workflowMakes(subject: string): Promise<void> {
    await sandbox.call('POST', '/crm/objects/2026-09/tasks', {
      properties: { hs_task_subject: subject, hs_timestamp: NOW.toISOString() },
      associations: [
        { to: { id: ids[0] }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 192 }] },
      ],
    });
  }

  test('of the last run are found when the app takes over before the next one', async () => {
    await band('red', 'green');
    await actOnNews(depsWith({ tasks: 'workflow' }), DAY);
    await workflowMakes('Escalate Company 0: red (was green)');
    expect(await actOnNews(depsWith(), DAY)).toMatchObject({ tasksCreated: 0 });
    expect(await plannedFor()).toEqual([{ change: `green>red@${DAY}`, exists: true }]);
  });

  test('in the language before are found too', async () => {
    await band('red', 'green');
    await workflowMakes('Escalate Company 0: red (was green)');
    await actOnNews(depsWith({ tasks: 'workflow', locale: 'es' }), DAY);
    expect(await plannedFor()).toEqual([{ change: `green>red@${DAY}`, exists: true }]);
  });

  test('are not looked for by an app that has always made its own', async () => {
    const asked: string[] = [];
    const api: HubSpotApi = {
      request: (wanted) => {
        asked.push(wanted.path);
        return sandbox.api.request(wanted);
      },
    };
    await band('red', 'green');
    await actOnNews(depsWith({}, api), DAY);
    await actOnNews(depsWith({}, api), DAY);
    expect(asked.filter((path) => path.includes('/companies/tasks'))).toEqual([]);
  });
});
