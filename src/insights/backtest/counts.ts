import { type Panel } from '../panel/panel.ts';
import { type Slice } from './slice.ts';

/** Scores that make red and green. The defaults are those of the shipped models. */
export interface BandEdges {
  /** Red below this. */
  readonly redBelow: number;
  /** Green from this on. */
  readonly greenFrom: number;
}

export const BAND_EDGES: BandEdges = { redBelow: 40, greenFrom: 80 };

/** What of a slice can be added up over companies. */
export interface Counts {
  readonly n: number;
  readonly churned: number;
  readonly red: number;
  readonly redChurned: number;
  readonly churnedBelowGreen: number;
  /** Sum of the squared distances of probability (see {@link churnProbability}) and outcome. */
  readonly squares: number;
}

/** The chance of loss that a score of 0–100 claims by itself: the share of health that is missing. */
export function churnProbability(score: number): number {
  return Math.min(1, Math.max(0, 1 - score / 100));
}

/** Column by column, one number a company. */
export type CompanyCounts = { readonly [Name in keyof Counts]: Float64Array };

export function countByCompany(panel: Panel, { rows, labels }: Slice, edges: BandEdges): CompanyCounts {
  const column = () => new Float64Array(panel.companies.length);
  const counts = {
    n: column(),
    churned: column(),
    red: column(),
    redChurned: column(),
    churnedBelowGreen: column(),
    squares: column(),
  };
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index]!;
    const company = panel.company[row]!;
    const score = panel.score[row]!;
    const label = labels[index]!;
    const isRed = score < edges.redBelow;
    counts.n[company]! += 1;
    counts.squares[company]! += (churnProbability(score) - label) ** 2;
    if (isRed) counts.red[company]! += 1;
    if (label === 0) continue;
    counts.churned[company]! += 1;
    if (isRed) counts.redChurned[company]! += 1;
    if (score < edges.greenFrom) counts.churnedBelowGreen[company]! += 1;
  }
  return counts;
}

/** The measures that follow from counts; null where there is nothing to divide by. */
export interface CountMeasures {
  readonly baseRate: number | null;
  readonly brier: number | null;
  /** Of the red scores, the share whose customer was lost. */
  readonly precisionAtRed: number | null;
  /** Of the scores of customers about to be lost, the share that was red. */
  readonly recallAtRed: number | null;
  /** How many times the base rate the red band loses. */
  readonly redMultiple: number | null;
  /** Of the scores of customers about to be lost, the share that was not green. */
  readonly churnersBelowGreen: number | null;
}

export function measuresOf(counts: Counts): CountMeasures {
  const baseRate = ratio(counts.churned, counts.n);
  const precisionAtRed = ratio(counts.redChurned, counts.red);
  return {
    baseRate,
    brier: ratio(counts.squares, counts.n),
    precisionAtRed,
    recallAtRed: ratio(counts.redChurned, counts.churned),
    redMultiple: precisionAtRed === null ? null : ratio(precisionAtRed, baseRate ?? 0),
    churnersBelowGreen: ratio(counts.churnedBelowGreen, counts.churned),
  };
}

export function sumCounts(counts: CompanyCounts): Counts {
  const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);
  return {
    n: total(counts.n),
    churned: total(counts.churned),
    red: total(counts.red),
    redChurned: total(counts.redChurned),
    churnedBelowGreen: total(counts.churnedBelowGreen),
    squares: total(counts.squares),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
