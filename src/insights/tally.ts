import { AppError } from '../errors.ts';

/** Which of the distinct values each number is, lowest 0; equal numbers (also −0 and 0) share a rank. */
export interface Ranking {
  readonly ranks: Uint32Array;
  readonly distinct: number;
}

/** Positives and negatives at each distinct score, lowest score first. */
export interface Tally {
  readonly positives: Uint32Array;
  readonly negatives: Uint32Array;
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
  const shelf = shelfOf(sorted.subarray(0, distinct));
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    ranks[index] = Number.isNaN(value) ? NOT_RANKED : position(shelf, value);
  }
  return { ranks, distinct };
}

const SLOTS = 1 << 16;

/** Distinct values in ascending order, with the place where each of many equal stretches of their range begins. */
interface Shelf {
  readonly ascending: Float64Array;
  readonly begins: Uint32Array;
  readonly least: number;
  readonly scale: number;
}

function shelfOf(ascending: Float64Array): Shelf {
  const least = ascending[0] ?? 0;
  const range = (ascending.at(-1) ?? 0) - least;
  const slots = (SLOTS - 1) / range;
  // Values too far apart or too near share one slot: the search is as right there, only slower.
  const scale = Number.isFinite(slots) && Number.isFinite(range) ? slots : 0;
  const begins = new Uint32Array(SLOTS + 1);
  const shelf = { ascending, begins, least, scale };
  for (const value of ascending) begins[slotOf(shelf, value) + 1]! += 1;
  for (let slot = 0; slot < SLOTS; slot += 1) begins[slot + 1]! += begins[slot]!;
  return shelf;
}

function slotOf({ least, scale }: Shelf, value: number): number {
  return scale === 0 ? 0 : Math.min(SLOTS - 1, Math.floor((value - least) * scale));
}

function position(shelf: Shelf, value: number): number {
  const { ascending, begins } = shelf;
  const slot = slotOf(shelf, value);
  let [low, high] = [begins[slot]!, begins[slot + 1]! - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Counts outcomes by score; `rows` picks ranked rows, and `labels` (1: a positive) is parallel to `rows`. */
export function tallyRows({ ranks, distinct }: Ranking, rows: Uint32Array, labels: Uint8Array): Tally {
  const positives = new Uint32Array(distinct);
  const negatives = new Uint32Array(distinct);
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
