import { createExchange } from '../../src/model/exchange.ts';
import { bookOf } from '../../src/pipeline/actions/book.ts';
import { scorePortal } from '../../src/pipeline/score.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../src/store/records.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { depsOf, PORTAL } from './proof/judged-portal.ts';

const DAY = '2026-10-01';
const ARR: Record<string, { arr: number | null; currency: string | null }> = {
  yen: { arr: 1_000_000, currency: 'JPY' },
  euros: { arr: 20_000, currency: 'EUR' },
  few: { arr: 8_000, currency: 'EUR' },
  unknown: { arr: null, currency: null },
};
const RATES = createExchange('EUR', [{ date: '2026-01-01', currency: 'JPY', rate: 0.006 }]);

let store: Store;
beforeAll(async () => {
  store = await openStore({ databaseUrl: undefined, dataDir: null });
  const companies = Object.entries(ARR).map(([name, money], index) =>
    crmCompany(String(index + 1), { name, ...money }),
  );
  await saveCompanies(store.db, PORTAL, companies);
  const values = companies.map(({ companyId }) => ({
    kind: 'roi' as const,
    id: companyId,
    accountId: companyId,
    at: '2026-09-01',
    value: 1,
    cost: 1,
  }));
  await saveRecords(store.db, PORTAL, CRM_SOURCE, values);
  await scorePortal(
    depsOf(store, () => new Date(`${DAY}T04:00:00Z`)),
    { asOf: DAY },
  );
});
afterAll(() => store.close());

/** Priority by name, in the amount of money that a risk is multiplied by. */
async function weights(exchange?: typeof RATES) {
  const deps = depsOf(store);
  const book = await bookOf({ ...deps, settings: { ...deps.settings, exchange } });
  return Object.fromEntries(
    book.map(({ name, priority, risk }) => [name, Math.round(priority / (risk ?? 0))]),
  );
}

test('a risk counts by what a customer is worth in one currency, and one of unknown worth as the usual one', async () => {
  expect(await weights(RATES)).toEqual({ yen: 6_000, euros: 20_000, few: 8_000, unknown: 8_000 });
});

test('without rates, what is in another currency than most is of unknown worth', async () => {
  expect(await weights()).toEqual({ yen: 14_000, euros: 20_000, few: 8_000, unknown: 14_000 });
});
