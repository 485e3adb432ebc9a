import fc from 'fast-check';
import { type CapResult, type IndicatorResult, type ScoreResult } from '../../../src/model/result.ts';

/** Indicator id → [weight in the whole score when everything is known, score or null for no data]. */
export type Scores = Readonly<Record<string, readonly [weight: number, score: number | null]>>;

/**
 * A result with these indicators, weights spread over the scored ones as the engine does it, and a score limit.
 * The dimension is the part of the id before the slash.
 */
export function result(scores: Scores, limit = 100): ScoreResult {
  const known = Object.values(scores).reduce(
    (sum, [weight, score]) => sum + (score === null ? 0 : weight),
    0,
  );
  const indicators = Object.entries(scores).map(([id, [weight, score]]) =>
    indicator(id, weight / known, score),
  );
  const rawScore = known === 0 ? null : indicators.reduce((sum, each) => sum + each.contribution, 0);
  const score = rawScore === null ? null : Math.min(rawScore, limit);
  const caps: CapResult[] = score === rawScore ? [] : [{ id: 'weak-dimension', limit, reason: 'weak' }];
  return {
    companyId: 'c-1',
    score,
    rawScore,
    band: score === null ? 'unknown' : 'yellow',
    alert: score === null ? 'unknown' : 'warning',
    coverage: known,
    provisional: false,
    delta30d: null,
    trend: null,
    risk: null,
    dimensions: [],
    indicators,
    caps,
    signals: [],
    users: [],
    playbook: null,
  };
}

function indicator(id: string, weight: number, score: number | null): IndicatorResult {
  const dimension = id.split('/')[0] ?? '';
  const base = { id, dimension, score };
  if (score === null) {
    return { ...base, state: 'no-data', weight: 0, contribution: 0, value: null, reason: 'nothing known' };
  }
  return { ...base, state: 'scored', weight, contribution: weight * score, value: {}, reason: null };
}

const IDS = [
  'product/a',
  'product/b',
  'relationship/c',
  'relationship/d',
  'business/e',
  'business/f',
] as const;

/** Any result over six indicators: any weights, any of them unknown, any score limit. */
export const anyResult: fc.Arbitrary<ScoreResult> = fc
  .record({
    weights: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
    scores: fc.array(fc.option(fc.double({ min: 0, max: 100, noNaN: true })), { minLength: 6, maxLength: 6 }),
    limit: fc.constantFrom(100, 79, 59),
  })
  .map(({ weights, scores, limit }) =>
    result(
      Object.fromEntries(IDS.map((id, index) => [id, [weights[index] ?? 0, scores[index] ?? null]] as const)),
      limit,
    ),
  );
