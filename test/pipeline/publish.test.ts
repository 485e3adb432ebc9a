import { type KyselyPlugin } from 'kysely';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { publishTurn } from '../../src/pipeline/publish.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { saveHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { publishableHealth, takingApi } from '../helpers/publishing.ts';
import { BREAKDOWN } from '../hubspot/helpers/health-view.ts';

const PORTAL = '1';

/** Runs once, after the first rows of a query and before any later query. */
function afterFirstRows(run: () => Promise<void>): KyselyPlugin & { readonly ran: Promise<void>[] } {
  const ran: Promise<void>[] = [];
  return {
    ran,
    transformQuery: ({ node }) => node,
    transformResult({ result }) {
      if (ran.length === 0 && result.rows.length > 0) ran.push(run());
      return Promise.resolve(result);
    },
  };
}

let store: Store;
beforeEach(async () => {
  store = await openStore({ dataDir: null });
  await saveCompanies(store.db, PORTAL, [crmCompany('101', {})]);
});
afterEach(() => store.close());

test('a company that is scored again while a turn compares the others is written as it is by then', async () => {
  const api = takingApi();
  await saveHealth(store.db, PORTAL, [publishableHealth(BREAKDOWN)]);
  const { result } = BREAKDOWN;
  const again = publishableHealth({
    ...BREAKDOWN,
    publishedBand: 'red',
    result: { ...result, score: 31, band: 'red' },
  });
  const meanwhile = afterFirstRows(() => saveHealth(store.db, PORTAL, [again]));
  const { outcome } = await publishTurn({ db: store.db.withPlugin(meanwhile), portalId: PORTAL, api }, null);
  await Promise.all(meanwhile.ran);

  expect(outcome.companiesWritten).toBe(1);
  expect(api.sent).toEqual([expect.objectContaining({ health_score: '31', health_band: 'red' })]);
  const told = JSON.parse(api.sent[0]?.['health_breakdown'] ?? '') as HealthBreakdown;
  expect(told.result.band).toBe('red');
});
