import { EVERYTHING, type CompaniesAnswer, type PortfolioCompany } from '../../src/model/portfolio.ts';
import { type PortfolioAnswer } from '../../src/model/portal-actions.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { runAction } from '../../src/pipeline/actions/index.ts';
import { saveAccounts } from '../../src/store/accounts.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { saveHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { saveSettings } from '../../src/pipeline/portal-settings.ts';
import { DEFAULT_SETTINGS } from '../../src/model/portal-settings.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { depsOf, PORTAL, UNTIL } from './proof/judged-portal.ts';

const COMPANIES = 20_000;
/** Answers of HubSpot's fetch end at 1 MB. */
const MOST_BYTES = 1_000_000;
const BANDS = ['red', 'orange', 'yellow', 'green'] as const;
const SCORE = { red: 20, orange: 50, yellow: 70, green: 90 } as const;

let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
  await fill(store);
});
afterAll(() => store.close());

/** One in ten is lost and has no score; of the others a quarter is in each band. */
async function fill({ db }: Store): Promise<void> {
  for (let start = 0; start < COMPANIES; start += 1000) {
    const indexes = Array.from({ length: 1000 }, (_, index) => start + index);
    await saveCompanies(
      db,
      PORTAL,
      indexes.map((index) =>
        crmCompany(String(index), {
          name: `Company ${String(index).padStart(5, '0')}`,
          ownerId: index % 7 === 0 ? null : String(index % 300),
          segment: ['smb', 'mid', null][index % 3] ?? null,
        }),
      ),
    );
    const stored = indexes.map((index) => ({
      companyId: String(index),
      asOf: UNTIL,
      bandState: {},
      breakdown: breakdownOf(index),
      topRisks: [],
      scoredAt: `${UNTIL}T04:00:00.000Z`,
      properties: null,
    }));
    await saveHealth(db, PORTAL, stored);
  }
}

function breakdownOf(index: number): HealthBreakdown {
  const isLost = index % 10 === 0;
  const band = isLost ? 'unknown' : BANDS[index % 4];
  const score = band === undefined || band === 'unknown' ? null : SCORE[band];
  const reason = `Seats in use: 5 of 25 seats (−${index % 20} points), company ${index}`;
  return {
    publishedBand: band,
    renewsAt: index % 2 === 0 ? '2027-01-15' : null,
    arr: { amount: 1000 + index, currency: 'EUR' },
    override: null,
    result: {
      score,
      delta30d: null,
      coverage: isLost ? 0 : 0.8,
      provisional: false,
      risk: score === null ? null : 100 - score,
      dimensions: [{ id: 'product', score }],
      indicators: [{ id: 'login-activity', weight: 0.5 }],
    },
    words: { reasons: [{ en: reason, es: reason }] },
    tasks: [{ status: 'open' }, { status: 'done' }],
  } as unknown as HealthBreakdown;
}

const act = (name: string, parameters: object = {}) =>
  runAction(depsOf(store), name, parameters, { author: 'ana@example.com' });
const companies = (parameters: object = {}) => act('readCompanies', parameters) as Promise<CompaniesAnswer>;
const bytes = (answer: object) => Buffer.byteLength(JSON.stringify(answer));

