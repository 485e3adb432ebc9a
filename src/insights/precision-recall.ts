import { type Direction, type Ranked } from './ranking.ts';
import { type Tally, tallyScores } from './tally.ts';

/**
 * Area under the precision–recall curve as average precision: `Σ (recall_k − recall_{k−1}) × precision_k` over the
 * distinct scores from the riskiest on; customers with equal scores enter together, so that the order of rows never
 * matters. No interpolation between points, which would flatter. The base rate is what guessing reaches.
 * Null when there are no positives.
 * @throws AppError `input-invalid` when lengths differ or a score is not a finite number.
 */
export function averagePrecision(
  scores: Ranked['scores'],
  labels: Ranked['labels'],
  direction: Direction,
): number | null {
  return averagePrecisionOfTally(tallyScores(scores, labels), direction);
}

export function averagePrecisionOfTally(
  { positives, negatives }: Tally,
  direction: Direction,
): number | null {
  let found = 0;
  let taken = 0;
  let sum = 0;
  const last = positives.length - 1;
  for (let step = 0; step <= last; step += 1) {
    const score = direction === 'lower-is-positive' ? step : last - step;
    found += positives[score]!;
    taken += positives[score]! + negatives[score]!;
    if (positives[score]! > 0) sum += (positives[score]! * found) / taken;
  }
  return found === 0 ? null : sum / found;
}
