import { type Band, type IndicatorState } from '../model/bands.ts';
import { type ScoreResult } from '../model/result.ts';

/**
 * The part of a score result that a snapshot keeps: enough to explain a later change and to fit a model, about
 * a fifth of the whole. Tuples, because a year of snapshots is the largest thing in the store.
 */
export interface PackedResult {
  readonly score: number | null;
  readonly raw: number | null;
  readonly coverage: number;
  /** id, effective weight, score, raw score, coverage */
  readonly d: readonly (readonly [string, number, number | null, number | null, number])[];
  /** id, dimension, state, score, effective weight */
  readonly i: readonly (readonly [string, string, IndicatorState, number | null, number])[];
  /** id, limit */
  readonly c: readonly (readonly [string, number])[];
}

export function packResult(result: ScoreResult): PackedResult {
  return {
    score: result.score,
    raw: result.rawScore,
    coverage: result.coverage,
    d: result.dimensions.map((each) => [each.id, each.weight, each.score, each.rawScore, each.coverage]),
    i: result.indicators.map((each) => [each.id, each.dimension, each.state, each.score, each.weight]),
    c: result.caps.map((each) => [each.id, each.limit]),
  };
}

/** A result again, without what a snapshot does not keep (values, reasons, users, plays). */
export function unpackResult(
  companyId: string,
  band: Band,
  provisional: boolean,
  packed: PackedResult,
): ScoreResult {
  return {
    companyId,
    score: packed.score,
    band,
    alert: 'unknown',
    coverage: packed.coverage,
    provisional,
    rawScore: packed.raw,
    delta30d: null,
    trend: null,
    risk: null,
    dimensions: packed.d.map(([id, weight, score, rawScore, coverage]) => ({
      id,
      weight,
      score,
      rawScore,
      coverage,
    })),
    indicators: packed.i.map(([id, dimension, state, score, weight]) => ({
      id,
      dimension,
      state,
      score,
      weight,
      contribution: weight * (score ?? 0),
      value: null,
      reason: null,
    })),
    caps: packed.c.map(([id, limit]) => ({ id, limit, reason: '' })),
    signals: [],
    users: [],
    playbook: null,
  };
}
