import type { IndicatorResult, ScoreResult } from '../../model/result.ts';

/** An indicator with the points it keeps the score below 100. */
export interface Cost {
  readonly indicator: IndicatorResult;
  /** Effective weight × points missing to 100; above 0. */
  readonly points: number;
}

/**
 * The `count` indicators that cost the score most points, costliest first, ties as in the result. Indicators without a
 * score cost nothing: what is unknown is no fault of the customer.
 */
export function topCosts(result: Pick<ScoreResult, 'indicators'>, count: number): Cost[] {
  return result.indicators
    .flatMap((indicator) => (indicator.score === null ? [] : [costOf(indicator, indicator.score)]))
    .filter((cost) => cost.points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, count);
}

function costOf(indicator: IndicatorResult, score: number): Cost {
  return { indicator, points: indicator.weight * (100 - score) };
}
