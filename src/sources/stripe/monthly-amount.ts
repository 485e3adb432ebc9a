import { intervalMonths, unitAmount } from './money.ts';
import { type Discount, type Subscription, type SubscriptionItem } from './shapes.ts';

export interface MonthlyAmount {
  /** In the smallest unit of the currency; may have decimals. */
  readonly minor: number;
  /** What was left out, for people. */
  readonly notes: readonly string[];
}

/**
 * Recurring amount of a subscription, normalised to a month: licensed items at their price, running discounts off,
 * never below zero. Tiered and metered items have no amount of their own; they are left out with a note.
 *
 * @param now decides which discounts still run
 */
export function monthlyAmount(found: Subscription, now: Date): MonthlyAmount {
  const notes: string[] = [];
  const items = found.items.data.map((item) =>
    discounted(itemAmount(item, notes), item.discounts, item, now, notes),
  );
  const first = found.items.data[0];
  const total = items.reduce((sum, amount) => sum + amount, 0);
  const minor = first === undefined ? total : discounted(total, found.discounts, first, now, notes);
  if (found.items.has_more === true)
    notes.push('has more items than Stripe listed; the others are not counted');
  return { minor, notes };
}

function itemAmount(item: SubscriptionItem, notes: string[]): number {
  const recurring = item.price?.recurring;
  if (!item.price || !recurring) {
    notes.push(`item ${item.id} has no recurring price: not in the monthly amount`);
    return 0;
  }
  if (recurring.usage_type === 'metered') {
    notes.push(`item ${item.id} is metered: not in the monthly amount`);
    return 0;
  }
  const unit = unitAmount(item.price);
  if (unit === null) {
    notes.push(`item ${item.id} has tiered or custom pricing: not in the monthly amount`);
    return 0;
  }
  return (unit * (item.quantity ?? 1)) / intervalMonths(recurring);
}

/** An amount off counts once per billing period, which is the period of `item`. */
function discounted(
  amount: number,
  discounts: readonly (Discount | string)[],
  item: SubscriptionItem,
  now: Date,
  notes: string[],
): number {
  const months = item.price?.recurring ? intervalMonths(item.price.recurring) : 1;
  let rest = amount;
  for (const discount of discounts) {
    const coupon = typeof discount === 'string' ? null : discount.coupon;
    if (coupon === null || typeof coupon === 'string') {
      notes.push('a discount could not be read: it is not taken off the monthly amount');
      continue;
    }
    if (coupon.duration === 'once' || ended(discount, now)) continue;
    rest = rest * (1 - (coupon.percent_off ?? 0) / 100) - (coupon.amount_off ?? 0) / months;
  }
  return Math.max(0, rest);
}

function ended(discount: Discount | string, now: Date): boolean {
  return typeof discount !== 'string' && discount.end !== null && Date.parse(discount.end) <= now.getTime();
}