test('the home counts all of them, in an answer that HubSpot passes on', async () => {
  await saveSettings(depsOf(store), {
    settings: { ...DEFAULT_SETTINGS, capacity: 500 },
    basedOn: 0,
    author: 'ana@example.com',
    note: '',
    at: `${UNTIL}T04:00:00.000Z`,
  });
  const accounts = Array.from({ length: 300 }, (_, index) => ({
    externalId: `cus_${index}`,
    name: `Account ${index}`,
    domains: [],
    emails: [],
    hubspotCompanyId: null,
  }));
  await saveAccounts(store.db, PORTAL, 'stripe', accounts);
  const answer = (await act('readPortfolio')) as PortfolioAnswer;
  const { summary, queue } = answer;
  expect(summary).toMatchObject({ total: 20_000, customers: 18_000, atRisk: 9_000 });
  expect(summary.averageScore).toBeCloseTo((20 * 4 + 50 * 5 + 70 * 4 + 90 * 5) / 18, 10);
  expect(summary.coverage.map((each) => each.companies)).toEqual([0, 18_000, 0, 2_000]);
  expect(summary.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(18_000);
  expect(summary.choices.owners.length).toBeGreaterThan(250);
  expect(queue).toHaveLength(500);
  expect(queue[0]).toMatchObject({ band: 'red', openTasks: 1 });
  expect(queue[0]?.reason?.en).toContain('Seats in use');
  expect(answer.unmatched).toHaveLength(100);
  expect(bytes(answer)).toBeLessThan(MOST_BYTES);
});

test('pages follow each other without a gap or a repeat, in the order of the whole book', async () => {
  const pages: PortfolioCompany[] = [];
  for (const offset of [0, 100, 200]) {
    const page = await companies({ sort: 'revenue', band: 'red', offset, limit: 100 });
    expect(page).toMatchObject({ found: 4_000, total: 20_000 });
    expect(bytes(page)).toBeLessThan(MOST_BYTES);
    pages.push(...page.companies);
  }
  expect(new Set(pages.map(({ companyId }) => companyId)).size).toBe(300);
  const revenue = pages.map(({ arr }) => arr ?? 0);
  expect(revenue).toEqual([...revenue].sort((a, b) => b - a));
  // The largest red one of all: 19,996.
  expect(revenue[0]).toBe(20_996);
});

test('every filter narrows the whole book, and all of them together', async () => {
  const found = async (query: object) => (await companies({ ...EVERYTHING, ...query, limit: 1 })).found;
  expect(await found({ search: 'company 19' })).toBe(1_000);
  expect(await found({ owner: '-' })).toBe(2_858);
  expect(await found({ segment: 'smb' })).toBe(6_667);
  expect(await found({ renewal: '2027-01' })).toBe(10_000);
  const all = { search: '123', owner: '-', segment: '-', renewal: '2027-01', band: 'yellow' };
  const { companies: listed } = await companies({ ...all, limit: 100 });
  expect(listed.length).toBeGreaterThan(0);
  expect(listed.every(({ name, ownerId, segment }) => name.includes('123') && !ownerId && !segment)).toBe(
    true,
  );
});

test('behind the last page there is nothing, and what cannot be is refused', async () => {
  expect(await companies({ offset: 20_000 })).toEqual({ companies: [], found: 20_000, total: 20_000 });
  expect(await companies({ band: 'nonsense' })).toMatchObject({ companies: [], found: 0 });
  for (const wrong of [{ limit: 101 }, { offset: -1 }, { sort: 'name' }, { renewal: "'; drop" }]) {
    await expect(companies(wrong)).rejects.toMatchObject({ code: 'input-invalid' });
  }
});

test('what was scored, renamed or archived meanwhile is seen at once', async () => {
  const scoredAt = `${UNTIL}T05:00:00.000Z`;
  const health = { asOf: UNTIL, bandState: {}, topRisks: [], scoredAt, properties: null };
  const lastRed = async () => (await companies({ band: 'red', sort: 'revenue', limit: 1 })).companies[0];
  expect(await lastRed()).toMatchObject({ companyId: '19996' });
  await saveHealth(store.db, PORTAL, [{ ...health, companyId: '19997', breakdown: breakdownOf(99_996) }]);
  expect(await lastRed()).toMatchObject({ companyId: '19997' });
  await saveCompanies(store.db, PORTAL, [crmCompany('19997', { name: 'New name' })]);
  expect(await companies({ search: 'new name' })).toMatchObject({ found: 1 });
  await store.db.updateTable('company').set({ archived: true }).where('company_id', '=', '19997').execute();
  expect(await companies({ search: 'new name' })).toMatchObject({ found: 0, total: 19_999 });
});
