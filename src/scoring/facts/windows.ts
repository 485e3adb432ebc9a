/** Days in a window. Window k is the days `asOf − 30k − 29 … asOf − 30k`. */
export const WINDOW_DAYS = 30;

/**
 * Usage may come so many days late and still tells how the product is used: exports that are made once a week do, and a
 * week less of 30 days is no fall of usage by itself. What ends further back says nothing about today.
 */
export const LATE_DAYS = 7;

/** Each window weighs half of the one after it. */
export const WINDOW_DECAY = 0.5;

/** Windows beyond this weigh less than a double can hold beside window 0. */
export const MAX_WINDOWS = 60;

const WEIGHTS = Array.from({ length: MAX_WINDOWS }, (_, window) => WINDOW_DECAY ** window);

/** Weight of a window, `0.5^k`. */
export function weightOfWindow(window: number): number {
  return WEIGHTS[window] ?? WINDOW_DECAY ** window;
}

/** Window that a day falls in which lies this many days (0 or more) before the as-of day. */
export function windowOf(age: number): number {
  // Integer division: scoring a company does this a hundred times.
  return (age / WINDOW_DAYS) | 0;
}

/**
 * Mean of `values[k]` weighted `0.5^k`, over window 0 and the windows from `firstEarlier` on.
 * Zero windows give `null`.
 */
export function decayedMean(values: ArrayLike<number>, firstEarlier = 1): number | null {
  const current = values[0];
  if (current === undefined) return null;
  let sum = current;
  let weights = 1;
  for (let k = Math.max(1, firstEarlier); k < values.length; k += 1) {
    const weight = weightOfWindow(k);
    sum += weight * (values[k] ?? 0);
    weights += weight;
  }
  return sum / weights;
}
