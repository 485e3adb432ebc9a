import { sliceAt } from '../backtest/slice.ts';
import { type IndicatorPanel } from '../weights/indicator-panel.ts';
import { type Feature } from './design.ts';
import { type OutcomeRows } from './earn-probability.ts';

/** Days ahead at which renewal and expansion are foretold. */
export const OUTCOME_DAYS = 90;

/** Name of the feature that tells whether a customer belongs to a segment. */
export function segmentFeature(segment: string): string {
  return `segment:${segment}`;
}

/** What indicators and segment said, and whether the customer was lost within 90 days. Closed horizons only. */
export function lossRows(input: IndicatorPanel, knownUntil: number): OutcomeRows {
  const { rows, labels } = sliceAt(input.panel, OUTCOME_DAYS, knownUntil);
  return { ...describedRows(input, rows), labels };
}

/** The same for growth: days on which a customer began to pay more, by company id. */
export function expansionRows(
  input: IndicatorPanel,
  expandedOn: ReadonlyMap<string, readonly number[]>,
  knownUntil: number,
): OutcomeRows {
  const { panel } = input;
  const { rows } = sliceAt(panel, OUTCOME_DAYS, knownUntil);
  const labels = Uint8Array.from(rows, (row) => {
    const asOf = panel.asOf[row]!;
    const days = expandedOn.get(panel.companies[panel.company[row]!] ?? '') ?? [];
    return Number(days.some((day) => day > asOf && day - asOf <= OUTCOME_DAYS));
  });
  return { ...describedRows(input, rows), labels };
}

function describedRows(
  { panel, indicators }: IndicatorPanel,
  rows: Uint32Array,
): Omit<OutcomeRows, 'labels'> {
  const features: Feature[] = indicators.map(({ id, scores }) => ({
    name: id,
    values: Float64Array.from(rows, (row) => scores[row]!),
  }));
  // One segment less than there are: the last follows from the others.
  for (const [index, name] of panel.segments.slice(0, -1).entries()) {
    const values = Float64Array.from(rows, (row) => Number(panel.segment[row] === index));
    features.push({ name: segmentFeature(name), values });
  }
  return {
    features,
    customers: Array.from(rows, (row) => panel.companies[panel.company[row]!] ?? ''),
  };
}
