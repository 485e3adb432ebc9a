import { monthlyRecurring, type RecurringDiscount, type RecurringItem } from '../billing/recurring.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { intervalMonths, itemPrice } from './money.ts';
import { type Discount, type Subscription, type SubscriptionItem } from './shapes.ts';

export interface MonthlyAmount {
  /** In the smallest unit of the currency; may have decimals. */
  readonly minor: number;
  /** What was left out, for people. */
  readonly notes: readonly Message[];
}

/**
 * Recurring amount of a subscription, normalised to a month: licensed items at their price, running discounts off,
 * never below zero. Metered items and custom prices have no amount of their own; they are left out with a note.
 *
 * @param now decides which discounts still run
 */
export function monthlyAmount(found: Subscription, now: Date): MonthlyAmount {
  const notes: Message[] = [];
  const items = found.items.data.flatMap((item) => recurringItem(item, now, notes) ?? []);
  const [first] = found.items.data;
  const discounts = first === undefined ? [] : running(found.discounts, first, now, notes);
  if (found.items.has_more === true) notes.push(say('stripe.more-items'));
  return { minor: monthlyRecurring(items, discounts), notes };
}

function recurringItem(item: SubscriptionItem, now: Date, notes: Message[]): RecurringItem | null {
  const discounts = running(item.discounts, item, now, notes);
  const recurring = item.price?.recurring;
  if (!item.price || !recurring) {
    notes.push(say('stripe.item-not-recurring', { item: item.id }));
    return null;
  }
  if (recurring.usage_type === 'metered') {
    notes.push(say('stripe.item-metered', { item: item.id }));
    return null;
  }
  const price = itemPrice(item.price);
  if (price === null) {
    notes.push(say('stripe.item-priceless', { item: item.id }));
    return null;
  }
  return { price, quantity: item.quantity ?? 1, months: intervalMonths(recurring), discounts };
}

/** An amount off counts once per billing period, which is the period of `item`. */
function running(
  discounts: readonly (Discount | string)[],
  item: SubscriptionItem,
  now: Date,
  notes: Message[],
): RecurringDiscount[] {
  const months = item.price?.recurring ? intervalMonths(item.price.recurring) : 1;
  return discounts.flatMap((discount) => {
    const coupon = typeof discount === 'string' ? null : discount.coupon;
    if (coupon === null || typeof coupon === 'string') {
      notes.push(say('stripe.discount'));
      return [];
    }
    if (coupon.duration === 'once' || ended(discount, now)) return [];
    const percent = coupon.percent_off ? [{ percent: coupon.percent_off }] : [];
    return coupon.amount_off ? [...percent, { amount: coupon.amount_off, months }] : percent;
  });
}

function ended(discount: Discount | string, now: Date): boolean {
  return typeof discount !== 'string' && discount.end !== null && Date.parse(discount.end) <= now.getTime();
}
