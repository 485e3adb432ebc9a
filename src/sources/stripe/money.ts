import { MONTHS } from '../billing/periods.ts';
import { type ItemPrice } from '../billing/recurring.ts';
import { type Interval, type Price } from './shapes.ts';

/**
 * Currencies whose smallest unit is the currency itself in Stripe's API. ISK and UGX are missing on purpose: they
 * have no decimals either, but Stripe still counts them in hundredths (docs.stripe.com/currencies).
 */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));

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

/** What a price charges, in the smallest currency unit, decimals included; null for one that the customer sets. */
export function itemPrice(price: Price): ItemPrice | null {
  if (price.billing_scheme === 'tiered') {
    if (!price.tiers || price.tiers.length === 0) return null;
    const tiers = price.tiers.map((tier) => ({
      upTo: tier.up_to ?? null,
      unitAmount: exact(tier.unit_amount_decimal, tier.unit_amount) ?? 0,
      flatAmount: exact(tier.flat_amount_decimal, tier.flat_amount) ?? 0,
    }));
    return { kind: 'tiers', mode: price.tiers_mode === 'volume' ? 'volume' : 'graduated', tiers };
  }
  const amount = exact(price.unit_amount_decimal, price.unit_amount);
  return amount === null ? null : { kind: 'unit', amount };
}

function exact(decimal: string | null | undefined, whole: number | null | undefined): number | null {
  return typeof decimal === 'string' ? Number(decimal) : (whole ?? null);
}
