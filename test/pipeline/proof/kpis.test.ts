import { addDays, dayOf } from '../../../src/model/day.ts';
import { kpiView, type KpiView } from '../../../src/model/kpi-view.ts';
import { runAction } from '../../../src/pipeline/actions/index.ts';
import { countKpis, storeKpis, storeKpisWhenDue } from '../../../src/pipeline/proof/count-kpis.ts';
import { recomputeKpis } from '../../../src/pipeline/proof/kpis.ts';
import { saveCompanies } from '../../../src/store/companies.ts';
import { loadKpiOverview, saveKpis } from '../../../src/store/kpis.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../../src/store/records.ts';
import { crmCompany } from '../../helpers/crm-company.ts';
import { bill, depsOf, fillJudgedPortal, PORTAL, subscription, UNTIL } from './judged-portal.ts';

const CALLER = { author: 'ana@example.com' };
let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());

const at = (days: number) => depsOf(store, () => new Date(`${addDays(UNTIL, days)}T04:00:00Z`));
const readKpis = async (days = 0, parameters: object = {}) =>
  kpiView.parse(await runAction(at(days), 'readKpis', parameters, CALLER));
const figures = ({ periods }: KpiView) => periods.map(({ from, all }) => [from, all.values.customersAtEnd]);

test('a large portfolio that was never computed says so, and nobody waits for it', async () => {
  const ids = Array.from({ length: 2_001 }, (_, index) => String(900_000 + index));
  const companies = ids.map((id) => crmCompany(id));
  await saveCompanies(store.db, 'large', companies);
  const large = { ...at(0), portalId: 'large' };
  const view = kpiView.parse(await runAction(large, 'readKpis', {}, CALLER));
  expect(view).toMatchObject({ computedAt: null, periods: [], followUps: { total: 0 } });
  expect(view.notes[0]?.en).toContain('not been computed yet');
  expect(view.notes[0]?.es).toContain('aún no se han calculado');
  await storeKpis(large);
  const later = kpiView.parse(await runAction(large, 'readKpis', {}, CALLER));
  expect(later.computedAt).not.toBeNull();
});

describe('a small portfolio', () => {
  beforeAll(() => fillJudgedPortal(store));

  test('is computed at once where nothing is kept, and keeps nothing by that', async () => {
    const view = await readKpis(0, { grain: 'quarter', periods: 4 });
    expect(view.periods).toHaveLength(4);
    expect(view.periods.at(-1)?.all.values.customersAtEnd).toBeGreaterThan(50);
    expect(view.currency).toBe('EUR');
    expect(await loadKpiOverview(store.db, PORTAL)).toBeNull();
  });

  test('what is kept says the same as what is computed, by period and segment', async () => {
    const computed = await readKpis(0, { periods: 24 });
    const stored = await recomputeKpis(at(0), { grain: 'month', periods: 24 });
    const read = await readKpis(0, { periods: 24 });
    expect(read).toEqual(computed);
    expect(read).toEqual(stored);
    expect(read.periods.at(-1)?.segments.map(({ segment }) => segment)).toEqual(['enterprise', 'mid']);
  });

  test('the kept ones are read until the next day, with their age; then they are computed anew', async () => {
    const before = await readKpis();
    const records = [subscription('5000', null), bill('5000', UNTIL, 70)];
    await saveCompanies(store.db, PORTAL, [crmCompany('5000', { customerSince: UNTIL })]);
    await saveRecords(store.db, PORTAL, CRM_SOURCE, records);
    expect(await storeKpisWhenDue(at(0))).toBeNull();
    const same = await readKpis(1);
    expect(figures(same)).toEqual(figures(before));
    expect(same).toMatchObject({ asOf: UNTIL, computedAt: `${UNTIL}T04:00:00.000Z` });
    expect(await storeKpisWhenDue(at(1))).not.toBeNull();
    const fresh = await readKpis(1);
    expect(dayOf(fresh.computedAt ?? '')).toBe(addDays(UNTIL, 1));
    expect(fresh.periods.at(-1)?.all.values.customersAtEnd).toBe(
      (before.periods.at(-1)?.all.values.customersAtEnd ?? 0) + 1,
    );
  });

  test('costs hold at once: they are no part of what is kept', async () => {
    const view = await recomputeKpis(at(1), { grain: 'month', periods: 2, costs: { retention: 1000 } });
    const { crc, customersAtStart } = view.periods[0]?.all.values ?? {};
    expect(crc).toBeCloseTo(1000 / (customersAtStart ?? 0), 9);
    expect((await readKpis(1)).periods.at(-1)?.all.values.crc).toBeNull();
  });

  test('stopped in the middle, or failing while it is kept, the earlier ones stay', async () => {
    const before = await readKpis(1);
    const stopped = AbortSignal.abort();
    await expect(storeKpis(at(2), stopped)).rejects.toThrow();
    const counted = await countKpis(at(2));
    const [first] = counted.periods;
    if (first === undefined) throw new Error('nothing was counted');
    // The same row twice cannot be stored.
    await expect(saveKpis(store.db, PORTAL, counted, [...counted.periods, first])).rejects.toThrow();
    expect(await readKpis(1)).toEqual(before);
  });
});
