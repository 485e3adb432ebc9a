import { AppError } from '../errors.ts';

/** Which of the distinct values each number is, lowest 0; equal numbers (also −0 and 0) share a rank. */
export interface Ranking {
  readonly ranks: Uint32Array;
  readonly distinct: number;
}

/** Positives and negatives at each distinct score, lowest score first. */
export interface Tally {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/** Rank given to `NaN`, which stands for a value that is not known. */
export const NOT_RANKED = 0xffffffff;

export function rankValues(values: ArrayLike<number>): Ranking {
  const sorted = Float64Array.from(values).sort();
  let distinct = 0;
  for (let index = 0; index < sorted.length && !Number.isNaN(sorted[index]); index += 1) {
    if (index === 0 || sorted[index] !== sorted[distinct - 1]) sorted[distinct++] = sorted[index]!;
  }
  const ranks = new Uint32Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    ranks[index] = Number.isNaN(value) ? NOT_RANKED : position(sorted, distinct, value);
  }
  return { ranks, distinct };
}

function position(ascending: Float64Array, length: number, value: number): number {
  let [low, high] = [0, length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Counts outcomes by score; `rows` picks ranked rows, and `labels` (1: a positive) is parallel to `rows`. */
export function tallyRows({ ranks, distinct }: Ranking, rows: Uint32Array, labels: Uint8Array): Tally {
  const positives = new Float64Array(distinct);
  const negatives = new Float64Array(distinct);
  for (let index = 0; index < rows.length; index += 1) {
    const rank = ranks[rows[index]!]!;
    if (rank === NOT_RANKED) continue;
    if (labels[index] === 1) positives[rank]! += 1;
    else negatives[rank]! += 1;
  }
  return { positives, negatives };
}

/** @throws AppError `input-invalid` when lengths differ or a score is not a finite number. */
export function tallyScores(scores: ArrayLike<number>, labels: ArrayLike<boolean | number>): Tally {
  if (scores.length !== labels.length) {
    throw new AppError('input-invalid', `${scores.length} scores do not fit ${labels.length} outcomes.`);
  }
  for (let index = 0; index < scores.length; index += 1) {
    if (!Number.isFinite(scores[index])) {
      throw new AppError('input-invalid', `Score ${index} is ${scores[index]}, not a finite number.`);
    }
  }
  return tallyRows(
    rankValues(scores),
    Uint32Array.from({ length: scores.length }, (_, index) => index),
    Uint8Array.from(labels, Number),
  );
}
