import { type Tally, tallyScores } from './tally.ts';

/** Whether the positives (say, the customers who churned) are expected at low or at high scores. */
export type Direction = 'lower-is-positive' | 'higher-is-positive';

/** Scores with their outcomes, by position. */
export interface Ranked {
  readonly scores: ArrayLike<number>;
  /** True or 1 for a positive. */
  readonly labels: ArrayLike<boolean | number>;
}

/**
 * Area under the ROC curve: the probability that a positive drawn at random is ranked before a negative drawn at
 * random in the given direction, ties counting half. Exact: counted from pairs, not from a curve.
 * Null when there are no positives or no negatives.
 * @throws AppError `input-invalid` when lengths differ or a score is not a finite number.
 */
export function rocAuc(
  scores: Ranked['scores'],
  labels: Ranked['labels'],
  direction: Direction,
): number | null {
  return rocAucOfTally(tallyScores(scores, labels), direction);
}

/**
 * The same within groups (segments): only pairs of one group are compared, every pair counting once, so that it shows
 * how well scores rank customers of the same kind. Null when no group has both outcomes.
 */
export function rocAucWithin(groups: Iterable<Ranked>, direction: Direction): number | null {
  const tallies = Array.from(groups, ({ scores, labels }) => tallyScores(scores, labels));
  return rocAucWithinTallies(tallies, direction);
}

export function rocAucOfTally(tally: Tally, direction: Direction): number | null {
  return rocAucWithinTallies([tally], direction);
}

export function rocAucWithinTallies(tallies: Iterable<Tally>, direction: Direction): number | null {
  let wins = 0;
  let pairs = 0;
  for (const tally of tallies) {
    const counted = countPairs(tally, direction);
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
function countPairs({ positives, negatives }: Tally, direction: Direction): Pairs {
  let above = 0;
  let passedNegatives = 0;
  let allPositives = 0;
  for (let score = 0; score < positives.length; score += 1) {
    above += positives[score]! * (passedNegatives + negatives[score]! / 2);
    passedNegatives += negatives[score]!;
    allPositives += positives[score]!;
  }
  const pairs = allPositives * passedNegatives;
  return { wins: direction === 'higher-is-positive' ? above : pairs - above, pairs };
}
