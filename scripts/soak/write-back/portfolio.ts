import { BANDS } from '../../../src/model/bands.ts';
import { type CrmCompany } from '../../../src/model/company.ts';
import { type ScoreResult } from '../../../src/model/result.ts';
import { type ScoredHealth } from '../../../src/pipeline/score.ts';
import { withProperties } from '../../../src/pipeline/published-properties.ts';
import { type HealthToStore } from '../../../src/store/health.ts';

/** A portfolio on two days in a row, the same in every run: what is to be written and which bands fell. */

export const DAYS = ['2026-11-01', '2026-11-02'] as const;
export type SoakDay = (typeof DAYS)[number];

/** Three batches of 100, the last one not full. */
export const COMPANIES = 240;
/** The portal gives new records ascending ids from here. */
const FIRST_ID = 90_000_000_001;
/** Nobody's company: known to us, deleted in the portal, so that every batch with it is answered with a 207. */
const GONE = '7';

export const companyIds: readonly string[] = Array.from({ length: COMPANIES }, (_, index) =>
  String(FIRST_ID + index),
);

export const portfolio: readonly CrmCompany[] = [...companyIds, GONE].map((companyId, index) => ({
  companyId,
  name: `Company ${index}`,
  domains: [],
  ownerId: index % 7 === 0 ? null : String(501 + (index % 3)),
  parentCompanyId: null,
  lifecycleStage: 'customer',
  segment: null,
  customerSince: null,
  arr: null,
  currency: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  archived: false,
  healthProperties: {},
}));

interface BandView {
  readonly band: (typeof BANDS)[number];
  readonly previous: (typeof BANDS)[number] | null;
  readonly changedAt: string | null;
}

const bandAt = (index: number): (typeof BANDS)[number] => BANDS[index] ?? 'green';

/** On the first day every third company has fallen by a band; on the second every fifth falls by one more. */
function bandOn(day: SoakDay, index: number): BandView {
  const first = 1 + (index % 3);
  const fell = index % 3 !== 2 && index < COMPANIES;
  const before: BandView = {
    band: bandAt(first),
    previous: fell ? bandAt(first + 1) : null,
    changedAt: fell ? '2026-10-25' : null,
  };
  if (day === DAYS[0] || index % 5 !== 0 || index >= COMPANIES) return before;
  return { band: bandAt(first - 1), previous: before.band, changedAt: DAYS[1] };
}

/** How many tasks the two days call for. */
export const expectedFalls = DAYS.reduce(
  (sum, day) =>
    sum +
    companyIds.filter((_, index) => {
      const { previous, changedAt } = bandOn(day, index);
      return previous !== null && (day === DAYS[0] || changedAt === DAYS[1]);
    }).length,
  0,
);

export function healthsOn(day: SoakDay): HealthToStore[] {
  return portfolio.map(({ companyId }, index) => healthOf(companyId, index, day));
}

function healthOf(companyId: string, index: number, day: SoakDay): HealthToStore {
  const view = bandOn(day, index);
  // Half of the scores move from day to day.
  const score = 20 + ((index * 7 + (index % 2) * DAYS.indexOf(day)) % 70);
  const scoredAt = `${day}T02:00:00.000Z`;
  const topRisks = [`Seats in use: ${score} %`, 'An invoice is 12 days late'];
  const health: ScoredHealth = {
    companyId,
    asOf: day,
    bandState: {},
    topRisks,
    scoredAt,
    breakdown: {
      v: 1,
      asOf: day,
      scoredAt,
      model: { id: 'three-dimension', version: 1 },
      arr: null,
      renewsAt: null,
      result: resultOf(companyId, view.band, score),
      publishedBand: view.band,
      previousBand: view.previous,
      bandChangedAt: view.changedAt === null ? null : `${view.changedAt}T00:00:00.000Z`,
      change: null,
      dimensionChanges: {},
      history: [[day, score]],
      sources: {},
      people: [],
    },
  };
  return withProperties(health, { renewalProbability: null, expansionProbability: null });
}

function resultOf(companyId: string, band: BandView['band'], score: number): ScoreResult {
  return {
    companyId,
    score,
    band,
    alert: band === 'red' ? 'critical' : band === 'orange' ? 'at-risk' : 'warning',
    coverage: 1,
    provisional: false,
    rawScore: score,
    delta30d: null,
    trend: 'stable',
    risk: 100 - score,
    dimensions: [{ id: 'product', weight: 1, score, rawScore: score, coverage: 1 }],
    indicators: [],
    caps: [],
    signals: [],
    users: [],
    playbook: { band: 'intervene', plays: [] },
  };
}
