/** Lengths of billing periods in months, for every source of billing data. */

/** 365 days ÷ 12. */
const DAYS_PER_MONTH = 365 / 12;

export const MONTHS = {
  day: 1 / DAYS_PER_MONTH,
  week: 7 / DAYS_PER_MONTH,
  month: 1,
  quarter: 3,
  year: 12,
} as const;

/** Length of a period in months; calendar months and years come out whole. */
export function periodMonths(days: number): number {
  const months = days / DAYS_PER_MONTH;
  const whole = Math.round(months);
  return whole >= 1 && Math.abs(months - whole) <= 0.1 * Math.min(whole, 2) ? whole : months;
}
