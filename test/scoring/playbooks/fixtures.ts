import { type ScoreResult } from '../../../src/model/result.ts';
import { type PlanInput } from '../../../src/scoring/playbooks/index.ts';

/** A company that fell from green to yellow because seats stand empty. */
export const RESULT: ScoreResult = {
  companyId: '501',
  score: 72.4,
  rawScore: 72.4,
  band: 'yellow',
  alert: 'warning',
  coverage: 1,
  provisional: false,
  delta30d: -9.2,
  trend: 'declining',
  risk: 36.8,
  dimensions: [],
  indicators: [
    {
      id: 'active-user-penetration',
      dimension: 'product',
      state: 'scored',
      score: 50,
      weight: 0.1,
      contribution: 5,
      value: { active: 8, seats: 20, ratio: 0.4 },
      reason: null,
    },
    {
      id: 'executive-sponsor',
      dimension: 'relationship',
      state: 'scored',
      score: 5,
      weight: 0.075,
      contribution: 0.375,
      value: { status: 'left', daysSinceEngaged: null },
      reason: null,
    },
  ],
  caps: [],
  signals: [],
  users: [],
  playbook: {
    band: 'stabilise',
    plays: [
      { id: 'new-sponsor', indicator: 'executive-sponsor' },
      { id: 'seat-activation', indicator: 'active-user-penetration' },
    ],
  },
};

export const INPUT: PlanInput = {
  result: RESULT,
  company: { companyId: '501', name: 'Acme', ownerId: '77', managerId: '12' },
  change: { from: 'green', to: 'yellow', changedAt: '2026-11-01' },
  portalId: 4242,
  asOf: '2026-11-01',
  locale: 'en',
  model: { id: 'three-dimension', version: 3 },
};

export function withResult(overrides: Partial<ScoreResult>): PlanInput {
  return { ...INPUT, result: { ...RESULT, ...overrides } };
}
