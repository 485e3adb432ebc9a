import { type HealthBreakdown } from '../../../src/model/breakdown.ts';
import { type HealthView } from '../../../src/model/health-view.ts';
import { type ScoreResult } from '../../../src/model/result.ts';

export const RESULT: ScoreResult = {
  companyId: '101',
  score: 72.4149,
  band: 'yellow',
  alert: 'at-risk',
  coverage: 0.9333333,
  provisional: false,
  rawScore: 72.4149,
  delta30d: -4.06,
  trend: 'stable',
  risk: 31.7,
  dimensions: [
    { id: 'product', weight: 0.4, score: 81.25, rawScore: 81.25, coverage: 1 },
    { id: 'relationship', weight: 0.3, score: 64, rawScore: 64, coverage: 0.8 },
    { id: 'business', weight: 0.3, score: null, rawScore: null, coverage: 0 },
  ],
  indicators: [
    {
      id: 'login-activity',
      dimension: 'product',
      state: 'scored',
      score: 92.3,
      weight: 0.04,
      contribution: 3.692,
      value: { activeDays: 20.6, daysSinceLast: 0 },
      reason: null,
    },
  ],
  caps: [],
  signals: ['usage-drop', 'key-user-at-risk'],
  users: [{ id: 'u1', score: 88.1, atRisk: false }],
  playbook: { band: 'stabilise', plays: [{ id: 'seat-activation', indicator: 'active-user-penetration' }] },
};

export const BREAKDOWN: HealthBreakdown = {
  v: 1,
  asOf: '2026-11-01',
  scoredAt: '2026-11-01T02:00:00.000Z',
  model: { id: 'three-dimension', version: 3 },
  arr: { amount: 48_000, currency: 'EUR' },
  renewsAt: '2027-02-01',
  result: RESULT,
  publishedBand: 'yellow',
  previousBand: 'green',
  bandChangedAt: '2026-10-03T02:00:00.000Z',
  change: {
    since: '2026-10-02',
    points: -4.06,
    terms: [{ id: 'login-activity', kind: 'indicator', points: -4.06 }],
  },
  dimensionChanges: { product: -2 },
  history: [['2026-10-31', 72.4]],
  sources: { amplitude: { status: 'ok', fetchedAt: '2026-11-01T01:00:00.000Z', reason: null } },
  people: [{ id: 'u1', name: 'Ana', role: 'champion', lastActive: '2026-10-30' }],
};

export const VIEW: HealthView = {
  companyId: '101',
  result: RESULT,
  publishedBand: 'yellow',
  previousBand: 'green',
  bandChangedAt: '2026-10-03T02:00:00Z',
  topRisks: ['Seats in use: 40 %', 'An invoice is 12 days late'],
  model: { id: 'three-dimension', version: 3 },
  scoredAt: '2026-11-01T02:00:00Z',
  renewalProbability: 0.8766,
  expansionProbability: null,
  breakdown: BREAKDOWN,
};
