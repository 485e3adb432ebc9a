import { type Stripe } from 'stripe';
import { type BilledCompany } from './account.ts';
import { instants } from './instants.ts';
import { idsOf, PRODUCT_ID, type StripeObject } from './stripe-object.ts';

/** Fields that the client turns from strings into decimals; on the wire they are strings. */
type OnTheWire<Type> = Partial<Omit<Type, `${string}_decimal`>> & Record<`${string}_decimal`, string | null>;

/** The price agreed with a customer for a seat and period. */
export function priceObject({ company, customerId }: BilledCompany): StripeObject {
  const { unitAmountMinor, interval } = company.billing;
  return {
    id: idsOf(customerId).price,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: instants.start(company.customerSince),
    currency: company.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: PRODUCT_ID,
    recurring: { interval, interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' },
    tax_behavior: 'exclusive',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: unitAmountMinor,
    unit_amount_decimal: String(unitAmountMinor),
  } satisfies OnTheWire<Stripe.Price>;
}

/** The same price in the older shape that subscription items still carry. */
export function planObject(billed: BilledCompany) {
  const { company, customerId } = billed;
  const { unitAmountMinor, interval } = company.billing;
  return {
    id: idsOf(customerId).price,
    object: 'plan',
    active: true,
    amount: unitAmountMinor,
    amount_decimal: String(unitAmountMinor),
    billing_scheme: 'per_unit',
    created: instants.start(company.customerSince),
    currency: company.currency.toLowerCase(),
    interval,
    interval_count: 1,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: null,
    product: PRODUCT_ID,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  } satisfies OnTheWire<Stripe.Plan>;
}

/** The one product: a seat. */
export function productObject(created: number): StripeObject {
  return {
    id: PRODUCT_ID,
    object: 'product',
    active: true,
    created,
    default_price: null,
    description: null,
    livemode: false,
    metadata: {},
    name: 'Seat',
    type: 'service',
    updated: created,
  } satisfies Partial<Stripe.Product>;
}
