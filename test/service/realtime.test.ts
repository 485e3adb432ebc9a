import { sql } from 'kysely';
import { saveCompanies } from '../../src/store/companies.ts';
import { CRM_SOURCE, saveRecords } from '../../src/store/records.ts';
import { loadRescores } from '../../src/store/rescore.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { signed, startTwoPortals, type TwoPortals } from './two-portals.ts';
import { until } from '../helpers/until.ts';

/** Which deliveries lead to a new score at once, and how often. The process here is web alone: no job runs. */

let store: Store;
let app: TwoPortals;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
  app = await startTwoPortals(store);
  await saveCompanies(store.forPortal('1'), '1', [
    crmCompany('11', { segment: 'enterprise' }),
    crmCompany('12', { segment: 'smb' }),
    crmCompany('13', { segment: 'enterprise' }),
  ]);
  const deal = {
    ...{ createdAt: '2026-10-01', closedAt: null, name: '', amount: null },
    outcome: 'open' as const,
  };
  await saveRecords(store.forPortal('1'), '1', CRM_SOURCE, [
    { kind: 'deal', id: '501', accountId: '13', dealType: 'expansion', ...deal },
  ]);
});
afterAll(async () => {
  await app.close();
  await store.close();
});

let eventId = 0;
const deliver = (...companyIds: number[]) => deliverOf('company', companyIds);

async function deliverOf(object: 'company' | 'deal', objectIds: readonly number[]): Promise<void> {
  const events = objectIds.map((objectId) => ({
    eventId: (eventId += 1),
    portalId: 1,
    objectId,
    propertyName: object === 'deal' ? 'dealstage' : 'industry',
    subscriptionType: `${object}.propertyChange`,
    occurredAt: Date.now(),
  }));
  const body = JSON.stringify(events);
  const headers = signed('POST', '/webhooks/hubspot', body);
  const answer = await fetch(`${app.url}/webhooks/hubspot`, { method: 'POST', headers, body });
  expect(await answer.json()).toEqual({ stored: objectIds.length, repeated: 0 });
}

const noted = async (portalId: string) =>
  (await loadRescores(store.forPortal(portalId), portalId)).map(({ companyId }) => companyId).sort();

/** Refresh jobs and how many seconds after they were asked for they may start. */
async function refreshes(): Promise<{ portal: string; wait: number }[]> {
  const { rows } = await sql<{ portal: string; wait: number }>`
    select data->>'portalId' as portal,
      round(extract(epoch from start_after - created_on))::int as wait
    from pgboss.job where name = 'work' and data->>'kind' = 'refresh' and state = 'created'`.execute(
    store.db,
  );
  return rows;
}

test('a burst of events is one refresh after the debounce, of high-touch companies only', async () => {
  await deliver(11, 12, 11);
  await until(async () => (await noted('1')).length > 0);
  await deliverOf('deal', [501]);
  await deliver(12, 11);
  await until(async () => (await noted('1')).length === 2 && (await refreshes()).length > 0);
  expect(await noted('1')).toEqual(['11', '13']);
  expect(await refreshes()).toEqual([{ portal: '1', wait: 15 }]);
  expect(await noted('2')).toEqual([]);
});

test('what concerns other segments or companies nobody knows is stored for the daily run and asks for nothing', async () => {
  const before = await noted('1');
  await deliver(12);
  await deliver(99);
  const stored = await sql<{ n: number }>`select count(*)::int as n from delivery`.execute(store.db);
  expect(stored.rows[0]?.n).toBe(eventId);
  // Closing waits until everything that was delivered has been looked at.
  await app.close();
  expect(await noted('1')).toEqual(before);
  expect(await refreshes()).toHaveLength(1);
});
