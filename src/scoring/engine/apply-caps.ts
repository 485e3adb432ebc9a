import type { CapResult, DimensionResult } from '../../model/result.ts';
import type { CompanySignals } from '../../model/signals.ts';
import { capById } from '../caps/index.ts';
import type { ScoringContext } from '../facts/context.ts';
import type { Model, ModelCap } from '../model.ts';
import type { Weighed } from './weigh.ts';

export interface Capped {
  readonly score: number | null;
  /** With scores after caps. */
  readonly dimensions: DimensionResult[];
  /** Every cap that holds, whether or not it lowered the score. */
  readonly caps: CapResult[];
}

/** Why a cap holds; null when it does not. */
export type CapReason = (
  cap: ModelCap,
  signals: CompanySignals,
  context: ScoringContext,
  dimensions: readonly DimensionResult[],
) => string | null;

export const ownReason: CapReason = (cap, signals, context, dimensions) =>
  capById(cap.id)?.reason(signals, context, dimensions, cap.params) ?? null;

/** Weighted mean of the capped dimensions, then the lowest score limit. */
export function applyCaps(
  model: Model,
  weighed: Weighed,
  signals: CompanySignals,
  context: ScoringContext,
  reasonOf: CapReason = ownReason,
): Capped {
  if (weighed.rawScore === null) return { score: null, dimensions: weighed.dimensions, caps: [] };
  const holding: ModelCap[] = [];
  const caps: CapResult[] = [];
  for (const cap of model.caps) {
    const reason = reasonOf(cap, signals, context, weighed.dimensions);
    if (reason === null) continue;
    holding.push(cap);
    caps.push({ id: cap.id, limit: cap.limit, reason });
  }
  if (holding.length === 0) return { score: weighed.rawScore, dimensions: weighed.dimensions, caps };

  let score = weighed.rawScore;
  const dimensions = weighed.dimensions.map((dimension) => {
    const capped = capDimension(dimension, holding);
    score -= dimension.weight * ((dimension.score ?? 0) - (capped.score ?? 0));
    return capped;
  });
  return { score: Math.min(score, ...holding.map((cap) => cap.limit)), dimensions, caps };
}

function capDimension(dimension: DimensionResult, caps: readonly ModelCap[]): DimensionResult {
  if (dimension.score === null) return dimension;
  let score = dimension.score;
  for (const cap of caps) {
    if (cap.dimension?.id === dimension.id) score = Math.min(score, cap.dimension.limit);
  }
  return { ...dimension, score };
}
