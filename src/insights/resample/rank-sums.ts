import { LANES } from './company-weights.ts';

/** Running sums of a pass over scores in ascending order, by lane. */
export interface RankSums {
  /** Negative events passed so far. */
  readonly negatives: Float64Array;
  readonly positives: Float64Array;
  /** Pairs in which the positive scores higher than the negative, ties as half. */
  readonly above: Float64Array;
  /** Sum over positives of the precision where they are found. */
  readonly precision: Float64Array;
  /** Events of the score at hand. */
  readonly newNegatives: Float64Array;
  readonly newPositives: Float64Array;
}

export function rankSums(): RankSums {
  const lanes = () => new Float64Array(LANES);
  return {
    negatives: lanes(),
    positives: lanes(),
    above: lanes(),
    precision: lanes(),
    newNegatives: lanes(),
    newPositives: lanes(),
  };
}
