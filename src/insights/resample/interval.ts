/** Lower and upper end; null when no round had a value. */
export type Interval = readonly [low: number, high: number] | null;

/** Share of the bootstrap distribution that an interval holds. */
export const CONFIDENCE = 0.95;

/** Percentile interval of the rounds that had a value. */
export function percentileInterval(
  rounds: readonly (number | null)[],
  confidence: number = CONFIDENCE,
): Interval {
  const values = Float64Array.from(rounds.filter((value) => value !== null)).sort();
  if (values.length === 0) return null;
  return [quantile(values, (1 - confidence) / 2), quantile(values, (1 + confidence) / 2)];
}

/** Of ascending values, linear between neighbours; `NaN` when there are none. */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const place = share * (ascending.length - 1);
  const below = ascending[Math.floor(place)] ?? Number.NaN;
  const above = ascending[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
