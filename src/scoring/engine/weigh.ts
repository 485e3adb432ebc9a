import type { DimensionResult, IndicatorResult } from '../../model/result.ts';
import type { CompanySignals } from '../../model/signals.ts';
import type { ScoringContext } from '../facts/context.ts';
import type { Measurement } from '../indicators/index.ts';
import type { Model, ModelDimension, ModelIndicator } from '../model.ts';
import { MAX_SCORE } from '../tolerance.ts';
import { measure, reasonOf } from './measure.ts';

/** How an indicator is measured. */
export type Measure = typeof measure;

/** Scores before any cap. */
export interface Weighed {
  readonly indicators: IndicatorResult[];
  readonly dimensions: DimensionResult[];
  /** Sum of the contributions; null when nothing was scored. */
  readonly rawScore: number | null;
  /** Share of the applicable weight of the model that was scored, 0–1. */
  readonly coverage: number;
}

/** A dimension with its measurements, and how much of its weight is applicable and scored. */
interface MeasuredDimension {
  readonly dimension: ModelDimension;
  readonly measurements: readonly { readonly entry: ModelIndicator; readonly measurement: Measurement }[];
  readonly applicable: number;
  readonly scored: number;
}

/**
 * Measures every indicator and spreads the weight of what is missing: inside a dimension in proportion, and the
 * weight of an empty dimension over the others. Nothing missing is ever counted as 0.
 */
export function weigh(
  model: Model,
  signals: CompanySignals,
  context: ScoringContext,
  measureOne: Measure = measure,
): Weighed {
  const measured = model.dimensions.map((dimension) =>
    measureDimension(dimension, signals, context, measureOne),
  );
  const totals = totalWeights(measured);

  const indicators: IndicatorResult[] = [];
  const dimensions: DimensionResult[] = [];
  let rawScore = 0;
  for (const { dimension, measurements, applicable, scored } of measured) {
    // A model may give a dimension no weight: what only that one knows makes no score.
    const weight = scored > 0 && dimension.weight > 0 ? dimension.weight / totals.scoredDimensions : 0;
    let sum = 0;
    for (const { entry, measurement } of measurements) {
      const share = scored > 0 ? (weight * entry.weight) / scored : 0;
      const result = indicatorResult(entry.id, dimension.id, measurement, share);
      sum += entry.weight * (result.score ?? 0);
      rawScore += result.contribution;
      indicators.push(result);
    }
    const score = scored > 0 ? Math.min(MAX_SCORE, sum / scored) : null;
    const coverage = applicable > 0 ? scored / applicable : 0;
    dimensions.push({ id: dimension.id, weight, score, rawScore: score, coverage });
  }
  return {
    indicators,
    dimensions,
    rawScore: totals.scoredDimensions > 0 ? Math.min(MAX_SCORE, rawScore) : null,
    coverage: totals.applicable > 0 ? Math.min(1, totals.scored / totals.applicable) : 0,
  };
}

function measureDimension(
  dimension: ModelDimension,
  signals: CompanySignals,
  context: ScoringContext,
  measureOne: Measure,
): MeasuredDimension {
  let applicable = 0;
  let scored = 0;
  const measurements = dimension.indicators.map((entry) => {
    const measurement = measureOne(entry, signals, context);
    if (measurement.state !== 'not-applicable') applicable += entry.weight;
    if (measurement.state === 'scored') scored += entry.weight;
    return { entry, measurement };
  });
  return { dimension, measurements, applicable, scored };
}

function totalWeights(measured: readonly MeasuredDimension[]) {
  let applicable = 0;
  let scored = 0;
  let scoredDimensions = 0;
  for (const each of measured) {
    const { weight } = each.dimension;
    applicable += weight * each.applicable;
    scored += weight * each.scored;
    if (each.scored > 0) scoredDimensions += weight;
  }
  return { applicable, scored, scoredDimensions };
}

function indicatorResult(
  id: string,
  dimension: string,
  measured: Measurement,
  weight: number,
): IndicatorResult {
  const isScored = measured.state === 'scored';
  const score = isScored ? measured.score : null;
  return {
    id,
    dimension,
    state: measured.state,
    score,
    weight: isScored ? weight : 0,
    contribution: weight * (score ?? 0),
    value: isScored ? measured.value : null,
    reason: reasonOf(id, measured),
  };
}
