import { addDays, dayFromNumber, dayNumber } from '../../src/model/day.ts';
import { say } from '../../src/model/messages/message.ts';
import { type SourceRecord } from '../../src/model/record.ts';
import { type Source, type UsageUserDay } from '../../src/model/source.ts';
import { actOnNews } from '../../src/pipeline/act.ts';
import { scorePortal } from '../../src/pipeline/score.ts';
import { saveAccounts, saveMatches } from '../../src/store/accounts.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { loadHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../src/store/records.ts';
import { loadSnapshots } from '../../src/store/snapshots.ts';
import { saveSourceState } from '../../src/store/source-states.ts';
import { replaceUsage } from '../../src/store/usage.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { bill, depsOf, subscription } from './proof/judged-portal.ts';

const FIRST = '2025-09-01';
/** Last day that the source delivered. */
const END = '2026-09-01';
const COMPANY = '1';
const USAGE_INDICATORS = [
  'login-activity',
  'active-user-penetration',
  'feature-adoption',
  'integration-usage',
];
const amplitude = {
  meta: { id: 'amplitude', title: 'Amplitude', feeds: USAGE_INDICATORS },
  streams: [],
} as unknown as Source;

let store: Store;
beforeEach(async () => {
  store = await openStore({ databaseUrl: undefined, dataDir: null });
});
afterEach(() => store.close());

const depsOn = (asOf: string, portalId: string) => ({
  ...depsOf(store, () => new Date(`${asOf}T04:00:00Z`)),
  portalId,
  sources: [amplitude],
});

/** Three people who are at work every day, at a customer who gets little out of it and pays late. */
async function fill(portalId: string): Promise<void> {
  const { db } = store;
  await saveCompanies(db, portalId, [crmCompany(COMPANY)]);
  const account = { externalId: 'a', name: null, domains: [], emails: [], hubspotCompanyId: COMPANY };
  await saveAccounts(db, portalId, 'amplitude', [account]);
  const match = { companyId: COMPANY, matchedBy: 'hubspot-id' as const, problem: null, suggestions: [] };
  await saveMatches(db, portalId, [{ source: 'amplitude', externalId: 'a', ...match }]);
  const on = { accountId: COMPANY };
  const at = '2026-02-01';
  const person = { ...on, kind: 'contact' as const, createdAt: at, email: null, name: null, leftAt: null };
  const goal = {
    name: 'Cut costs',
    measuredAt: at,
    progress: 0.1,
    startedAt: '2026-01-01',
    dueAt: '2026-12-31',
  };
  const review = { at, title: 'Review', review: true, outcome: 'completed' as const, contactIds: [] };
  await saveRecords(db, portalId, CRM_SOURCE, [
    subscription(COMPANY, null),
    { ...bill(COMPANY, '2026-05-01', 100), paidAt: '2026-06-20', seats: 3 } as SourceRecord,
    { ...on, kind: 'goal', id: 'g', ...goal },
    { ...on, kind: 'roi', id: 'r', at, value: 50, cost: 100 },
    { ...on, kind: 'budget', id: 'b', at, change: -0.3, dedicated: false },
    { ...person, id: 'c1', role: 'executive-sponsor' },
    { ...person, id: 'c2', role: 'champion' },
    { ...on, kind: 'meeting', id: 'm', ...review },
  ]);
  await deliver(portalId, FIRST, END);
}

async function deliver(portalId: string, from: string, to: string): Promise<void> {
  const rows: UsageUserDay[] = [];
  for (let number = dayNumber(from); number <= dayNumber(to); number += 1) {
    const day = dayFromNumber(number);
    for (const userId of ['u1', 'u2', 'u3']) {
      const features = { reports: 'advanced' as const, exports: 'advanced' as const };
      const work = { events: 9, workflowsStarted: 2, workflowsCompleted: 2, features };
      rows.push({
        accountId: 'a',
        userId,
        day,
        chunk: day,
        integrations: ['crm', 'slack'],
        email: null,
        ...work,
      });
    }
  }
  await replaceUsage(store.db, portalId, 'amplitude', {
    replaces: { from, to },
    rows,
    coverage: { from: FIRST, to },
  });
}

/** The source refuses us from the day after its last one on. */
const refuse = (portalId: string) =>
  saveSourceState(store.db, portalId, 'amplitude', {
    status: 'error',
    fetchedAt: `${END}T04:00:00Z`,
    reason: say('source.failed', { source: 'Amplitude', reason: 'the key was revoked' }),
  });

async function scoredOn(asOf: string, portalId: string) {
  await scorePortal(depsOn(asOf, portalId), { asOf });
  const health = (await loadHealth(store.db, portalId, [COMPANY])).get(COMPANY);
  if (health === undefined) throw new Error('not scored');
  return health.breakdown;
}

test.each([
  ['again and again', [7, 8, 15, 22, 35]],
  ['once, after weeks', [35]],
])('a source that refuses us for 35 days changes no band and makes no task, run %s', async (_, days) => {
  await fill('1');
  const before = await scoredOn(END, '1');
  await refuse('1');
  for (const back of days) {
    const day = addDays(END, back);
    const { result, publishedBand, change, dimensionChanges } = await scoredOn(day, '1');
    expect({ day, publishedBand }).toEqual({ day, publishedBand: before.publishedBand });
    expect(result.signals).not.toContain('rapid-decline');
    expect(result.signals).not.toContain('usage-drop');
    expect(Math.abs(result.delta30d ?? 0)).toBeLessThan(5);
    expect(change?.points).toBeCloseTo(result.delta30d ?? 0, 9);
    expect(Object.keys(dimensionChanges).includes('product')).toBe(!result.provisional);
  }
  const { result } = await scoredOn(addDays(END, 35), '1');
  // So much better than the rest of the company that without it the score falls.
  expect(before.result.dimensions[0]?.score).toBeGreaterThan(80);
  expect(result.score).toBeLessThan((before.result.score ?? 0) - 20);
  expect(result).toMatchObject({ provisional: true, trend: 'stable' });
  expect(result.coverage).toBeGreaterThan(0.4);
  const product = result.indicators.filter(({ id }) => USAGE_INDICATORS.includes(id));
  expect(product).toHaveLength(4);
  for (const { state, reason } of product) {
    expect(state).toBe('error');
    expect(reason).toContain('the key was revoked');
  }
  const acted = await actOnNews(depsOn(addDays(END, 35), '1'), addDays(END, 35));
  expect(acted).toEqual({ tasksCreated: 0, failed: [], toShow: [] });
});

test('a source that delivers again is believed again, and the days it was missing on stay as they were', async () => {
  await fill('1');
  const before = await scoredOn(END, '1');
  await refuse('1');
  const outDay = addDays(END, 20);
  const missing = await scoredOn(outDay, '1');
  const today = addDays(END, 21);
  await deliver('1', addDays(END, 1), today);
  const after = await scoredOn(today, '1');
  expect(after.result).toMatchObject({ provisional: false, trend: 'stable' });
  expect(after.publishedBand).toBe(before.publishedBand);
  const [day] = (await loadSnapshots(store.db, '1', [COMPANY], outDay, outDay)).get(COMPANY) ?? [];
  expect(day).toMatchObject({ score: missing.result.score, provisional: true });
  const [last] = (await loadSnapshots(store.db, '1', [COMPANY], END, END)).get(COMPANY) ?? [];
  expect(last).toMatchObject({ score: before.result.score, provisional: false });
});
