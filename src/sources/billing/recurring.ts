/**
 * Monthly recurring revenue of a subscription, the same for every billing system: what its items cost in their
 * billing period, spread over the months of it, less running discounts. Amounts are in any one unit of one currency.
 */

/** A range of units with its own price; the last one has no end. */
export interface Tier {
  /** Last unit of the range. */
  readonly upTo: number | null;
  readonly unitAmount: number;
  /** Charged once when the range is reached. */
  readonly flatAmount: number;
}

export type ItemPrice =
  | { readonly kind: 'flat'; readonly amount: number }
  | { readonly kind: 'unit'; readonly amount: number }
  /** `graduated`: each unit at the price of its range; `volume`: all at the price of the last range reached. */
  | { readonly kind: 'tiers'; readonly mode: 'graduated' | 'volume'; readonly tiers: readonly Tier[] };

/** Percent of what is left by the discounts before it, or an amount once per so many months. */
export type RecurringDiscount =
  { readonly percent: number } | { readonly amount: number; readonly months: number };

export interface RecurringItem {
  readonly price: ItemPrice;
  readonly quantity: number;
  /** Length of its billing period. */
  readonly months: number;
  readonly discounts: readonly RecurringDiscount[];
}

/** Sum of the items per month, their own discounts and those of the whole off; never below zero. */
export function monthlyRecurring(
  items: readonly RecurringItem[],
  discounts: readonly RecurringDiscount[],
): number {
  const total = items.reduce(
    (sum, item) => sum + discounted(periodPrice(item.price, item.quantity) / item.months, item.discounts),
    0,
  );
  return discounted(total, discounts);
}

/** Price of a quantity for one billing period. */
export function periodPrice(price: ItemPrice, quantity: number): number {
  switch (price.kind) {
    case 'flat':
      return price.amount;
    case 'unit':
      return price.amount * quantity;
    case 'tiers':
      return price.mode === 'volume'
        ? volumePrice(price.tiers, quantity)
        : graduatedPrice(price.tiers, quantity);
  }
}

function volumePrice(tiers: readonly Tier[], quantity: number): number {
  const tier = tiers.find(({ upTo }) => upTo === null || quantity <= upTo) ?? tiers.at(-1);
  return tier === undefined ? 0 : tier.unitAmount * quantity + tier.flatAmount;
}

function graduatedPrice(tiers: readonly Tier[], quantity: number): number {
  let price = 0;
  let below = 0;
  for (const { upTo, unitAmount, flatAmount } of tiers) {
    // The first range counts even for a quantity of nothing: its flat amount is a base fee.
    if (quantity <= below && below > 0) break;
    const end = upTo === null ? quantity : Math.min(quantity, upTo);
    price += (end - below) * unitAmount + flatAmount;
    below = upTo ?? quantity;
    if (upTo === null) break;
  }
  return price;
}

function discounted(amount: number, discounts: readonly RecurringDiscount[]): number {
  const rest = discounts.reduce(
    (left, discount) =>
      'percent' in discount ? left * (1 - discount.percent / 100) : left - discount.amount / discount.months,
    amount,
  );
  return Math.max(0, rest);
}
