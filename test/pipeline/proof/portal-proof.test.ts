import { addDays, dayNumber } from '../../../src/model/day.ts';
import { storedProof } from '../../../src/pipeline/proof/judge.ts';
import { type PastPage, portalPast } from '../../../src/pipeline/proof/portal-past.ts';
import { portalProof } from '../../../src/pipeline/proof/portal-proof.ts';
import { spacingFor } from '../../../src/pipeline/proof/stored-panel.ts';
import { reportOfPortal } from '../../../src/pipeline/proof/report.ts';
import { type SourceRecord } from '../../../src/model/record.ts';
import { type PipelineSettings } from '../../../src/pipeline/deps.ts';
import { saveAccounts, saveMatches } from '../../../src/store/accounts.ts';
import { saveCompanies } from '../../../src/store/companies.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { addPulse } from '../../../src/store/pulses.ts';
import { CRM_SOURCE, saveRecords } from '../../../src/store/records.ts';
import { addSnapshots } from '../../../src/store/snapshots.ts';
import { replaceUsage } from '../../../src/store/usage.ts';
import { crmCompany } from '../../helpers/crm-company.ts';
import { usageDay } from '../assemble/builders.ts';
import { subscription } from './judged-portal.ts';

const PORTAL = '42';
const UNTIL = '2026-06-30';
const settings = { modelId: 'three-dimension' } as PipelineSettings;
let store: Store;
beforeAll(async () => {
  store = await openStore({ dataDir: null });
});
afterAll(() => store.close());

const snapshot = (companyId: string, asOf: string, score: number, provisional = false) => ({
  companyId,
  asOf,
  modelId: 'three-dimension',
  modelVersion: 1,
  score,
  band: 'yellow',
  coverage: 0.9,
  provisional,
  detail: {
    score,
    raw: score,
    coverage: 0.9,
    d: [],
    i: [['login-activity', 'product', 'scored', score, 1]],
    c: [],
  },
});

