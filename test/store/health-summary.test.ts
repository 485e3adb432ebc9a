import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { openEmbeddedDatabase } from '../../src/embedded-database.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { EmbeddedDialect } from '../../src/store/embedded-dialect.ts';
import { summaryOf } from '../../src/store/health-summary.ts';
import { MIGRATIONS } from '../../src/store/migrations/index.ts';
import { BREAKDOWN, RESULT } from '../hubspot/helpers/health-view.ts';

const override = {
  band: 'red' as const,
  reason: 'They told us',
  author: 'ana@example.com',
  since: '2026-10-30',
  expiresAt: '2026-11-29',
};
const task = { stepId: 'a', taskId: '1', subject: 'Call', createdAt: '2026-10-30T00:00:00Z' };
const reasons = [{ en: 'Seats in use: 8 of 20', es: 'Asientos en uso: 8 de 20' }];

const WITH_EVERYTHING: HealthBreakdown = {
  ...BREAKDOWN,
  override: { ...override, active: true },
  tasks: [
    { ...task, status: 'open' },
    { ...task, stepId: 'b', status: 'done' },
  ],
  words: {
    model: { title: { en: '', es: '' }, bands: [] },
    dimensions: {},
    indicators: {},
    reasons,
    plan: null,
  },
};

const CASES: [string, HealthBreakdown][] = [
  ['with everything', WITH_EVERYTHING],
  ['of the first version, without what came later', BREAKDOWN],
  ['with an override that is over', { ...WITH_EVERYTHING, override: { ...override, active: false } }],
  [
    'without a score, revenue, renewal and earlier band',
    {
      ...BREAKDOWN,
      arr: null,
      renewsAt: null,
      previousBand: null,
      bandChangedAt: null,
      result: { ...RESULT, score: null, delta30d: null, risk: null, dimensions: [] },
    },
  ],
];

test('says what lists need', () => {
  expect(summaryOf(WITH_EVERYTHING)).toEqual({
    band: 'yellow',
    previousBand: 'green',
    bandChangedAt: '2026-10-03T02:00:00.000Z',
    score: 72.4149,
    delta30d: -4.06,
    coverage: 0.9333333,
    provisional: false,
    risk: 31.7,
    arr: 48_000,
    currency: 'EUR',
    renewsAt: '2027-02-01',
    overriddenUntil: '2026-11-29',
    dimensions: { product: 81.25, relationship: 64, business: null },
    reason: reasons[0],
    openTasks: 1,
  });
});

test('of what was stored before it is the same, and the breakdown stays as it was', async () => {
  const pglite = await openEmbeddedDatabase(null);
  const db = new Kysely<unknown>({ dialect: new EmbeddedDialect({ pglite }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  await migrator.migrateTo('0021-messages');
  for (const [companyId, breakdown] of CASES) {
    await sql`insert into health (portal_id, company_id, as_of, band_state, breakdown, top_risks, scored_at)
      values ('1', ${companyId}, '2026-11-01', '{}', ${JSON.stringify(breakdown)}::jsonb, '[]', now())`.execute(
      db,
    );
  }
  expect((await migrator.migrateTo('0022-lean-nightly')).error).toBeUndefined();
  const { rows } = await sql<{ company_id: string; summary: object; breakdown: object; properties: unknown }>`
    select company_id, summary, breakdown, properties from health`.execute(db);
  const stored = new Map(rows.map((row) => [row.company_id, row]));
  for (const [companyId, breakdown] of CASES) {
    expect([companyId, stored.get(companyId)?.summary]).toEqual([companyId, summaryOf(breakdown)]);
    expect([companyId, stored.get(companyId)?.breakdown]).toEqual([companyId, breakdown]);
    expect(stored.get(companyId)?.properties).toBeNull();
  }
  await db.destroy();
});
