import { type IndicatorShare } from '../../insights/weights/indicator-panel.ts';
import { type Model } from '../../scoring/index.ts';

/** Each applicable indicator's share of the whole score under a model; the shares sum to 1. */
export function sharesOf(model: Model): IndicatorShare[] {
  return model.dimensions.flatMap((dimension) =>
    dimension.indicators
      .filter(({ applicable }) => applicable)
      .map(({ id, weight }) => ({ id, dimension: dimension.id, share: dimension.weight * weight })),
  );
}

/** Weights of a model with these shares: dimensions, and indicators inside them, each summing to 1. */
export function weightsOf(shares: readonly IndicatorShare[]) {
  return [...new Set(shares.map(({ dimension }) => dimension))].map((id) => {
    const members = shares.filter(({ dimension }) => dimension === id);
    const weight = members.reduce((sum, { share }) => sum + share, 0);
    return {
      id,
      weight,
      indicators: members.map((each) => ({ id: each.id, weight: weight === 0 ? 0 : each.share / weight })),
    };
  });
}
