import { z } from 'zod';
import { MONTHS } from '../billing/periods.ts';
import {
  type ItemPrice,
  monthlyRecurring,
  type RecurringDiscount,
  type RecurringItem,
} from '../billing/recurring.ts';
import { type Message, say } from '../../model/messages/message.ts';

/** The parts of a rate plan that are read. Zuora fills what does not apply with null. */

const tier = z.object({
  endingUnit: z.number().nullish(),
  price: z.number().nullish(),
  priceFormat: z.string().nullish(),
});

const charge = z.object({
  number: z.string().nullish(),
  type: z.string(),
  model: z.string(),
  price: z.number().nullish(),
  quantity: z.number().nullish(),
  tiers: z.array(tier).nullish(),
  mrr: z.number().nullish(),
  discountPercentage: z.number().nullish(),
  discountAmount: z.number().nullish(),
  applyDiscountTo: z.string().nullish(),
  discountLevel: z.string().nullish(),
  billingPeriod: z.string().nullish(),
  specificBillingPeriod: z.number().nullish(),
  listPriceBase: z.string().nullish(),
  effectiveStartDate: z.iso.date().nullish(),
  /** First day it does not count any more. */
  effectiveEndDate: z.iso.date().nullish(),
  chargedThroughDate: z.iso.date().nullish(),
});
export type Charge = z.infer<typeof charge>;

export const ratePlan = z.object({ ratePlanCharges: z.array(charge) });
export type RatePlan = z.infer<typeof ratePlan>;

const PERIODS: Readonly<Record<string, number>> = {
  Month: 1,
  Quarter: MONTHS.quarter,
  Semi_Annual: 6,
  Annual: MONTHS.year,
  Eighteen_Months: 18,
  Two_Years: 24,
  Three_Years: 36,
  Five_Years: 60,
  Week: MONTHS.week,
};
const LIST_BASES: Readonly<Record<string, number>> = {
  Per_Month: 1,
  Per_Week: MONTHS.week,
  Per_Year: MONTHS.year,
};

/** Length of a charge's billing period in months; null where it has none of its own. */
export function billingMonths({ billingPeriod, specificBillingPeriod }: Charge): number | null {
  const specific = specificBillingPeriod ?? 1;
  if (billingPeriod === 'Specific_Months') return specific;
  if (billingPeriod === 'Specific_Weeks') return specific * MONTHS.week;
  return PERIODS[billingPeriod ?? ''] ?? null;
}

/** Recurring charges that count on a day; a segment ends where the next one starts. */
export function chargesOn(plan: RatePlan, day: string): Charge[] {
  return plan.ratePlanCharges.filter(
    (each) =>
      each.type === 'Recurring' &&
      (each.effectiveStartDate ?? '') <= day &&
      (each.effectiveEndDate == null || each.effectiveEndDate > day),
  );
}

export interface PlanAmount {
  readonly monthlyAmount: number;
  /** What was left out, for people. */
  readonly notes: readonly Message[];
}

/** What all rate plans of a subscription bring in a month on a day, discounts off. */
export function monthlyAmountOn(plans: readonly RatePlan[], day: string): PlanAmount {
  const notes: Message[] = [];
  const wholeDiscounts: RecurringDiscount[] = [];
  const items = plans.map((plan) => {
    const charges = chargesOn(plan, day);
    const discounts = charges.flatMap((each) => discountOf(each) ?? []);
    wholeDiscounts.push(...discounts.filter((each) => !each.planOnly).map(({ discount }) => discount));
    const amount = monthlyRecurring(
      charges.flatMap((each) => itemOf(each, notes) ?? []),
      discounts.filter((each) => each.planOnly).map(({ discount }) => discount),
    );
    return flatMonth(amount);
  });
  return { monthlyAmount: Math.round(monthlyRecurring(items, wholeDiscounts) * 1e4) / 1e4, notes };
}

function flatMonth(amount: number): RecurringItem {
  return { price: { kind: 'flat', amount }, quantity: 1, months: 1, discounts: [] };
}

function isDiscount({ model }: Charge): boolean {
  return model.startsWith('Discount');
}

/** Zuora's own figure where it states one: it knows charge models that we do not. */
function itemOf(found: Charge, notes: Message[]): RecurringItem | null {
  if (isDiscount(found)) return null;
  if (typeof found.mrr === 'number') return flatMonth(found.mrr);
  const months = LIST_BASES[found.listPriceBase ?? ''] ?? billingMonths(found);
  const price = priceOf(found);
  if (price === null || months === null) {
    notes.push(say('zuora.charge', { charge: found.number ?? '?', model: found.model }));
    return null;
  }
  return { price, quantity: found.quantity ?? 1, months, discounts: [] };
}

function priceOf({ model, price, tiers }: Charge): ItemPrice | null {
  if (model === 'Volume' || model === 'Tiered') {
    if (!tiers || tiers.length === 0) return null;
    return {
      kind: 'tiers',
      mode: model === 'Volume' ? 'volume' : 'graduated',
      tiers: tiers.map((each) => {
        const flat = /flat/i.test(each.priceFormat ?? '');
        const amount = each.price ?? 0;
        return {
          upTo: each.endingUnit ?? null,
          unitAmount: flat ? 0 : amount,
          flatAmount: flat ? amount : 0,
        };
      }),
    };
  }
  if (price == null) return null;
  if (model === 'FlatFee') return { kind: 'flat', amount: price };
  return model === 'PerUnit' ? { kind: 'unit', amount: price } : null;
}

interface LevelledDiscount {
  readonly discount: RecurringDiscount;
  /** Off its own rate plan only; else off the whole subscription. */
  readonly planOnly: boolean;
}

function discountOf(found: Charge): LevelledDiscount | null {
  const concerns = found.applyDiscountTo == null || found.applyDiscountTo.includes('RECURRING');
  if (!isDiscount(found) || !concerns) return null;
  const planOnly = /rate/i.test(found.discountLevel ?? '');
  if (found.discountPercentage) return { discount: { percent: found.discountPercentage }, planOnly };
  if (!found.discountAmount) return null;
  return { discount: { amount: found.discountAmount, months: billingMonths(found) ?? 1 }, planOnly };
}

/** Seats on a day: quantities of the recurring charges that are priced by unit; null when there are none. */
export function seatsOn(plans: readonly RatePlan[], day: string): number | null {
  const counted = plans
    .flatMap((plan) => chargesOn(plan, day))
    .filter(({ model }) => model === 'PerUnit' || model === 'Volume' || model === 'Tiered')
    .flatMap(({ quantity }) => quantity ?? []);
  return counted.length === 0 ? null : counted.reduce((sum, quantity) => sum + quantity, 0);
}
