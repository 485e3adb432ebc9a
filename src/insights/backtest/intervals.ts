import { type Panel } from '../panel/panel.ts';
import { drawCompanies, membersOf, sparseColumn, weightedSums } from '../resample/company-weights.ts';
import { type Interval, percentileInterval } from '../resample/interval.ts';
import { NEGATIVE, OUT, POSITIVE, RankPlan } from '../resample/rank-plan.ts';
import { type Ranking } from '../tally.ts';
import { type CompanyCounts, type Counts, measuresOf } from './counts.ts';
import { type Slice } from './slice.ts';

const MEASURES = [
  'auc',
  'prAuc',
  'baseRate',
  'brier',
  'precisionAtRed',
  'recallAtRed',
  'redMultiple',
  'churnersBelowGreen',
] as const;
const COUNTS = ['n', 'churned', 'red', 'redChurned', 'churnedBelowGreen', 'squares'] as const;

export type Intervals = { readonly [Name in (typeof MEASURES)[number]]: Interval };

export interface ResampleOptions {
  readonly rounds: number;
  readonly seed: number;
}

/** 95 % bootstrap intervals of every measure at every slice, drawing whole companies; the same draws for all. */
export function bootstrapIntervals(
  panel: Panel,
  ranking: Ranking,
  slices: readonly Slice[],
  counts: readonly CompanyCounts[],
  { rounds, seed }: ResampleOptions,
): Intervals[] {
  const plan = new RankPlan(
    ranking,
    panel.company,
    slices.map((slice) => statesOf(panel.rows, slice)),
  );
  const columns = counts.map((each) => COUNTS.map((name) => sparseColumn(each[name])));
  const members = membersOf(panel.company, panel.companies.length);
  const seen = slices.map(() => MEASURES.map((): (number | null)[] => []));
  for (const { weights, lanes } of drawCompanies(members, panel.companies.length, rounds, seed)) {
    const ranked = plan.measure(weights);
    for (const [index, measures] of seen.entries()) {
      const sums = columns[index]!.map((column) => weightedSums(column, weights));
      for (let lane = 0; lane < lanes; lane += 1) {
        const round = { ...measuresOf(atLane(sums, lane)), ...ranked[index]![lane]! };
        for (const [position, name] of MEASURES.entries()) measures[position]?.push(round[name]);
      }
    }
  }
  return seen.map(
    (measures) =>
      Object.fromEntries(
        MEASURES.map((name, position) => [name, percentileInterval(measures[position] ?? [])]),
      ) as Intervals,
  );
}

function statesOf(rows: number, slice: Slice): Uint8Array {
  const states = new Uint8Array(rows).fill(OUT);
  for (const [index, row] of slice.rows.entries()) {
    states[row] = slice.labels[index] === 1 ? POSITIVE : NEGATIVE;
  }
  return states;
}

function atLane(sums: readonly Float64Array[], lane: number): Counts {
  return Object.fromEntries(
    COUNTS.map((name, position) => [name, sums[position]![lane]!]),
  ) as unknown as Counts;
}
