/** Between what the numbers of a portal's settings lie. No validation library: pages carry it. */

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** The bands whose start a portal may move, worst first; a model may lack some of them. */
export const MOVABLE_BANDS = ['orange', 'yellow', 'green'] as const;
export type MovableBand = (typeof MOVABLE_BANDS)[number];

/** Points of score, but for `capacity` (accounts) and `stepDays` (days), which are whole numbers. */
export const SETTING_BOUNDS = {
  bandStart: { min: 1, max: 99 },
  trend: { min: 1, max: 50 },
  rapidDecline: { min: 1, max: 100 },
  capacity: { min: 1, max: 500 },
  stepDays: { min: 1, max: 180 },
} as const satisfies Readonly<Record<string, Bounds>>;

/** The nearest number within the bounds; the lower bound for what is no number, as an emptied field. */
export function within({ min, max }: Bounds, value: number): number {
  return Number.isNaN(value) ? min : Math.min(max, Math.max(min, value));
}
