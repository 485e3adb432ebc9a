import { type Panel } from '../panel/panel.ts';
import { companyTable, drawCompanies, membersOf, weightedSums } from '../resample/company-weights.ts';
import { type Interval, percentileInterval } from '../resample/interval.ts';
import { NEGATIVE, OUT, POSITIVE } from '../resample/plan-rows.ts';
import { RankPlan } from '../resample/rank-plan.ts';
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
/** Every company has the first two; few have any of the others, so those are kept apart. */
const COMMON = ['n', 'squares'] as const;
const RARE = ['churned', 'red', 'redChurned', 'churnedBelowGreen'] as const;

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
  const tables = [COMMON, RARE].map((names) => ({
    names,
    table: companyTable(counts.flatMap((each) => names.map((name) => each[name]))),
  }));
  const members = membersOf(panel.company, panel.companies.length);
  const seen = slices.map(() => MEASURES.map((): (number | null)[] => []));
  for (const { weights, lanes } of drawCompanies(members, panel.companies.length, rounds, seed)) {
    const ranked = plan.measure(weights);
    const summed = tables.map(({ names, table }) => ({
      names,
      width: table.width,
      sums: weightedSums(table, weights),
    }));
    for (const [index, measures] of seen.entries()) {
      for (let lane = 0; lane < lanes; lane += 1) {
        const sums = Object.fromEntries(
          summed.flatMap(({ names, width, sums: all }) =>
            names.map((name, place) => [name, all[lane * width + index * names.length + place]!]),
          ),
        ) as unknown as Counts;
        const round = { ...measuresOf(sums), ...ranked[index]![lane]! };
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
