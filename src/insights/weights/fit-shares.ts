import { type Feature, scaleOf, standardise } from '../fit/design.ts';
import { fitLogistic } from '../fit/logistic.ts';
import { type Slice } from '../backtest/slice.ts';
import { type IndicatorPanel, type IndicatorShare } from './indicator-panel.ts';

/** Points of an indicator that count as one unit, the same for all: the penalty then treats every point alike. */
const UNIT_POINTS = 20;

/** Share of the rows that must have an indicator before its weight can be learned. */
const LEAST_COVERAGE = 0.05;

/**
 * Shares that tell lost customers from kept ones best: a logistic regression of loss on missing health in which no
 * indicator may count against health, its coefficients brought to the sum of what they replace. Segments get an effect
 * of their own, so that no indicator earns a share by standing in for the segment. An indicator that hardly any row
 * has keeps its current share: nothing was learned about it. Null when no indicator helps at all.
 */
export function fitShares(
  input: IndicatorPanel,
  current: readonly IndicatorShare[],
  { rows, labels }: Slice,
  c: number,
): IndicatorShare[] | null {
  const { panel, indicators } = input;
  const before = new Map(current.map(({ id, share }) => [id, share]));
  const learned = indicators.filter(({ scores }) => coverageOf(scores, rows) >= LEAST_COVERAGE);
  const features: Feature[] = learned.map(({ id, scores }) => ({
    name: id,
    values: scores.map((score) => (100 - score) / UNIT_POINTS),
  }));
  const scales = features.map((feature) => ({ mean: scaleOf(feature, rows).mean, deviation: 1 }));
  for (let segment = 1; segment < panel.segments.length; segment += 1) {
    const values = Float64Array.from(panel.segment, (each) => Number(each === segment));
    features.push({ name: `segment ${segment}`, values });
    scales.push({ mean: 0, deviation: 1 });
  }
  const design = standardise(features, scales, rows);
  const { coefficients } = fitLogistic(design, labels, { c, nonNegative: learned.length });
  const found = new Map(learned.map(({ id }, index) => [id, coefficients[index]!]));
  const total = [...found.values()].reduce((sum, each) => sum + each, 0);
  if (total === 0) return null;
  // Also those of the model that no row ever had.
  const all = [...indicators, ...current.filter(({ id }) => !indicators.some((each) => each.id === id))];
  const unlearned = all.filter(({ id }) => !found.has(id));
  const free = 1 - unlearned.reduce((sum, { id }) => sum + (before.get(id) ?? 0), 0);
  return all.map(({ id, dimension }) => {
    const coefficient = found.get(id);
    const share = coefficient === undefined ? (before.get(id) ?? 0) : (free * coefficient) / total;
    return { id, dimension, share };
  });
}

function coverageOf(scores: Float64Array, rows: Uint32Array): number {
  let known = 0;
  for (const row of rows) if (!Number.isNaN(scores[row])) known += 1;
  return known / Math.max(1, rows.length);
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
