import { dayNumber } from '../../src/model/day.ts';
import { type ExternalAccount, type UsageUserDay } from '../../src/model/source.ts';
import { saveMatches } from '../../src/store/accounts.ts';
import { type Db } from '../../src/store/open.ts';
import { loadCoverage, loadUsage, type UsageSpan } from '../../src/store/usage.ts';
import { daysOf } from '../helpers/usage-days.ts';
import { type ActivityMonth } from '../../src/store/activity-month.ts';
import { say } from '../../src/model/messages/message.ts';

/** The store under test and the portal of the running test. */
export interface StoreUnderTest {
  readonly db: () => Db;
  readonly portalId: () => string;
  readonly page: (over: object) => Promise<unknown>;
}

const whole = (since: string) => ({ since, wholeSince: since });

const loadDays = async (at: StoreUnderTest, companyId: string, span: UsageSpan) =>
  daysOf((await loadUsage(at.db(), at.portalId(), [companyId], span)).get(companyId) ?? []);

export const account = (externalId: string): ExternalAccount => ({
  externalId,
  name: 'Acme',
  domains: ['acme.com'],
  emails: ['ana@acme.com'],
  hubspotCompanyId: null,
});

export const match = (externalId: string, companyId: string | null) => ({
  source: 'amplitude',
  externalId,
  companyId,
  matchedBy: companyId === null ? null : 'domain',
  problem: companyId === null ? say('account.nothing') : null,
  suggestions: [],
});

const usageRow = (over: Partial<UsageUserDay> = {}): UsageUserDay => ({
  accountId: 'acct_1',
  userId: 'u1',
  day: '2026-10-30',
  chunk: '2026-10-30',
  events: 5,
  workflowsStarted: 2,
  workflowsCompleted: 1,
  features: { reports: 'advanced' },
  integrations: ['slack'],
  email: 'ana@acme.com',
  ...over,
});

/** What every store must do with usage. */
export function usageTests(at: StoreUnderTest): void {
  test('the same usage page twice changes nothing, and re-reading a chunk replaces it', async () => {
    const usage = (rows: UsageUserDay[]) => ({
      usage: {
        replaces: { from: '2026-10-30', to: '2026-10-30' },
        rows,
        coverage: { from: '2026-10-01', to: '2026-10-30' },
      },
      accounts: [account('acct_1')],
    });
    await at.page(usage([usageRow(), usageRow({ userId: 'u2', email: null })]));
    await at.page(usage([usageRow(), usageRow({ userId: 'u2', email: null })]));
    await saveMatches(at.db(), at.portalId(), [match('acct_1', 'c1')]);
    expect(await loadDays(at, 'c1', whole('2026-10-01'))).toHaveLength(2);

    await at.page(usage([usageRow({ events: 9 })]));
    expect(await loadDays(at, 'c1', whole('2026-10-01'))).toEqual([
      {
        source: 'amplitude',
        userId: 'u1',
        email: 'ana@acme.com',
        day: '2026-10-30',
        events: 9,
        workflowsStarted: 2,
        workflowsCompleted: 1,
        features: { reports: 'advanced' },
        integrations: ['slack'],
      },
    ]);
    expect(await loadCoverage(at.db(), at.portalId())).toEqual(
      new Map([['amplitude', { from: '2026-10-01', to: '2026-10-30' }]]),
    );
  });

  test('late events of a day live in the chunk of their upload beside the earlier ones', async () => {
    const usage = (chunk: string, events: number) => ({
      replaces: { from: chunk, to: chunk },
      rows: [usageRow({ chunk, events })],
      coverage: { from: '2026-10-30', to: chunk },
    });
    await at.page({ accounts: [account('acct_1')], usage: usage('2026-10-30', 5) });
    await at.page({ usage: usage('2026-10-31', 2) });
    await saveMatches(at.db(), at.portalId(), [match('acct_1', 'c1')]);
    const rows = await loadDays(at, 'c1', whole('2026-10-01'));
    expect(rows.map((row) => row.events).sort()).toEqual([2, 5]);
  });

  test('a page replaces its chunks across months and of accounts that have nothing any more', async () => {
    const days = ['2026-09-29', '2026-09-30', '2026-10-01', '2026-11-01'];
    const rows = ['acct_1', 'acct_2'].flatMap((accountId) =>
      days.map((chunk, index) => usageRow({ accountId, chunk, day: chunk, events: index + 1 })),
    );
    const coverage = { from: '2026-09-29', to: '2026-11-01' };
    await at.page({
      accounts: [account('acct_1'), account('acct_2')],
      usage: { replaces: { from: '2026-09-29', to: '2026-11-01' }, rows, coverage },
    });
    await saveMatches(at.db(), at.portalId(), [match('acct_1', 'c1'), match('acct_2', 'c2')]);
    const again = usageRow({ chunk: '2026-09-30', day: '2026-09-28', events: 70, userId: 'u9' });
    await at.page({ usage: { replaces: { from: '2026-09-30', to: '2026-10-31' }, rows: [again], coverage } });

    const usage = await loadUsage(at.db(), at.portalId(), ['c1', 'c2'], whole('2026-09-01'));
    const eventsOf = (companyId: string) => daysOf(usage.get(companyId) ?? []).map((row) => row.events);
    expect(eventsOf('c1')).toEqual([1, 70, 4]);
    expect(eventsOf('c2')).toEqual([1, 4]);
    const later = await loadDays(at, 'c1', whole('2026-10-01'));
    expect(later.map((row) => row.events)).toEqual([4]);
  });

  test('of the months long past, the active days of each user are loaded, and no more', async () => {
    const days = ['2026-07-03', '2026-07-20', '2026-07-25', '2026-10-01', '2026-10-02'];
    const rows = days.map((chunk) => usageRow({ chunk, day: chunk, events: chunk === '2026-07-25' ? 0 : 3 }));
    const silent = usageRow({ chunk: '2026-07-04', day: '2026-07-04', userId: 'u2', events: 0 });
    const coverage = { from: '2026-07-01', to: '2026-10-30' };
    await at.page({
      accounts: [account('acct_1')],
      usage: { replaces: { from: '2026-07-01', to: '2026-10-30' }, rows: [...rows, silent], coverage },
    });
    await saveMatches(at.db(), at.portalId(), [match('acct_1', 'c1')]);
    const span = { since: '2026-01-01', wholeSince: '2026-10-02' };
    const loaded = (await loadUsage(at.db(), at.portalId(), ['c1'], span)).get('c1') ?? [];
    expect(daysOf(loaded).map(({ day }) => day)).toEqual(['2026-10-01', '2026-10-02']);
    const past = loaded[0]?.month as ActivityMonth;
    const active = past.users.map(([userId], user) => [userId, past.active[user]]);
    expect(new Map(active as [string, number[]][])).toEqual(
      new Map([
        ['u1', [dayNumber('2026-07-03'), 17]],
        ['u2', []],
      ]),
    );
  });

  test('a page may replace everything there ever was and will be', async () => {
    const coverage = { from: '2026-10-30', to: '2026-10-30' };
    const everything = (events: number) =>
      at.page({
        accounts: [account('acct_1')],
        usage: { replaces: { from: '0001-01-01', to: '9999-12-31' }, rows: [usageRow({ events })], coverage },
      });
    await everything(5);
    await everything(7);
    await saveMatches(at.db(), at.portalId(), [match('acct_1', 'c1')]);
    const rows = await loadDays(at, 'c1', whole('2026-10-01'));
    expect(rows.map((row) => row.events)).toEqual([7]);
  });
}
