import { AppError } from '../errors.ts';

/** Whether the positives (say, the customers who churned) are expected at low or at high scores. */
export type Direction = 'lower-is-positive' | 'higher-is-positive';

/** Scores with their outcomes, by position. */
export interface Ranked {
  readonly scores: readonly number[];
  /** True for a positive. */
  readonly labels: readonly boolean[];
}

/**
 * Area under the ROC curve: the probability that a positive drawn at random is ranked before a negative drawn at
 * random in the given direction, ties counting half. Exact: computed from rank sums, not from a curve.
 * Null when there are no positives or no negatives.
 * @throws AppError `input-invalid` when lengths differ or a score is not a finite number.
 */
export function rocAuc(
  scores: readonly number[],
  labels: readonly boolean[],
  direction: Direction,
): number | null {
  const { wins, pairs } = countPairs({ scores, labels }, direction);
  return pairs === 0 ? null : wins / pairs;
}

/**
 * The same within groups (segments): only pairs of one group are compared, every pair counting once, so that it shows
 * how well scores rank customers of the same kind. Null when no group has both outcomes.
 */
export function rocAucWithin(groups: Iterable<Ranked>, direction: Direction): number | null {
  let wins = 0;
  let pairs = 0;
  for (const group of groups) {
    const counted = countPairs(group, direction);
    wins += counted.wins;
    pairs += counted.pairs;
  }
  return pairs === 0 ? null : wins / pairs;
}

interface Pairs {
  /** Pairs in the expected order, ties as half: a multiple of 0.5, so exact in floating point. */
  readonly wins: number;
  readonly pairs: number;
}

/** Mann–Whitney U of the positives. */
function countPairs({ scores, labels }: Ranked, direction: Direction): Pairs {
  assertRanked({ scores, labels });
  const order = Array.from(scores.keys()).sort((a, b) => at(scores, a) - at(scores, b));
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let tiedPositives = 0;
    while (end < order.length && at(scores, at(order, end)) === at(scores, at(order, start))) {
      if (labels[at(order, end)] === true) tiedPositives += 1;
      end += 1;
    }
    rankSum += (tiedPositives * (start + 1 + end)) / 2;
    positives += tiedPositives;
    start = end;
  }
  const pairs = positives * (scores.length - positives);
  const above = rankSum - (positives * (positives + 1)) / 2;
  return { wins: direction === 'higher-is-positive' ? above : pairs - above, pairs };
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}

function assertRanked({ scores, labels }: Ranked): void {
  if (scores.length !== labels.length) {
    throw new AppError('input-invalid', `${scores.length} scores do not fit ${labels.length} outcomes.`);
  }
  const bad = scores.findIndex((score) => !Number.isFinite(score));
  if (bad >= 0) {
    throw new AppError('input-invalid', `Score ${bad} is ${scores[bad]}, not a finite number.`);
  }
}
