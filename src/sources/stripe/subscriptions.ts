import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { recordOrAside } from '../mapped.ts';
import { type StripeApi } from './api.ts';
import { type Mapped, setAside } from './mapped.ts';
import { intervalMonths, majorAmount } from './money.ts';
import { monthlyAmount } from './monthly-amount.ts';
import { askedPrice } from './prices.ts';
import { subscription, type Subscription } from './shapes.ts';

const STREAM = 'subscriptions';

/** A first payment that never came: no contract ever began. */
const NEVER_BEGUN = new Set(['incomplete', 'incomplete_expired']);

/** Not paying yet; `paused` is a trial that ended without a means of payment. */
const ON_TRIAL = new Set(['trialing', 'paused']);

/** What a listed subscription has to bring along for its discounts to be readable. */
export const EXPANDED_DISCOUNTS = ['discounts', 'discounts.source.coupon'] as const;

/** A subscription as it is at `now`; what could not be counted in its amount is noted beside it. */
export async function mapSubscription(raw: unknown, api: StripeApi, now: Date): Promise<Mapped> {
  const first = subscription.safeParse(raw);
  const parsed =
    first.success && isUnexpanded(first.data)
      ? subscription.safeParse(await expanded(first.data, raw, api))
      : first;
  if (!parsed.success) return setAside(STREAM, raw, parsed.error);
  const found = await withTiers(parsed.data, api);
  if (NEVER_BEGUN.has(found.status)) return {};
  const prices = found.items.data.flatMap((item) => item.price ?? []);
  const months = prices.flatMap((price) => (price.recurring ? intervalMonths(price.recurring) : []));
  const currency = found.currency ?? prices[0]?.currency;
  if (currency === undefined || months.length === 0) {
    return {
      quarantined: [{ stream: STREAM, recordId: found.id, reason: say('stripe.no-recurring') }],
    };
  }
  const amount = monthlyAmount(found, now);
  const endedAt = found.ended_at ?? (found.status === 'canceled' ? found.canceled_at : null);
  const { records = [], quarantined = [] } = recordOrAside(STREAM, {
    kind: 'subscription',
    id: found.id,
    accountId: found.customer,
    startedAt: found.start_date ?? found.created,
    endedAt,
    canceledAt: found.canceled_at,
    currentPeriodEnd: latestPeriodEnd(found),
    termMonths: Math.max(...months),
    autoRenew: endedAt === null && found.cancel_at_period_end !== true && found.cancel_at === null,
    seats: seats(found),
    monthlyAmount: majorAmount(amount.minor, currency),
    currency: currency.toUpperCase(),
    trial: ON_TRIAL.has(found.status),
  });
  const notes = amount.notes.map((reason) => ({ stream: STREAM, recordId: found.id, reason }));
  return { records, quarantined: [...notes, ...quarantined] };
}

/** Tiers are never listed: a tiered price has to be asked for them, once for each price of the subscription. */
async function withTiers(found: Subscription, api: StripeApi): Promise<Subscription> {
  const data = [];
  for (const item of found.items.data) {
    const { price } = item;
    const bare = price?.billing_scheme === 'tiered' && !price.tiers && typeof price.id === 'string';
    data.push(
      bare
        ? { ...item, price: (await askedPrice(price.id ?? '', api, { expand: ['tiers'] })) ?? price }
        : item,
    );
  }
  return { ...found, items: { ...found.items, data } };
}

/** Events carry the ids of discounts only. */
function isUnexpanded(found: Subscription): boolean {
  return found.discounts.some((each) => typeof each === 'string' || typeof each.coupon === 'string');
}

/** The subscription with its discounts; as it is where Stripe does not know it any more. */
async function expanded(found: Subscription, raw: unknown, api: StripeApi): Promise<unknown> {
  const path = `/v1/subscriptions/${encodeURIComponent(found.id)}`;
  try {
    return await api.retrieve(path, { expand: EXPANDED_DISCOUNTS });
  } catch (error) {
    if (error instanceof AppError && error.code === 'upstream-rejected') return raw;
    throw error;
  }
}

/** On the items since 2025-03-31.basil, on the subscription before. */
function latestPeriodEnd(found: Subscription): string | null {
  const ends = [found.current_period_end, ...found.items.data.map((item) => item.current_period_end)];
  return (
    ends
      .filter((end) => end !== null)
      .sort()
      .at(-1) ?? null
  );
}

/** Sum of the quantities of licensed items; null when no item has one. */
function seats(found: Subscription): number | null {
  const quantities = found.items.data
    .filter((item) => item.price?.recurring?.usage_type !== 'metered')
    .flatMap((item) => item.quantity ?? []);
  return quantities.length === 0 ? null : quantities.reduce((sum, quantity) => sum + quantity, 0);
}
