import { type Stripe } from 'stripe';
import { type WorldInvoice } from '../world/types.ts';
import { type BilledCompany } from './account.ts';
import { instants } from './instants.ts';
import { type StripeObject } from './stripe-object.ts';

/** One attempt to collect an invoice. Since 2025-03-31 a charge no longer names its invoice. */
function chargeObject(
  { company, customerId }: BilledCompany,
  invoice: WorldInvoice,
  attempt: { readonly number: number; readonly created: number; readonly failed: boolean },
): StripeObject {
  const { failed } = attempt;
  return {
    id: `ch_${invoice.id.slice(3)}_${attempt.number}`,
    object: 'charge',
    amount: invoice.amountMinor,
    amount_captured: failed ? 0 : invoice.amountMinor,
    amount_refunded: 0,
    captured: !failed,
    created: attempt.created,
    currency: company.currency.toLowerCase(),
    customer: customerId,
    description: failed ? 'Subscription payment failed' : 'Subscription payment',
    disputed: false,
    failure_code: failed ? 'card_declined' : null,
    failure_message: failed ? 'Your card has insufficient funds.' : null,
    livemode: false,
    metadata: {},
    paid: !failed,
    payment_intent: `pi_${invoice.id.slice(3)}`,
    receipt_email: null,
    refunded: false,
    status: failed ? 'failed' : 'succeeded',
  } satisfies Partial<Stripe.Charge>;
}

/** Failed attempts and the payment, oldest first. */
export function chargesOf(billed: BilledCompany, invoice: WorldInvoice): StripeObject[] {
  const failures = invoice.failedDays.map((day) => ({ created: instants.failedAttempt(day), failed: true }));
  const { paidDay } = invoice;
  const payment = paidDay === null ? [] : [{ created: instants.payment(paidDay), failed: false }];
  return [...failures, ...payment].map((attempt, number) =>
    chargeObject(billed, invoice, { ...attempt, number }),
  );
}
