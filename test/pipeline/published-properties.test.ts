import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { receiptOf } from '../../src/model/breakdown-receipt.ts';
import { MAX_BREAKDOWN_CHARACTERS } from '../../src/hubspot/properties/index.ts';
import { publishPortal } from '../../src/pipeline/publish.ts';
import { loadCompanies, saveCompanies } from '../../src/store/companies.ts';
import { loadHealth, saveHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { publishableHealth, takingApi } from '../helpers/publishing.ts';
import { BREAKDOWN } from '../hubspot/helpers/health-view.ts';

const PORTAL = '1';
const person = (id: string) => ({ id, name: 'x'.repeat(5000), role: 'member', lastActive: null });
const LONG: HealthBreakdown = { ...BREAKDOWN, people: Array.from({ length: 20 }, (_, n) => person(`u${n}`)) };

let store: Store;
let api: ReturnType<typeof takingApi>;
const publish = () => publishPortal({ db: store.db, portalId: PORTAL, api });

beforeEach(async () => {
  api = takingApi();
  store = await openStore({ dataDir: null });
  await saveCompanies(store.db, PORTAL, [crmCompany('101', {})]);
});
afterEach(() => store.close());

test('HubSpot gets the text, we remember its receipt, and the same is not sent again', async () => {
  await saveHealth(store.db, PORTAL, [publishableHealth(BREAKDOWN)]);
  expect((await publish()).companiesWritten).toBe(1);
  const text = JSON.stringify(BREAKDOWN);
  expect(api.sent[0]?.['health_breakdown']).toBe(text);
  const [company] = await loadCompanies(store.db, PORTAL);
  expect(company?.healthProperties).toMatchObject({
    health_score: '72.4',
    health_breakdown: receiptOf(text),
  });
  expect((await publish()).writeCalls).toBe(0);
});

test('what HubSpot shows later is known by its receipt; what somebody made of it is repaired', async () => {
  await saveHealth(store.db, PORTAL, [publishableHealth(BREAKDOWN)]);
  await publish();
  const read = (text: string) =>
    saveCompanies(store.db, PORTAL, [
      crmCompany('101', { healthProperties: { ...api.sent[0], health_breakdown: text } }),
    ]);
  await read(JSON.stringify(BREAKDOWN));
  expect((await publish()).writeCalls).toBe(0);
  await read('{"v":1');
  expect((await publish()).companiesWritten).toBe(1);
  expect(api.sent.at(-1)?.['health_breakdown']).toBe(JSON.stringify(BREAKDOWN));
});

test('a breakdown too long for HubSpot is cut there and whole here', async () => {
  const health = publishableHealth(LONG);
  expect(health.text).toBeUndefined();
  await saveHealth(store.db, PORTAL, [health]);
  await publish();
  expect(api.sent[0]?.['health_breakdown']?.length).toBeLessThan(MAX_BREAKDOWN_CHARACTERS);
  expect((await loadHealth(store.db, PORTAL)).get('101')?.breakdown.people).toHaveLength(20);
  expect((await publish()).writeCalls).toBe(0);
});

test('what was stored by an older version is published once it is scored again', async () => {
  await saveHealth(store.db, PORTAL, [{ ...publishableHealth(BREAKDOWN), properties: null }]);
  expect((await publish()).writeCalls).toBe(0);
  await saveHealth(store.db, PORTAL, [publishableHealth(BREAKDOWN)]);
  expect((await publish()).companiesWritten).toBe(1);
});
