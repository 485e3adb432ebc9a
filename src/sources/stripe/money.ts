import { type Interval, type Price } from './shapes.ts';

/**
 * Currencies whose smallest unit is the currency itself in Stripe's API. ISK and UGX are missing on purpose: they
 * have no decimals either, but Stripe still counts them in hundredths (docs.stripe.com/currencies).
 */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));

/** 365 days ÷ 12. */
const DAYS_PER_MONTH = 365 / 12;
const MONTHS: Readonly<Record<Interval, number>> = {
  day: 1 / DAYS_PER_MONTH,
  week: 7 / DAYS_PER_MONTH,
  month: 1,
  year: 12,
};

/** An amount in Stripe's smallest unit as one in the currency, rounded to a hundredth of a cent. */
export function majorAmount(minor: number, currency: string): number {
  const code = currency.toLowerCase();
  const units = ZERO_DECIMAL.has(code) ? 1 : THREE_DECIMAL.has(code) ? 1000 : 100;
  return Math.round((minor / units) * 1e4) / 1e4;
}

/** Length of a price's billing interval in months. */
export function intervalMonths(recurring: { interval: Interval; interval_count: number }): number {
  return MONTHS[recurring.interval] * recurring.interval_count;
}

/** Length of a period in months; calendar months and years come out whole. */
export function periodMonths(days: number): number {
  const months = days / DAYS_PER_MONTH;
  const whole = Math.round(months);
  return whole >= 1 && Math.abs(months - whole) <= 0.1 * Math.min(whole, 2) ? whole : months;
}

/** Price of one unit in the smallest currency unit, decimals included; null for tiers and custom prices. */
export function unitAmount(price: Price): number | null {
  if (price.billing_scheme === 'tiered') return null;
  if (typeof price.unit_amount_decimal === 'string') return Number(price.unit_amount_decimal);
  return price.unit_amount ?? null;
}
