import { type Feature, standardise } from '../fit/design.ts';
import { fitLogistic } from '../fit/logistic.ts';
import { type Slice } from '../backtest/slice.ts';
import { type IndicatorPanel, type IndicatorShare } from './indicator-panel.ts';

/** Points of an indicator that count as one unit, the same for all: the penalty then treats every point alike. */
const UNIT_POINTS = 20;

/**
 * Shares that tell lost customers from kept ones best: a logistic regression of loss on missing health in which no
 * indicator may count against health, its coefficients brought to sum 1. Segments get an effect of their own, so that
 * no indicator earns a share by standing in for the segment. Null when no indicator helps at all.
 */
export function fitShares(
  input: IndicatorPanel,
  { rows, labels }: Slice,
  c: number,
): IndicatorShare[] | null {
  const { panel, indicators } = input;
  const features: Feature[] = indicators.map(({ id, scores }) => ({
    name: id,
    values: scores.map((score) => (100 - score) / UNIT_POINTS),
  }));
  const scales = features.map((feature) => ({ mean: meanOf(feature.values, rows), deviation: 1 }));
  for (let segment = 1; segment < panel.segments.length; segment += 1) {
    const values = Float64Array.from(panel.segment, (each) => Number(each === segment));
    features.push({ name: `segment ${segment}`, values });
    scales.push({ mean: 0, deviation: 1 });
  }
  const design = standardise(features, scales, rows);
  const { coefficients } = fitLogistic(design, labels, { c, nonNegative: indicators.length });
  const total = coefficients.subarray(0, indicators.length).reduce((sum, each) => sum + each, 0);
  if (total === 0) return null;
  return indicators.map(({ id, dimension }, index) => ({
    id,
    dimension,
    share: coefficients[index]! / total,
  }));
}

function meanOf(values: Float64Array, rows: Uint32Array): number {
  let [sum, known] = [0, 0];
  for (const row of rows) {
    if (Number.isNaN(values[row])) continue;
    sum += values[row]!;
    known += 1;
  }
  return known === 0 ? 0 : sum / known;
}

/** Part of the way from the current shares to the fitted ones. */
export function blendShares(
  current: readonly IndicatorShare[],
  fitted: readonly IndicatorShare[],
  part: number,
): IndicatorShare[] {
  const before = new Map(current.map(({ id, share }) => [id, share]));
  return fitted.map(({ id, dimension, share }) => ({
    id,
    dimension,
    share: (1 - part) * (before.get(id) ?? 0) + part * share,
  }));
}
