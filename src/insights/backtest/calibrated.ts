import { type CalibrationBin } from '../calibration.ts';
import { type Panel } from '../panel/panel.ts';
import { type Ranking, tallyRows } from '../tally.ts';
import { churnProbability } from './counts.ts';
import { type Slice } from './slice.ts';

const BINS = 10;

/**
 * What share really left among customers of similar score: up to ten bins of about equal size, riskiest first. Equal
 * scores stay together. `predicted` is the chance that the score claims by itself, `1 − score/100`.
 */
export function scoreCalibration(panel: Panel, ranking: Ranking, slice: Slice): CalibrationBin[] {
  const { positives, negatives } = tallyRows(ranking, slice.rows, slice.labels);
  const claimed = new Float64Array(ranking.distinct);
  for (const row of slice.rows) claimed[ranking.ranks[row]!] = churnProbability(panel.score[row]!);
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
