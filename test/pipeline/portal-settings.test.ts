import { DEFAULT_SETTINGS, type PortalSettings, portalSettings } from '../../src/model/portal-settings.ts';
import { readSettings } from '../../src/pipeline/actions/settings.ts';
import { historyMarkers } from '../../src/pipeline/history-markers.ts';
import { portalModel, saveSettings, withPortalSettings } from '../../src/pipeline/portal-settings.ts';
import { scorePortal } from '../../src/pipeline/score.ts';
import { NO_ENTRIES } from '../../src/pipeline/people-entries.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../src/store/records.ts';
import { loadSnapshots } from '../../src/store/snapshots.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { bill, depsOf, PORTAL, subscription } from './proof/judged-portal.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore({ databaseUrl: undefined, dataDir: null });
});
afterEach(() => store.close());

const depsAt = (day: string) => depsOf(store, () => new Date(`${day}T04:00:00Z`));

async function save(change: Partial<PortalSettings>, basedOn: number): Promise<void> {
  const settings = { ...DEFAULT_SETTINGS, ...change };
  const by = { author: 'Ana', note: '', at: '2026-10-01T08:00:00.000Z' };
  await saveSettings({ db: store.db, portalId: PORTAL }, { settings, basedOn, ...by });
}

async function modelInForce(segment: string | null = null) {
  const { settings } = await withPortalSettings(depsAt('2026-10-02'));
  const { id, version } = portalModel(settings, segment);
  return { id, version };
}

const WEIGHTS = { dimensions: { product: 0.5, relationship: 0.3, business: 0.2 } };
const BANDS = { bands: { orange: 45, yellow: 65, green: 85 } };

test('the model has a new version when something in it changes, and only then', async () => {
  expect(await modelInForce()).toEqual({ id: 'three-dimension', version: 1 });
  await save({ capacity: 20 }, 0);
  expect(await modelInForce()).toEqual({ id: 'three-dimension', version: 1 });
  await save({ capacity: 20, model: WEIGHTS }, 1);
  expect(await modelInForce()).toEqual({ id: 'three-dimension', version: 3 });
  await save({ capacity: 30, model: WEIGHTS }, 2);
  await save({ capacity: 30, locale: 'es', model: WEIGHTS }, 3);
  expect(await modelInForce()).toEqual({ id: 'three-dimension', version: 3 });
  await save({ capacity: 30, model: { ...WEIGHTS, ...BANDS } }, 4);
  expect(await modelInForce()).toEqual({ id: 'three-dimension', version: 6 });
  await save({ capacity: 40 }, 5);
  expect(await modelInForce()).toEqual({ id: 'three-dimension', version: 1 });
  // Another state of the model than that of the third version, and so another number.
  await save({ capacity: 40, model: BANDS }, 6);
  expect(await modelInForce()).toEqual({ id: 'three-dimension', version: 8 });
});

test('the choice of another model leaves those that segments choose as they are', async () => {
  await save({ model: WEIGHTS }, 0);
  const enterprise = await modelInForce('enterprise');
  await save({ model: WEIGHTS, modelId: 'eight-pillar' }, 1);
  expect(await modelInForce()).toMatchObject({ id: 'eight-pillar' });
  await save({ model: WEIGHTS, modelId: 'three-dimension' }, 2);
  expect(await modelInForce('enterprise')).toEqual(enterprise);
});

test('saving how many accounts a team can work on marks no change of the model', async () => {
  const { db } = store;
  await saveCompanies(db, PORTAL, [crmCompany('1')]);
  await saveRecords(db, PORTAL, CRM_SOURCE, [subscription('1', null), bill('1', '2026-09-01', 100)]);
  const scoreOn = async (asOf: string) => scorePortal(await withPortalSettings(depsAt(asOf)), { asOf });
  await save({ model: WEIGHTS }, 0);
  await scoreOn('2026-10-01');
  await save({ model: WEIGHTS, capacity: 30 }, 1);
  await scoreOn('2026-10-02');
  const history = (await loadSnapshots(db, PORTAL, ['1'], '2026-10-01', '2026-10-02')).get('1') ?? [];
  expect(history.map(({ modelVersion }) => modelVersion)).toEqual([2, 2]);
  expect(historyMarkers(history, NO_ENTRIES, '2026-10-02')).toEqual([]);
});

test('a manager of the environment is shown, holds until somebody is chosen, and can be taken away', async () => {
  const given = depsAt('2026-10-02');
  const deps = { ...given, settings: { ...given.settings, managerOwnerId: '77' } };
  const manager = async () => (await withPortalSettings(deps)).settings.managerOwnerId;
  expect((await readSettings(deps)).configured).toMatchObject({ managerOwnerId: '77' });
  await save({ capacity: 20 }, 0);
  expect(await manager()).toBe('77');
  await save({ capacity: 20, managerOwnerId: '78' }, 1);
  expect(await manager()).toBe('78');
  await save({ capacity: 20, managerOwnerId: null }, 2);
  expect(await manager()).toBeNull();
});

test('a model that counts actions is named where it is configured, and nowhere else', async () => {
  const deps = depsAt('2026-10-02');
  const counting = { ...deps, settings: { ...deps.settings, modelId: 'impact-frequency' } };
  const offered = async (of: typeof deps) => (await readSettings(of)).models.map(({ id }) => id);
  expect(await offered(deps)).not.toContain('impact-frequency');
  expect(await offered(counting)).toContain('impact-frequency');
  await save({ modelId: 'impact-frequency' }, 0);
  expect(await offered(deps)).toContain('impact-frequency');
});

test('a model without an orange band needs no start of it', () => {
  const bandsOf = (bands: object) => portalSettings.safeParse({ model: { bands } }).success;
  expect(bandsOf({ yellow: 35, green: 70 })).toBe(true);
  expect(bandsOf({ yellow: 70, green: 35 })).toBe(false);
  expect(bandsOf({ orange: 40, yellow: 35, green: 70 })).toBe(false);
});
