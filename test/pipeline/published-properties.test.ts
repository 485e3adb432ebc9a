import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { receiptOf } from '../../src/model/breakdown-receipt.ts';
import { MAX_BREAKDOWN_CHARACTERS } from '../../src/hubspot/properties/index.ts';
import { type CompanyUpdate } from '../../src/hubspot/write-back/index.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';
import { publishPortal } from '../../src/pipeline/publish.ts';
import { withProperties } from '../../src/pipeline/published-properties.ts';
import { loadCompanies, saveCompanies } from '../../src/store/companies.ts';
import { loadHealth, saveHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { BREAKDOWN } from '../hubspot/helpers/health-view.ts';

const PORTAL = '1';
const NO_CHANCES = { renewalProbability: null, expansionProbability: null };

const healthOf = (breakdown: HealthBreakdown) =>
  withProperties(
    {
      companyId: '101',
      asOf: breakdown.asOf,
      bandState: {},
      breakdown,
      topRisks: ['Seats in use: 8 of 20'],
      scoredAt: breakdown.scoredAt,
    },
    NO_CHANCES,
  );

const person = (id: string) => ({ id, name: 'x'.repeat(5000), role: 'member', lastActive: null });
const LONG: HealthBreakdown = { ...BREAKDOWN, people: Array.from({ length: 20 }, (_, n) => person(`u${n}`)) };

let store: Store;
let sent: CompanyUpdate['properties'][];
const api: HubSpotApi = {
  async request({ body, schema }) {
    const { inputs } = body as { inputs: { id: string; properties: Record<string, string> }[] };
    sent.push(...inputs.map(({ properties }) => properties));
    const at = '2026-11-01T02:00:01.000Z';
    const results = inputs.map((each) => ({ ...each, createdAt: at, updatedAt: at, archived: false }));
    return schema.parse({ status: 'COMPLETE', results, startedAt: at, completedAt: at });
  },
};
const publish = () => publishPortal({ db: store.db, portalId: PORTAL, api });

beforeEach(async () => {
  sent = [];
  store = await openStore({ dataDir: null });
  await saveCompanies(store.db, PORTAL, [crmCompany('101', {})]);
});
afterEach(() => store.close());

test('HubSpot gets the text, we remember its receipt, and the same is not sent again', async () => {
  await saveHealth(store.db, PORTAL, [healthOf(BREAKDOWN)]);
  expect((await publish()).companiesWritten).toBe(1);
  const text = JSON.stringify(BREAKDOWN);
  expect(sent[0]?.['health_breakdown']).toBe(text);
  const [company] = await loadCompanies(store.db, PORTAL);
  expect(company?.healthProperties).toMatchObject({
    health_score: '72.4',
    health_breakdown: receiptOf(text),
  });
  expect((await publish()).writeCalls).toBe(0);
});

test('what HubSpot shows later is known by its receipt; what somebody made of it is repaired', async () => {
  await saveHealth(store.db, PORTAL, [healthOf(BREAKDOWN)]);
  await publish();
  const read = (text: string) =>
    saveCompanies(store.db, PORTAL, [
      crmCompany('101', { healthProperties: { ...sent[0], health_breakdown: text } }),
    ]);
  await read(JSON.stringify(BREAKDOWN));
  expect((await publish()).writeCalls).toBe(0);
  await read('{"v":1');
  expect((await publish()).companiesWritten).toBe(1);
  expect(sent.at(-1)?.['health_breakdown']).toBe(JSON.stringify(BREAKDOWN));
});

test('a breakdown too long for HubSpot is cut there and whole here', async () => {
  const health = healthOf(LONG);
  expect(health.text).toBeUndefined();
  await saveHealth(store.db, PORTAL, [health]);
  await publish();
  expect(sent[0]?.['health_breakdown']?.length).toBeLessThan(MAX_BREAKDOWN_CHARACTERS);
  expect((await loadHealth(store.db, PORTAL)).get('101')?.breakdown.people).toHaveLength(20);
  expect((await publish()).writeCalls).toBe(0);
});

test('what was stored by an older version is published once it is scored again', async () => {
  await saveHealth(store.db, PORTAL, [{ ...healthOf(BREAKDOWN), properties: null }]);
  expect((await publish()).writeCalls).toBe(0);
  await saveHealth(store.db, PORTAL, [healthOf(BREAKDOWN)]);
  expect((await publish()).companiesWritten).toBe(1);
});
