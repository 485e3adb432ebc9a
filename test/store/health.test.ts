import fc from 'fast-check';
import { loadHealth, saveHealth, type StoredHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { BREAKDOWN } from '../hubspot/helpers/health-view.ts';

const PORTAL = '1';

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());

const healthOn = (companyId: string, asOf: string, mark: number): StoredHealth => ({
  companyId,
  asOf,
  bandState: { mark },
  breakdown: { ...BREAKDOWN, asOf },
  topRisks: [String(mark)],
  scoredAt: '2026-11-30T04:00:00.000Z',
  properties: { mark: String(mark) },
});

test('of scores in any order the last one of the latest day stays, whole', async () => {
  let company = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 10, max: 19 }), { minLength: 1, maxLength: 6 }),
      async (days) => {
        const id = String((company += 1));
        for (const [mark, day] of days.entries()) {
          await saveHealth(store.db, PORTAL, [healthOn(id, `2026-11-${day}`, mark)]);
        }
        const latest = Math.max(...days);
        const expected = healthOn(id, `2026-11-${latest}`, days.lastIndexOf(latest));
        expect((await loadHealth(store.db, PORTAL, [id])).get(id)).toEqual(expected);
      },
    ),
    { numRuns: 30 },
  );
});

test('one that is kept does not hold up the others of its batch', async () => {
  await saveHealth(store.db, PORTAL, [healthOn('kept', '2026-11-12', 1)]);
  await saveHealth(store.db, PORTAL, [healthOn('kept', '2026-11-11', 2), healthOn('new', '2026-11-11', 2)]);
  const stored = await loadHealth(store.db, PORTAL, ['kept', 'new']);
  expect(stored.get('kept')).toMatchObject({ asOf: '2026-11-12', properties: { mark: '1' } });
  expect(stored.get('new')).toMatchObject({ asOf: '2026-11-11', properties: { mark: '2' } });
});
