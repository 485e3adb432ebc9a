import { type HubSpotSetup } from '../../src/model/portal-actions.ts';
import { runAction } from '../../src/pipeline/actions/index.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { loadAudit } from '../../src/store/audit.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { createTestApi } from '../hubspot/helpers/stub-api.ts';
import { type SandboxedApi, startSandbox } from '../hubspot/helpers/sandbox.ts';
import { depsOf, PORTAL } from './proof/judged-portal.ts';

const BAND = '/crm/properties/2026-09/companies/health_band';

let store: Store;
let sandbox: SandboxedApi;
beforeEach(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox();
});
afterEach(async () => {
  await sandbox.portal.close();
  await store.close();
});

/** What the settings page asks for, of a whole HubSpot portal instead of answers by rote. */
function act(name: string, api = sandbox.api, settings: Partial<PipelineDeps['settings']> = {}) {
  const deps = depsOf(store);
  const whole = { ...deps, api, settings: { ...deps.settings, ...settings } };
  return runAction(whole, name, {}, { author: 'ana@example.com', userId: '7' }) as Promise<HubSpotSetup>;
}

const named = ({ drift }: HubSpotSetup, kind: string) => drift.filter(({ name }) => name.startsWith(kind));

test('an empty portal lacks everything; looking creates nothing', async () => {
  const { created, drift } = await act('checkHubSpot');
  expect(created).toEqual([]);
  expect(named({ created, drift }, 'list ')).toHaveLength(8);
  expect(drift.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['companies.customer_health', 'companies.health_score', 'tasks.pulso_task_key']),
  );
  expect(drift.every(({ problem, remedy }) => problem.en !== problem.es && remedy.en !== remedy.es)).toBe(
    true,
  );
  expect(await act('checkHubSpot')).toEqual({ created, drift });
  await expect(sandbox.call('GET', BAND)).rejects.toMatchObject({ code: 'not-found' });
  expect(await loadAudit(store.db, PORTAL)).toEqual([]);
});

test('what is missing is created once, noted with who did it, and then nothing is missing', async () => {
  const first = await act('createInHubSpot');
  expect(first.drift).toEqual([]);
  expect(first.created).toEqual(expect.arrayContaining(['companies.health_score', 'tasks.pulso_task_key']));
  expect(first.created.filter((name) => name.startsWith('list '))).toHaveLength(8);
  expect(await sandbox.call('GET', BAND)).toMatchObject({ type: 'enumeration' });
  expect(await act('checkHubSpot')).toEqual({ created: [], drift: [] });
  expect(await act('createInHubSpot')).toEqual({ created: [], drift: [] });
  const audit = await loadAudit(store.db, PORTAL);
  expect(audit.map(({ actor, action }) => [actor, action])).toEqual([['user:7', 'hubspot.provisioned']]);
});

test('workflows are looked for where HubSpot makes the tasks', async () => {
  const tasks = { tasks: 'workflow' as const };
  expect(named(await act('checkHubSpot', sandbox.api, tasks), 'workflow ')).toHaveLength(3);
  await act('createInHubSpot', sandbox.api, tasks);
  expect(await act('checkHubSpot', sandbox.api, tasks)).toEqual({ created: [], drift: [] });
  const left = named(await act('checkHubSpot'), 'workflow ');
  expect(left).toHaveLength(3);
  expect(left[0]?.problem.es).toContain('cada caída crea dos');
});

test('what people changed is named and left as it is', async () => {
  await act('createInHubSpot');
  await sandbox.call('PATCH', BAND, { label: 'Our band' });
  await sandbox.call('DELETE', '/crm/properties/2026-09/companies/health_model');
  const { created, drift } = await act('createInHubSpot');
  expect(created).toEqual([]);
  expect(drift.map(({ name, problem }) => [name, problem.en])).toEqual([
    ['companies.health_band', 'was renamed to "Our band"'],
    ['companies.health_model', 'is archived'],
  ]);
  expect((await sandbox.call('GET', BAND)).label).toBe('Our band');
});

test('a portal that refuses the token is told as such, and nothing is noted', async () => {
  const { api } = createTestApi(sandbox.portal.baseUrl, { accessToken: 'withdrawn' });
  await expect(act('createInHubSpot', api)).rejects.toMatchObject({ code: 'unauthorized' });
  expect(await loadAudit(store.db, PORTAL)).toEqual([]);
});
