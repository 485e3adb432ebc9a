/** Half away from zero, so that −8.5 and 8.5 round to the same size. */
export function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value)) + 0;
}

/**
 * Whole numbers for `values` that add up to their rounded total (the largest remainder method): each value is
 * rounded down, and the points still missing go to those that lost most. No value ends a whole point off or with
 * the wrong sign.
 */
export function roundToTotal(values: readonly number[]): number[] {
  const total = roundHalfAway(values.reduce((sum, value) => sum + value, 0));
  const floors = values.map(Math.floor);
  const missing = total - floors.reduce((sum, floor) => sum + floor, 0);
  const byRemainder = values
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return floors.map((floor, index) => floor + (raised.has(index) ? 1 : 0));
}
