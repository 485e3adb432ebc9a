import { type CalibrationBin } from '../calibration.ts';
import { type Panel } from '../panel/panel.ts';
import { type Ranking } from '../tally.ts';
import { churnProbability } from './counts.ts';
import { type TalliedSlice } from './slice.ts';

const BINS = 10;

/**
 * What share really left among customers of similar score: up to ten bins of about equal size, riskiest first. Equal
 * scores stay together. `predicted` is the chance that the score claims by itself, `1 − score/100`.
 */
export function scoreCalibration(panel: Panel, ranking: Ranking, slice: TalliedSlice): CalibrationBin[] {
  const { positives, negatives } = slice.tally;
  const claimed = new Float64Array(ranking.distinct);
  for (let index = 0; index < slice.rows.length; index += 1) {
    const row = slice.rows[index]!;
    claimed[ranking.ranks[row]!] = churnProbability(panel.score[row]!);
  }
  const bins: CalibrationBin[] = [];
  let [n, predicted, observed, taken] = [0, 0, 0, 0];
  for (let rank = 0; rank < ranking.distinct; rank += 1) {
    const here = positives[rank]! + negatives[rank]!;
    n += here;
    predicted += here * claimed[rank]!;
    observed += positives[rank]!;
    if (n === 0 || taken + n < ((bins.length + 1) * slice.rows.length) / BINS) continue;
    bins.push({ n, predicted: predicted / n, observed: observed / n });
    taken += n;
    [n, predicted, observed] = [0, 0, 0];
  }
  return bins;
}