test('before the first run there is nothing to judge, and it says so', async () => {
  await expect(portalProof({ db: store.db, portalId: PORTAL, settings })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('judges what was stored at the time: weekly, last revision, not provisional, losses by subscription', async () => {
  const { db } = store;
  await saveCompanies(db, PORTAL, [
    crmCompany('1', { segment: 'smb' }),
    crmCompany('2', { name: '<Lost & Co>' }),
  ]);
  await saveRecords(db, PORTAL, CRM_SOURCE, [subscription('1', null), subscription('2', '2026-05-01')]);
  const days = Array.from({ length: 15 }, (_, day) => addDays('2026-03-01', day));
  await addSnapshots(
    db,
    PORTAL,
    days.map((day) => snapshot('1', day, 80)),
  );
  await addSnapshots(db, PORTAL, [snapshot('1', '2026-03-01', 70)]);
  await addSnapshots(db, PORTAL, [
    snapshot('2', '2026-03-05', 90, true),
    snapshot('2', '2026-04-01', 85),
    snapshot('2', '2026-05-02', 5),
    snapshot('1', UNTIL, 75),
  ]);

  const pages: PastPage[] = [];
  for await (const page of portalPast({ db, portalId: PORTAL, settings }, UNTIL)) pages.push(page);
  const [page] = pages;
  if (page === undefined) throw new Error('no past');
  expect(pages).toHaveLength(1);
  const rows = Array.from(page.asOf, (day, row) => [
    page.customers[page.customer[row] ?? 0]?.outcome.companyId,
    day,
    page.score[row],
  ]);
  expect(rows).toEqual([
    ['1', dayNumber('2026-03-01'), 70],
    ['1', dayNumber('2026-03-08'), 80],
    ['1', dayNumber('2026-03-15'), 80],
    ['1', dayNumber(UNTIL), 75],
    ['2', dayNumber('2026-04-01'), 85],
    ['2', dayNumber('2026-05-02'), 5],
  ]);
  expect(page.indicators).toEqual([{ id: 'login-activity', dimension: 'product' }]);
  expect([...page.cellScore]).toEqual([70, 80, 80, 75, 85, 5]);
  expect(page.customers[1]?.outcome).toMatchObject({ lostOn: '2026-05-01', name: '<Lost & Co>' });

  const proof = await portalProof({ db, portalId: PORTAL, settings });
  expect(proof).toMatchObject({
    until: UNTIL,
    backtest: {
      rows: 5,
      churnedCompanies: 1,
      leftOut: { afterLoss: 1 },
      missedChurners: [{ companyId: '2', churnedAt: '2026-05-01' }],
    },
    proposal: { accepted: false, verdict: 'too-few-events' },
  });
  expect(proof.review.map(({ id, advice }) => [id, advice])).toEqual([['login-activity', 'unknown']]);
  const html = await reportOfPortal({ db, portalId: PORTAL, settings }, 'en');
  expect(html).toContain('&lt;Lost &amp; Co&gt;');
  expect(html).toContain('fewer than 30 customers were lost');
});

test('a customer who came back was lost once: its first time is judged as lost, its second as running', async () => {
  const { db } = store;
  const portalId = 'back';
  await saveCompanies(db, portalId, [crmCompany('7', { customerSince: '2025-01-01' })]);
  await saveRecords(db, portalId, CRM_SOURCE, [
    { ...subscription('7', '2026-03-31'), id: 'a' },
    { ...subscription('7', null), id: 'b', startedAt: '2026-05-20' } as SourceRecord,
  ]);
  const days = ['2026-02-01', '2026-03-01', '2026-05-25', UNTIL];
  await addSnapshots(
    db,
    portalId,
    days.map((day) => snapshot('7', day, 85)),
  );
  const { backtest, outcomes } = await portalProof({ db, portalId, settings });
  expect(backtest).toMatchObject({ companies: 2, rows: 4, churnedCompanies: 1, leftOut: { afterLoss: 0 } });
  expect(backtest.missedChurners).toMatchObject([{ asOf: '2026-03-01', churnedAt: '2026-03-31' }]);
  expect([...outcomes.values()].map(({ companyId, lostOn }) => [companyId, lostOn])).toEqual([
    ['7', '2026-03-31'],
    ['7', null],
  ]);
  const { view } = storedProof(await portalProof({ db, portalId, settings }), `${UNTIL}T04:00:00.000Z`);
  expect(view.missedChurners.listed).toMatchObject([{ companyId: '7', name: 'Company 7' }]);
});

test('a trial that nobody paid for is no customer who was lost', async () => {
  const { db } = store;
  const portalId = 'trial';
  await saveCompanies(db, portalId, [crmCompany('8', { customerSince: null, lifecycleStage: 'lead' })]);
  const points = ['2024-01-01', '2026-03-31'].map((at) => ({ at, monthlyAmount: 0 }));
  await saveRecords(db, portalId, CRM_SOURCE, [
    subscription('8', '2026-03-31'),
    { kind: 'mrr', id: 's-8', accountId: '8', currency: 'EUR', points },
  ]);
  await addSnapshots(db, portalId, [snapshot('8', '2026-03-01', 85), snapshot('8', UNTIL, 85)]);
  const { backtest } = await portalProof({ db, portalId, settings });
  expect(backtest).toMatchObject({ churnedCompanies: 0, missedChurnersTotal: 0 });
});

test('judges by the bands in force: with green from 71, a customer lost at 75 is a missed one', async () => {
  const { db } = store;
  const portalId = 'bands';
  await saveCompanies(db, portalId, [crmCompany('9'), crmCompany('10')]);
  await saveRecords(db, portalId, CRM_SOURCE, [subscription('9', '2026-05-01'), subscription('10', null)]);
  await addSnapshots(db, portalId, [
    snapshot('9', '2026-03-25', 75),
    snapshot('10', '2026-03-25', 45),
    snapshot('10', UNTIL, 72),
  ]);
  const shipped = await portalProof({ db, portalId, settings });
  expect(shipped.backtest).toMatchObject({ missedChurnersTotal: 0, falseAlarmsTotal: 0, greenShare: 0 });
  const bands = { orange: 50, yellow: 60, green: 71 };
  const changed = { ...settings, modelChanges: { changes: { bands }, revision: 1 } } as PipelineSettings;
  const { backtest } = await portalProof({ db, portalId, settings: changed });
  expect(backtest).toMatchObject({ missedChurnersTotal: 1, falseAlarmsTotal: 1, greenShare: 2 / 3 });
  expect(backtest.missedChurners).toMatchObject([{ companyId: '9', score: 75 }]);
});

test('the simple predictors are there to compare with: pulse and last login as known on the day', async () => {
  const { db } = store;
  const portalId = 'simple';
  await saveCompanies(db, portalId, [crmCompany('11'), crmCompany('12')]);
  await saveAccounts(db, portalId, 'amplitude', [
    { externalId: 'a11', name: null, domains: [], emails: [], hubspotCompanyId: '11' },
  ]);
  await saveMatches(db, portalId, [
    {
      source: 'amplitude',
      externalId: 'a11',
      companyId: '11',
      matchedBy: 'id',
      problem: null,
      suggestions: [],
    },
  ]);
  const rows = ['2026-03-02', '2026-03-20'].map((day) => ({
    ...usageDay('u1', day),
    accountId: 'a11',
    chunk: day,
  }));
  await replaceUsage(db, portalId, 'amplitude', {
    replaces: { from: '2026-03-01', to: UNTIL },
    coverage: { from: '2026-03-01', to: UNTIL },
    rows,
  });
  const pulse = { companyId: '11', reason: '', author: 'ana@example.com' };
  await addPulse(db, portalId, { ...pulse, id: 'p1', score: 4, at: '2026-03-05T09:00:00.000Z' });
  await addPulse(db, portalId, { ...pulse, id: 'p2', score: 2, at: '2026-03-25T09:00:00.000Z' });
  const days = ['2026-03-01', '2026-03-10', '2026-03-25', UNTIL];
  await addSnapshots(
    db,
    portalId,
    days.flatMap((day) => [snapshot('11', day, 70), snapshot('12', day, 70)]),
  );
  for await (const page of portalPast({ db, portalId, settings }, UNTIL)) {
    const of = (column: Float64Array, id: string) =>
      [...column].filter((_, row) => page.customers[page.customer[row] ?? 0]?.outcome.companyId === id);
    expect(of(page.pulse, '11')).toEqual([Number.NaN, 4, 2, Number.NaN]);
    expect(of(page.daysSinceLastLogin, '11')).toEqual([0, 8, 5, 102]);
    expect(of(page.pulse, '12')).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(of(page.daysSinceLastLogin, '12')).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  }
  const { backtest } = await portalProof({ db, portalId, settings });
  expect(backtest.baselines[30]).toMatchObject({ daysSinceLastLogin: { n: 3 }, pulse: { n: 2 } });
});

test('a very large portfolio is looked at less often, in whole weeks', () => {
  expect([spacingFor(0, 730), spacingFor(3_800, 730), spacingFor(100_000, 730)]).toEqual([7, 7, 189]);
});
