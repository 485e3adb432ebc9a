import { type Day, dayFromNumber } from '../../model/day.ts';
import { type CalibrationBin } from '../calibration.ts';
import { knownUntil as lastKnown, type LeftOut, type Panel } from '../panel/panel.ts';
import { averagePrecisionOfTally } from '../precision-recall.ts';
import { rocAucOfTally } from '../ranking.ts';
import { rankValues, tallyRows } from '../tally.ts';
import { type Baselines, baselinesOf } from './baselines.ts';
import { scoreCalibration } from './calibrated.ts';
import {
  BAND_EDGES,
  type BandEdges,
  countByCompany,
  type CountMeasures,
  measuresOf,
  sumCounts,
} from './counts.ts';
import { historiesOf } from './histories.ts';
import { bootstrapIntervals, type Intervals, type ResampleOptions } from './intervals.ts';
import { type Before, type LeadTimes, leadTimesOf, standingBefore } from './lead-time.ts';
import { falseAlarms, type Miss, missedChurners } from './misses.ts';
import { type BySegment, figuresBySegment } from './segments.ts';
import { sliceAt, type TalliedSlice } from './slice.ts';

/** Days ahead at which a score is judged. */
export const HORIZONS = [30, 60, 90] as const;

export interface BacktestOptions extends Partial<ResampleOptions> {
  /** Last day number whose outcomes are known; the latest score or loss of the panel unless told. */
  readonly knownUntil?: number | undefined;
  readonly edges?: BandEdges;
}

/** How the score did at one horizon. Figures are by score (a row of the panel); null: nothing to divide by. */
export interface HorizonFigures extends CountMeasures, BySegment {
  readonly horizon: number;
  /** Scores whose horizon has closed. */
  readonly n: number;
  /** Of them, those whose customer was lost within the horizon. */
  readonly churned: number;
  /** Red scores, which `precisionAtRed` and `redMultiple` rest on. */
  readonly red: number;
  /** Chance that a customer about to be lost scores lower than one who stays. */
  readonly auc: number | null;
  readonly prAuc: number | null;
  /** 95 % intervals, bootstrapped by company. */
  readonly ci: Intervals;
  readonly calibration: readonly CalibrationBin[];
  /** Lost customers by where they stood this many days before, one each. */
  readonly before: Before;
}

export interface Backtest {
  readonly companies: number;
  readonly churnedCompanies: number;
  readonly rows: number;
  readonly knownUntil: Day | null;
  readonly leftOut: LeftOut;
  /** Share of the scores that is green. */
  readonly greenShare: number | null;
  /** By days ahead: 30, 60, 90. */
  readonly horizons: Readonly<Record<string, HorizonFigures>>;
  readonly baselines: Readonly<Record<string, Baselines>>;
  readonly leadTimes: LeadTimes;
  /** Customers who left although green, at most 100 by name. */
  readonly missedChurners: readonly Miss[];
  readonly missedChurnersTotal: number;
  /** Customers who were red and stayed, at most 100 by name. */
  readonly falseAlarms: readonly Miss[];
  readonly falseAlarmsTotal: number;
  readonly resampling: ResampleOptions;
}

/** Judges the scores of a panel against what became of the customers. Pure: same panel and seed, same figures. */
export function backtest(panel: Panel, options: BacktestOptions = {}): Backtest {
  const { knownUntil = lastKnown(panel), edges = BAND_EDGES, rounds = 500, seed = 1 } = options;
  const ranking = rankValues(panel.score);
  const slices = HORIZONS.map((horizon): TalliedSlice => {
    const slice = sliceAt(panel, horizon, knownUntil);
    return { ...slice, tally: tallyRows(ranking, slice.rows, slice.labels) };
  });
  const counts = slices.map((slice) => countByCompany(panel, slice, edges));
  const intervals = bootstrapIntervals(panel, ranking, slices, counts, { rounds, seed });
  const baselines = baselinesOf(panel, ranking, slices);
  const { lost, kept } = historiesOf(panel, knownUntil);
  const missed = missedChurners(panel, lost, edges);
  const widest = { horizon: HORIZONS[HORIZONS.length - 1]!, knownUntil, edges };
  const alarms = falseAlarms(panel, [...kept, ...lost], widest);

  const horizons = slices.map((slice, index): HorizonFigures => {
    const sums = sumCounts(counts[index]!);
    const { tally } = slice;
    return {
      horizon: slice.horizon,
      n: sums.n,
      churned: sums.churned,
      red: sums.red,
      auc: rocAucOfTally(tally, 'lower-is-positive'),
      prAuc: averagePrecisionOfTally(tally, 'lower-is-positive'),
      ...measuresOf(sums),
      ci: intervals[index]!,
      calibration: scoreCalibration(panel, ranking, slice),
      before: standingBefore(panel, lost, slice.horizon, edges),
      ...figuresBySegment(panel, ranking, slice, edges),
    };
  });
  return {
    companies: panel.companies.length,
    churnedCompanies: lost.length,
    rows: panel.rows,
    knownUntil: Number.isFinite(knownUntil) ? dayFromNumber(knownUntil) : null,
    leftOut: panel.leftOut,
    greenShare: shareFrom(panel.score, edges.greenFrom),
    horizons: Object.fromEntries(horizons.map((each) => [each.horizon, each])),
    baselines: Object.fromEntries(HORIZONS.map((horizon, index) => [horizon, baselines[index]!])),
    leadTimes: leadTimesOf(panel, lost, edges),
    missedChurners: missed.listed,
    missedChurnersTotal: missed.total,
    falseAlarms: alarms.listed,
    falseAlarmsTotal: alarms.total,
    resampling: { rounds, seed },
  };
}

function shareFrom(scores: Float64Array, edge: number): number | null {
  if (scores.length === 0) return null;
  return scores.reduce((sum, score) => sum + Number(score >= edge), 0) / scores.length;
}
