import { type Stripe } from 'stripe';
import { addDays, dayFromNumber, dayNumber } from '../../model/day.ts';
import { addMonths } from '../world/calendar.ts';
import { type BilledCompany, collectionMethod, isDelinquent, lostDay, seatsNow } from './account.ts';
import { instants } from './instants.ts';
import { planObject, priceObject } from './price.ts';
import { embeddedList, idsOf, type StripeObject } from './stripe-object.ts';

/** The period running on the as-of day, or on the last day of a customer who was lost. */
function currentPeriod({ company, asOf }: BilledCompany): { start: string; end: string } {
  const months = company.billing.interval === 'month' ? 1 : 12;
  const { churnDay } = company.truth;
  const last = churnDay !== null && churnDay <= asOf ? addDays(churnDay, -1) : asOf;
  let start = company.customerSince;
  for (let period = 1; ; period += 1) {
    const end = dayFromNumber(addMonths(dayNumber(company.customerSince), period * months));
    if (end > last) return { start, end };
    start = end;
  }
}

function itemOf(billed: BilledCompany) {
  const { item, subscription } = idsOf(billed.customerId);
  const period = currentPeriod(billed);
  return {
    id: item,
    object: 'subscription_item' as const,
    billing_thresholds: null,
    created: instants.start(billed.company.customerSince),
    current_period_end: instants.periodBoundary(period.end),
    current_period_start: instants.periodBoundary(period.start),
    discounts: [],
    metadata: {},
    plan: planObject(billed),
    price: priceObject(billed),
    quantity: seatsNow(billed),
    subscription,
    tax_rates: [],
  } satisfies Partial<Record<keyof Stripe.SubscriptionItem, unknown>>;
}

function statusOf(billed: BilledCompany): Stripe.Subscription['status'] {
  if (lostDay(billed) !== null) return 'canceled';
  return isDelinquent(billed) ? 'past_due' : 'active';
}

function cancellation({ company }: BilledCompany, lost: string | null) {
  const involuntary = company.truth.churnKind === 'involuntary';
  const reason = involuntary ? ('payment_failed' as const) : ('cancellation_requested' as const);
  return { comment: null, feedback: null, feedback_option: null, reason: lost === null ? null : reason };
}

/** A customer's one subscription. Cancelled ones end at once; none is set to end at the close of a period. */
export function subscriptionObject(billed: BilledCompany): StripeObject {
  const { company, customerId, asOf } = billed;
  const { subscription } = idsOf(customerId);
  const lost = lostDay(billed);
  const ended = lost === null ? null : instants.end(lost);
  const started = instants.start(company.customerSince);
  const latest = company.billing.invoices.findLast(({ issuedDay }) => issuedDay <= asOf);
  const terms = latest === undefined ? 0 : dayNumber(latest.dueDay) - dayNumber(latest.issuedDay);
  return {
    id: subscription,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: started,
    billing_cycle_anchor_config: null,
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: ended,
    cancellation_details: cancellation(billed, lost),
    collection_method: collectionMethod(latest),
    created: started,
    currency: company.currency.toLowerCase(),
    customer: customerId,
    customer_account: null,
    days_until_due: terms === 0 ? null : terms,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: ended,
    items: embeddedList(`/v1/subscription_items?subscription=${subscription}`, [itemOf(billed)]),
    latest_invoice: latest?.id ?? null,
    livemode: false,
    metadata: { auto_renew: String(company.billing.autoRenew) },
    on_behalf_of: null,
    pause_collection: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: started,
    status: statusOf(billed),
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_start: null,
  } satisfies Partial<Omit<Stripe.Subscription, 'items'>> & { items: unknown };
}
