import { z } from 'zod';
import { FIELD_MESSAGES } from '../../model/messages/fields.ts';

/**
 * The parts of Stripe's objects that are read, in the shape of the pinned version and in the one before
 * 2025-03-31.basil: events keep the version of the account that they were made under.
 */

/** Seconds since 1970, as an ISO instant. */
const instant = z
  .number()
  .int()
  .min(0)
  .max(32_503_680_000)
  .transform((seconds) => new Date(seconds * 1000).toISOString());

const optionalInstant = instant.nullish().transform((value) => value ?? null);

/** An id, or the object it stands for when it came expanded. */
const reference = z.union([
  z.string().min(1),
  z.object({ id: z.string().min(1) }).transform((object) => object.id),
]);

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, FIELD_MESSAGES['field.decimal'].en);

export const customer = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  email: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
});

const interval = z.enum(['day', 'week', 'month', 'year']);
export type Interval = z.infer<typeof interval>;

const tier = z.object({
  up_to: z.number().nullish(),
  unit_amount: z.number().nullish(),
  unit_amount_decimal: decimal.nullish(),
  flat_amount: z.number().nullish(),
  flat_amount_decimal: decimal.nullish(),
});

/** Tiers come only with a price that was asked for them. */
export const price = z.object({
  id: z.string().nullish(),
  currency: z.string(),
  unit_amount: z.number().nullish(),
  unit_amount_decimal: decimal.nullish(),
  billing_scheme: z.string().nullish(),
  tiers_mode: z.string().nullish(),
  tiers: z.array(tier).nullish(),
  recurring: z
    .object({ interval, interval_count: z.number().int().positive(), usage_type: z.string().nullish() })
    .nullish(),
});
export type Price = z.infer<typeof price>;

/** What prices were called before 2020. */
const plan = z
  .object({
    id: z.string().nullish(),
    currency: z.string(),
    amount: z.number().nullish(),
    amount_decimal: decimal.nullish(),
    billing_scheme: z.string().nullish(),
    interval,
    interval_count: z.number().int().positive(),
    usage_type: z.string().nullish(),
  })
  .transform((old): Price => {
    const { id, currency, billing_scheme, amount, amount_decimal, ...recurring } = old;
    return {
      id,
      currency,
      billing_scheme,
      unit_amount: amount,
      unit_amount_decimal: amount_decimal,
      recurring,
    };
  });

const coupon = z.object({
  percent_off: z.number().nullish(),
  amount_off: z.number().nullish(),
  duration: z.string().nullish(),
});

const discount = z
  .object({
    end: optionalInstant,
    coupon: coupon.nullish(),
    source: z.object({ coupon: z.union([z.string(), coupon]).nullish() }).nullish(),
  })
  .transform((value) => ({ end: value.end, coupon: value.coupon ?? value.source?.coupon ?? null }));
export type Discount = z.infer<typeof discount>;

/** A string is a discount that did not come expanded. */
const discounts = z
  .array(z.union([z.string(), discount]))
  .nullish()
  .transform((value) => value ?? []);

const subscriptionItem = z
  .object({
    id: z.string(),
    quantity: z.number().min(0).nullish(),
    price: price.nullish(),
    plan: plan.nullish(),
    current_period_end: optionalInstant,
    discounts,
  })
  .transform((item) => ({ ...item, price: item.price ?? item.plan ?? null }));
export type SubscriptionItem = z.infer<typeof subscriptionItem>;

export const subscription = z
  .object({
    id: z.string().min(1),
    customer: reference,
    status: z.string(),
    currency: z.string().nullish(),
    created: instant,
    start_date: optionalInstant,
    ended_at: optionalInstant,
    canceled_at: optionalInstant,
    cancel_at: optionalInstant,
    cancel_at_period_end: z.boolean().nullish(),
    current_period_end: optionalInstant,
    discount: discount.nullish(),
    discounts,
    items: z.object({ data: z.array(subscriptionItem), has_more: z.boolean().nullish() }),
  })
  .transform(({ discount: old, ...rest }) => ({ ...rest, discounts: old ? [old] : rest.discounts }));
export type Subscription = z.infer<typeof subscription>;

/** Since 2025-03-31.basil a line names its price, which tells how it is counted only where it came expanded. */
const linePrice = z.union([
  z
    .string()
    .min(1)
    .transform((id) => ({ id, usageType: null })),
  z
    .object({ id: z.string().min(1), recurring: z.object({ usage_type: z.string().nullish() }).nullish() })
    .transform(({ id, recurring }) => ({ id, usageType: recurring?.usage_type ?? null })),
]);

export const invoiceLine = z
  .object({
    amount: z.number(),
    quantity: z.number().nullish(),
    period: z.object({ start: z.number(), end: z.number() }),
    discount_amounts: z.array(z.object({ amount: z.number() })).nullish(),
    type: z.string().nullish(),
    proration: z.boolean().nullish(),
    price: z
      .object({ recurring: z.object({ usage_type: z.string().nullish() }).nullish() })
      .transform(({ recurring }) => recurring?.usage_type ?? 'licensed')
      .nullish(),
    pricing: z
      .object({ price_details: z.object({ price: linePrice.nullish() }).nullish() })
      .transform(({ price_details }) => price_details?.price ?? null)
      .nullish(),
    parent: z
      .object({
        type: z.string(),
        subscription_item_details: z.object({ proration: z.boolean().nullish() }).nullish(),
      })
      .nullish(),
  })
  .transform((line) => ({
    amount: line.amount - (line.discount_amounts ?? []).reduce((sum, each) => sum + each.amount, 0),
    quantity: line.quantity ?? null,
    periodDays: (line.period.end - line.period.start) / 86_400,
    recurring: line.parent?.type === 'subscription_item_details' || line.type === 'subscription',
    usageType: line.price ?? line.pricing?.usageType ?? null,
    priceId: line.pricing?.id ?? null,
    proration: line.parent?.subscription_item_details?.proration ?? line.proration ?? false,
  }));
export type InvoiceLine = z.infer<typeof invoiceLine>;

export const invoice = z.object({
  id: z.string().min(1),
  customer: reference,
  status: z.enum(['draft', 'open', 'paid', 'void', 'uncollectible']),
  currency: z.string(),
  created: instant,
  due_date: optionalInstant,
  /** Before 2025-03-31.basil; `parent` since. */
  subscription: reference.nullish(),
  parent: z
    .object({ subscription_details: z.object({ subscription: reference.nullish() }).nullish() })
    .nullish(),
  total: z.number(),
  status_transitions: z
    .object({ finalized_at: optionalInstant, paid_at: optionalInstant })
    .nullish()
    .transform((value) => value ?? { finalized_at: null, paid_at: null }),
  lines: z.object({ data: z.array(invoiceLine), has_more: z.boolean().nullish() }),
});
export type Invoice = z.infer<typeof invoice>;

export const charge = z.object({
  id: z.string().min(1),
  customer: reference.nullish(),
  status: z.string(),
  created: instant,
});

export const changeEvent = z.object({
  type: z.string(),
  created: z.number(),
  data: z.object({ object: z.looseObject({ id: z.string().min(1) }) }),
});

/** All that the walk through a list needs to know of an object. */
export const listed = z.object({ id: z.string().min(1), created: instant });
