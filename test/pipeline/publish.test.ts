import { type KyselyPlugin } from 'kysely';
import { type CompanyUpdate } from '../../src/hubspot/write-back/index.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';
import { publishTurn } from '../../src/pipeline/publish.ts';
import { withProperties } from '../../src/pipeline/published-properties.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { saveHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { BREAKDOWN } from '../hubspot/helpers/health-view.ts';

const PORTAL = '1';

const healthOf = (breakdown: HealthBreakdown) =>
  withProperties(
    {
      companyId: '101',
      asOf: breakdown.asOf,
      bandState: {},
      breakdown,
      topRisks: [],
      scoredAt: breakdown.scoredAt,
    },
    { renewalProbability: null, expansionProbability: null },
  );

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
  const sent: CompanyUpdate['properties'][] = [];
  const api: HubSpotApi = {
    request({ body, schema }) {
      const { inputs } = body as { inputs: { id: string; properties: Record<string, string> }[] };
      sent.push(...inputs.map(({ properties }) => properties));
      const at = '2026-11-01T02:00:01.000Z';
      const results = inputs.map((each) => ({ ...each, createdAt: at, updatedAt: at, archived: false }));
      return Promise.resolve(schema.parse({ status: 'COMPLETE', results, startedAt: at, completedAt: at }));
    },
  };
  await saveHealth(store.db, PORTAL, [healthOf(BREAKDOWN)]);
  const { result } = BREAKDOWN;
  const again = healthOf({
    ...BREAKDOWN,
    publishedBand: 'red',
    result: { ...result, score: 31, band: 'red' },
  });
  const meanwhile = afterFirstRows(() => saveHealth(store.db, PORTAL, [again]));
  const { outcome } = await publishTurn({ db: store.db.withPlugin(meanwhile), portalId: PORTAL, api }, null);
  await Promise.all(meanwhile.ran);

  expect(outcome.companiesWritten).toBe(1);
  expect(sent).toEqual([expect.objectContaining({ health_score: '31', health_band: 'red' })]);
  const told = JSON.parse(sent[0]?.['health_breakdown'] ?? '') as HealthBreakdown;
  expect(told.result.band).toBe('red');
});
