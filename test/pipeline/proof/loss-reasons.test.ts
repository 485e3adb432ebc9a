import os from 'node:os';
import { HEALTH_PROPERTY_NAMES } from '../../../src/hubspot/properties/index.ts';
import { provision } from '../../../src/hubspot/provision/index.ts';
import { type KpiView } from '../../../src/model/kpi-view.ts';
import { recomputeKpis } from '../../../src/pipeline/proof/kpis.ts';
import { publishPortal } from '../../../src/pipeline/publish.ts';
import { pullSource } from '../../../src/pipeline/pull.ts';
import { createHubSpotCrmSource } from '../../../src/sources/hubspot-crm/index.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../../src/store/records.ts';
import { createCompanies, type SandboxedApi, startSandbox } from '../../hubspot/helpers/sandbox.ts';
import { depsOf, subscription } from './judged-portal.ts';

const PROPERTY = 'churn_reason';
let now = new Date('2026-06-20T09:00:00Z');
let store: Store;
let sandbox: SandboxedApi;
let ids: string[];

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox({ now: () => now });
  await provision(sandbox.api);
  ids = await createCompanies(sandbox, 6);
});
afterAll(async () => {
  await store.close();
  await sandbox.portal.close();
});

function deps() {
  const { api } = sandbox;
  const names = [...HEALTH_PROPERTY_NAMES, PROPERTY];
  const given = depsOf(store, () => now);
  const lossReasons = { property: PROPERTY, meanings: { 'in-house tool': 'competitor' } } as const;
  return {
    ...given,
    api,
    tempDir: os.tmpdir(),
    sources: [createHubSpotCrmSource({ api, healthPropertyNames: names })],
    settings: { ...given.settings, lossReasons },
  };
}

async function lossesOf(): Promise<KpiView['periods'][number]['all']['lostByReason'] | undefined> {
  for (const source of deps().sources)
    expect(await pullSource(deps(), source)).toMatchObject({ complete: true });
  const { periods } = await recomputeKpis(deps(), { grain: 'month', periods: 1 });
  return periods[0]?.all.lostByReason;
}

test('a portal without the property reads as before, and every loss is of unknown reason', async () => {
  const records = ids.map((id, index) => subscription(id, index === 5 ? null : '2026-06-10'));
  await saveRecords(store.db, deps().portalId, CRM_SOURCE, records);
  expect(await lossesOf()).toEqual({ competitor: 0, freemium: 0, 'closed-down': 0, other: 0, unknown: 5 });
});

test('what people enter on the company in HubSpot splits the losses of the next KPIs', async () => {
  now = new Date('2026-06-21T09:00:00Z');
  await sandbox.call('POST', '/crm/properties/2026-09/companies', {
    ...{ name: PROPERTY, label: 'Churn reason', groupName: 'companyinformation' },
    ...{ type: 'string', fieldType: 'text' },
  });
  // The last one is still a customer: its reason counts for nothing.
  const entered = ['Competitor', 'In-house tool', 'Closed down', 'Too expensive', '', 'Competitor'];
  await sandbox.call('POST', '/crm/objects/2026-09/companies/batch/update', {
    inputs: ids.map((id, index) => ({ id, properties: { [PROPERTY]: entered[index] ?? '' } })),
  });
  expect(await lossesOf()).toEqual({ competitor: 2, freemium: 0, 'closed-down': 1, other: 1, unknown: 1 });
});

test('it is read and never written', async () => {
  await publishPortal(deps());
  const path = `/crm/objects/2026-09/companies/${ids[1] ?? ''}?properties=${PROPERTY}`;
  expect((await sandbox.call('GET', path)).properties?.[PROPERTY]).toBe('In-house tool');
});
