import { isDeepStrictEqual } from 'node:util';
import { type IndicatorShare } from '../../insights/weights/indicator-panel.ts';
import { type ModelChanges } from '../../model/portal-settings.ts';
import { type WeightChanges } from '../../model/proof.ts';
import { type Model, SEGMENTS } from '../../scoring/index.ts';

/** Each applicable indicator's share of the whole score under a model; the shares sum to 1. */
export function sharesOf(model: Model): IndicatorShare[] {
  return model.dimensions.flatMap((dimension) =>
    dimension.indicators
      .filter(({ applicable }) => applicable)
      .map(({ id, weight }) => ({ id, dimension: dimension.id, share: dimension.weight * weight })),
  );
}

/**
 * These shares as a change of the model, for everybody: segments that weigh dimensions by themselves get them too,
 * because that is what the shares were judged on.
 */
export function changesFor(shares: readonly IndicatorShare[], modelId: string): WeightChanges {
  const dimensions: Record<string, number> = {};
  for (const { dimension, share } of shares) dimensions[dimension] = (dimensions[dimension] ?? 0) + share;
  const indicators = shares.map(({ id, dimension, share }) => {
    const whole = dimensions[dimension] ?? 0;
    return [id, rounded(whole === 0 ? 0 : share / whole)] as const;
  });
  const weights = Object.fromEntries(Object.entries(dimensions).map(([id, share]) => [id, rounded(share)]));
  const weighing = [...SEGMENTS.values()].filter(
    ({ overrides }) => overrides[modelId]?.dimensions !== undefined,
  );
  return {
    dimensions: weights,
    indicators: Object.fromEntries(indicators),
    ...(weighing.length > 0 ? { segments: Object.fromEntries(weighing.map(({ id }) => [id, weights])) } : {}),
  };
}

/** Whether a portal's model has these weights already. */
export function hasWeights(
  model: ModelChanges,
  { dimensions, indicators, segments }: WeightChanges,
): boolean {
  return isDeepStrictEqual(
    { dimensions: model.dimensions, indicators: model.indicators, segments: model.segments ?? {} },
    { dimensions, indicators, segments: segments ?? {} },
  );
}

/** Nobody reads more than a hundredth of a percent; scoring brings weights to the sum of 1. */
function rounded(weight: number): number {
  return Math.round(weight * 10_000) / 10_000;
}
