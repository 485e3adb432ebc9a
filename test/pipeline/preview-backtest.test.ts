import { type SettingsPreview } from '../../src/model/portal-actions.ts';
import { type PortalSettings } from '../../src/model/portal-settings.ts';
import { type BacktestPreview } from '../../src/model/settings-preview.ts';
import { runAction } from '../../src/pipeline/actions/index.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { depsOf, fillJudgedPortal, PORTAL, UNTIL } from './proof/judged-portal.ts';

/** Power users tell who leaves in the judged portal, logins say nothing; both are of the dimension `product`. */
const WITH_POWER_USERS = { model: { indicators: { 'power-users': 1, 'login-activity': 0 } } };
const WITHOUT = { model: { indicators: { 'power-users': 0, 'login-activity': 1 } } };

let store: Store;
beforeEach(async () => {
  store = await openStore({ dataDir: null });
});
afterEach(() => store.close());

async function preview(
  settings: Partial<PortalSettings>,
  clock?: () => Date,
): Promise<BacktestPreview | null> {
  const deps = depsOf(store, clock);
  const answer = await runAction(deps, 'previewSettings', { settings }, { author: 'ana@example.com' });
  return (answer as SettingsPreview).backtest;
}

test('weights that tell better who leaves show it on the past, worse ones too', async () => {
  await fillJudgedPortal(store);
  const better = await preview(WITH_POWER_USERS);
  expect(better).toMatchObject({ missing: null, days: 60, customers: 160, whole: true });
  expect(better?.lost).toBeGreaterThanOrEqual(10);
  expect(better?.scores).toBeGreaterThan(1000);
  expect(better?.after?.auc).toBeGreaterThan(better?.before?.auc ?? 1);
  expect(better?.after?.redMultiple).toBeGreaterThan(3);
  expect(better?.gain?.low).toBeGreaterThan(0);
  const worse = await preview(WITHOUT);
  expect(worse?.before).toEqual(better?.before);
  expect(worse?.gain?.high).toBeLessThan(0);
});

test('bands that start elsewhere move customers below green, not their order', async () => {
  await fillJudgedPortal(store);
  const backtest = await preview({ model: { bands: { orange: 70, yellow: 80, green: 99 } } });
  expect(backtest?.after?.auc).toBe(backtest?.before?.auc);
  expect(backtest?.gain).toEqual({ low: 0, high: 0 });
  expect(backtest?.after?.belowGreen).toBe(backtest?.lost);
  expect(backtest?.after?.redMultiple).not.toBe(backtest?.before?.redMultiple);
});

test('when the time is out, what was judged is a sample and says so', async () => {
  await fillJudgedPortal(store);
  let now = Date.parse(`${UNTIL}T04:00:00Z`);
  const backtest = await preview(WITH_POWER_USERS, () => new Date((now += 4_000)));
  expect(backtest).toMatchObject({ whole: false, customers: 50 });
});

test('too few lost customers give no figure', async () => {
  await fillJudgedPortal(store);
  await store.db.updateTable('company').set({ archived: true }).where('company_id', '>', '1008').execute();
  const backtest = await preview(WITH_POWER_USERS);
  expect(backtest).toMatchObject({
    missing: 'too-few-lost',
    leastLost: 10,
    before: null,
    after: null,
    gain: null,
  });
  expect(backtest?.lost).toBeLessThan(10);
});

test('too few of them in the time there was is not the same as too few', async () => {
  await fillJudgedPortal(store);
  await store.db.updateTable('company').set({ archived: true }).where('company_id', '>', '1008').execute();
  const others = Array.from({ length: 60 }, (_, index) => crmCompany(String(2000 + index)));
  await saveCompanies(store.db, PORTAL, others);
  let now = Date.parse(`${UNTIL}T04:00:00Z`);
  const backtest = await preview(WITH_POWER_USERS, () => new Date((now += 4_000)));
  expect(backtest).toMatchObject({ missing: 'out-of-time', whole: false, before: null });
});

test('before the first score, and under another model, there is nothing to compare', async () => {
  await saveCompanies(store.db, PORTAL, [crmCompany('1')]);
  expect(await preview(WITH_POWER_USERS)).toMatchObject({ missing: 'never-scored', before: null });
  expect(await preview({ modelId: 'vital-signs' })).toMatchObject({ missing: 'other-model', before: null });
});

test('settings that leave the model as it is are not judged', async () => {
  await fillJudgedPortal(store);
  expect(await preview({ capacity: 3, locale: 'es' })).toBeNull();
});
