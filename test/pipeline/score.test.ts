import { addDays, dayFromNumber, dayNumber } from '../../src/model/day.ts';
import { type UsageUserDay } from '../../src/model/source.ts';
import { scorePortal } from '../../src/pipeline/score.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { saveAccounts, saveMatches } from '../../src/store/accounts.ts';
import { loadHealth } from '../../src/store/health.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { CRM_SOURCE, saveRecords } from '../../src/store/records.ts';
import { loadSnapshots } from '../../src/store/snapshots.ts';
import { replaceUsage } from '../../src/store/usage.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { SETTINGS } from './proof/judged-portal.ts';

const FIRST = '2025-09-01';
const SYNCED = '2026-09-30';
/** So many missed days that their windows begin in months which today's windows do not reach. */
const MISSED = 40;
const TODAY = addDays(SYNCED, MISSED);
const COMPANY = '1';

let store: Store;
beforeAll(async () => {
  store = await openStore({ databaseUrl: undefined, dataDir: null });
  for (const portalId of ['1', '2']) await fill(portalId);
});
afterAll(() => store.close());

/** A daily user, one who comes every third day, and a sponsor who fell silent long ago. */
async function fill(portalId: string): Promise<void> {
  const { db } = store;
  await saveCompanies(db, portalId, [crmCompany(COMPANY)]);
  await saveAccounts(db, portalId, 'amplitude', [
    { externalId: 'a', name: null, domains: [], emails: [], hubspotCompanyId: COMPANY },
  ]);
  await saveMatches(db, portalId, [
    {
      source: 'amplitude',
      externalId: 'a',
      companyId: COMPANY,
      matchedBy: 'hubspot-id',
      problem: null,
      suggestions: [],
    },
  ]);
  await saveRecords(db, portalId, CRM_SOURCE, [
    {
      kind: 'contact',
      id: '501',
      accountId: COMPANY,
      createdAt: '2025-02-01',
      email: 'silent@acme.com',
      name: 'Ana',
      role: 'executive-sponsor',
      leftAt: null,
    },
  ]);
  const rows: UsageUserDay[] = [];
  const add = (userId: string, number: number, email: string | null = null) => {
    const day = dayFromNumber(number);
    rows.push({
      accountId: 'a',
      userId,
      day,
      chunk: day,
      events: 1 + (number % 5),
      workflowsStarted: number % 2,
      workflowsCompleted: number % 4 === 1 ? 1 : 0,
      features: { [`feature ${number % 7}`]: 'basic' },
      integrations: number % 3 === 0 ? ['slack'] : [],
      email,
    });
  };
  for (let number = dayNumber(FIRST); number <= dayNumber(TODAY); number += 1) {
    add('daily', number);
    if (number % 3 === 0) add('third', number);
    if (number < dayNumber(FIRST) + 90) add('silent', number, 'silent@acme.com');
  }
  await replaceUsage(db, portalId, 'amplitude', {
    replaces: { from: FIRST, to: TODAY },
    rows,
    coverage: { from: FIRST, to: TODAY },
  });
}

async function score(portalId: string, days: readonly string[]) {
  for (const asOf of days) {
    await scorePortal(
      { db: store.db, portalId, settings: SETTINGS, clock: () => new Date(`${asOf}T04:00:00Z`), sources: [] },
      { asOf },
    );
  }
  return (await loadSnapshots(store.db, portalId, [COMPANY], FIRST, TODAY)).get(COMPANY);
}

test('days that no run scored are caught up as they would have been scored then', async () => {
  const everyDay = Array.from({ length: MISSED + 1 }, (_, index) => addDays(SYNCED, index));
  const daily = await score('1', everyDay);
  const caughtUp = await score('2', [SYNCED, TODAY]);
  expect(daily?.map((each) => each.asOf)).toContain(addDays(SYNCED, 4));
  expect(caughtUp).toEqual(daily);
});

test('a sponsor who was last seen most of a year ago is still missed in a run that reads little', async () => {
  for (const day of [SYNCED, TODAY]) {
    const [snapshot] = (await loadSnapshots(store.db, '1', [COMPANY], day, day)).get(COMPANY) ?? [];
    expect(snapshot?.detail).toMatchObject({ c: [['sponsor-lost', 79]] });
  }
});

test('a company that somebody else scored in between is scored again, so that what they knew stays', async () => {
  const portalId = '3';
  await fill(portalId);
  const deps = (db: Store['db'], time: string) => ({
    db,
    portalId,
    settings: SETTINGS,
    clock: () => new Date(`${TODAY}T${time}Z`),
    sources: [],
  });
  let overtaken = 0;
  // Whoever scores is overtaken once, between reading and storing.
  const slow = new Proxy(store.db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name !== 'transaction') return value.bind(target) as unknown;
      return () => ({
        execute: async (work: never) => {
          overtaken += 1;
          if (overtaken === 1) {
            const { db } = store;
            await replaceUsage(db, portalId, 'amplitude', {
              replaces: { from: addDays(TODAY, -60), to: TODAY },
              rows: [],
              coverage: { from: FIRST, to: TODAY },
            });
            await scorePortal(deps(db, '05:00:00'), { asOf: TODAY });
          }
          return target.transaction().execute(work);
        },
      });
    },
  });
  await scorePortal(deps(store.db, '03:00:00'), { asOf: TODAY });
  const before = (await loadHealth(store.db, portalId)).get(COMPANY)?.breakdown.result.score;
  expect(await scorePortal(deps(slow, '04:00:00'), { asOf: TODAY })).toMatchObject({
    considered: 1,
    scored: 1,
  });
  expect(overtaken).toBe(2);
  const after = (await loadHealth(store.db, portalId)).get(COMPANY)?.breakdown.result.score;
  await scorePortal(deps(store.db, '06:00:00'), { asOf: TODAY });
  expect(after).toBe((await loadHealth(store.db, portalId)).get(COMPANY)?.breakdown.result.score);
  expect(after).not.toBe(before);
});

test('a run that was held up for days adds to the past and leaves the health of today as it is', async () => {
  const portalId = '4';
  await fill(portalId);
  const late = addDays(TODAY, -2);
  await score(portalId, [addDays(TODAY, -3), TODAY]);
  const before = await loadHealth(store.db, portalId);
  const { db } = store;
  // What was learnt since changes the past, which is a new revision of it.
  await replaceUsage(db, portalId, 'amplitude', {
    replaces: { from: addDays(TODAY, -60), to: TODAY },
    rows: [],
    coverage: { from: FIRST, to: TODAY },
  });
  const snapshots = await score(portalId, [late]);
  expect(await loadHealth(db, portalId)).toEqual(before);
  const scores = new Map(snapshots?.map((each) => [each.asOf, each.score]));
  expect(scores.get(late)).not.toBe(before.get(COMPANY)?.breakdown.result.score);
  await score(portalId, [TODAY]);
  expect(await loadHealth(db, portalId)).not.toEqual(before);
});
