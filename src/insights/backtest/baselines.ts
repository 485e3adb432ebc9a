import { type Panel } from '../panel/panel.ts';
import { averagePrecisionOfTally } from '../precision-recall.ts';
import { type Direction, rocAucOfTally } from '../ranking.ts';
import { NOT_RANKED, type Ranking, rankValues, tallyRows } from '../tally.ts';
import { type Slice, type TalliedSlice } from './slice.ts';

/** A simpler predictor on the rows that have it, with the score on the very same rows. */
export interface Baseline {
  readonly n: number;
  readonly auc: number | null;
  readonly prAuc: number | null;
  readonly scoreAuc: number | null;
  readonly scorePrAuc: number | null;
}

/** Predicting the same probability for everybody. */
export interface BaseRateBaseline {
  readonly n: number;
  /** 0.5 whatever the rate; null without both outcomes. */
  readonly auc: number | null;
  readonly prAuc: number | null;
  readonly brier: number | null;
}

export interface Baselines {
  readonly baseRate: BaseRateBaseline;
  readonly daysSinceLastLogin: Baseline;
  readonly pulse: Baseline;
}

/** What the score has to beat at each slice. A score that does not is not worth its sources. */
export function baselinesOf(panel: Panel, score: Ranking, slices: readonly TalliedSlice[]): Baselines[] {
  const login = rankValues(panel.daysSinceLastLogin);
  const pulse = rankValues(panel.pulse);
  return slices.map((slice) => ({
    baseRate: baseRate(slice),
    daysSinceLastLogin: compare(login, 'higher-is-positive', score, slice),
    pulse: compare(pulse, 'lower-is-positive', score, slice),
  }));
}

function baseRate({ labels }: Slice): BaseRateBaseline {
  const churned = labels.reduce((sum, label) => sum + label, 0);
  const rate = churned / labels.length;
  return {
    n: labels.length,
    auc: churned === 0 || churned === labels.length ? null : 0.5,
    prAuc: churned === 0 ? null : rate,
    brier: labels.length === 0 ? null : rate * (1 - rate),
  };
}

function compare(baseline: Ranking, direction: Direction, score: Ranking, slice: TalliedSlice): Baseline {
  const { rows, labels } = rankedRows(baseline, slice);
  const own = tallyRows(baseline, rows, labels);
  const scored = rows.length === slice.rows.length ? slice.tally : tallyRows(score, rows, labels);
  return {
    n: rows.length,
    auc: rocAucOfTally(own, direction),
    prAuc: averagePrecisionOfTally(own, direction),
    scoreAuc: rocAucOfTally(scored, 'lower-is-positive'),
    scorePrAuc: averagePrecisionOfTally(scored, 'lower-is-positive'),
  };
}

/** The rows of the slice that have the baseline's value. */
function rankedRows({ ranks }: Ranking, { rows, labels }: Slice): Pick<Slice, 'rows' | 'labels'> {
  const known = { rows: new Uint32Array(rows.length), labels: new Uint8Array(rows.length) };
  let count = 0;
  for (let index = 0; index < rows.length; index += 1) {
    if (ranks[rows[index]!] === NOT_RANKED) continue;
    known.rows[count] = rows[index]!;
    known.labels[count] = labels[index]!;
    count += 1;
  }
  return { rows: known.rows.subarray(0, count), labels: known.labels.subarray(0, count) };
}
