import { type Stripe } from 'stripe';
import { payerEmail } from '../world/billing.ts';
import { type WorldInvoice } from '../world/types.ts';
import { type BilledCompany, collectionMethod, lostDay } from './account.ts';
import { instants } from './instants.ts';
import { invoiceAddedTo, invoiceLines } from './invoice-lines.ts';
import { idsOf, type StripeObject } from './stripe-object.ts';

type Status = 'open' | 'paid' | 'uncollectible';

interface State {
  readonly status: Status;
  readonly paidDay: string | null;
  readonly writtenOffDay: string | null;
  readonly attempts: number;
}

/** An invoice as it stood on the as-of day; what was never paid is written off when the customer is lost. */
function stateOf(billed: BilledCompany, invoice: WorldInvoice): State {
  const { asOf } = billed;
  const paidDay = invoice.paidDay !== null && invoice.paidDay <= asOf ? invoice.paidDay : null;
  const writtenOffDay = paidDay === null ? lostDay(billed) : null;
  const failures = invoice.failedDays.filter((day) => day <= asOf).length;
  const charged = paidDay !== null && collectionMethod(invoice) === 'charge_automatically';
  const unpaid = writtenOffDay === null ? 'open' : 'uncollectible';
  return {
    status: paidDay === null ? unpaid : 'paid',
    paidDay,
    writtenOffDay,
    attempts: failures + Number(charged),
  };
}

function billingReason(billed: BilledCompany, invoice: WorldInvoice): Stripe.Invoice['billing_reason'] {
  if (invoice === billed.company.billing.invoices[0]) return 'subscription_create';
  return invoiceAddedTo(billed, invoice) === null ? 'subscription_cycle' : 'subscription_update';
}

/** The invoice's own period is the one that has just ended; the period paid for is on its lines. */
function ownPeriod(billed: BilledCompany, invoice: WorldInvoice): { start: number; end: number } {
  const { invoices } = billed.company.billing;
  const end = instants.issue(invoice.issuedDay);
  const before = invoices[invoices.indexOf(invoice) - 1];
  return { start: before === undefined ? end : instants.periodBoundary(before.periodStartDay), end };
}

function amounts(total: number, paid: boolean) {
  return {
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: paid ? total : 0,
    amount_remaining: paid ? 0 : total,
    amount_shipping: 0,
    starting_balance: 0,
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
  } satisfies Partial<Stripe.Invoice>;
}

function transitions(invoice: WorldInvoice, { paidDay, writtenOffDay }: State) {
  return {
    finalized_at: instants.issue(invoice.issuedDay),
    marked_uncollectible_at: writtenOffDay === null ? null : instants.end(writtenOffDay),
    paid_at: paidDay === null ? null : instants.payment(paidDay),
    voided_at: null,
  };
}

export function invoiceObject(billed: BilledCompany, invoice: WorldInvoice): StripeObject {
  const { company, customerId } = billed;
  const state = stateOf(billed, invoice);
  const method = collectionMethod(invoice);
  const created = instants.issue(invoice.issuedDay);
  const period = ownPeriod(billed, invoice);
  return {
    id: invoice.id,
    object: 'invoice',
    account_country: 'ES',
    account_name: 'Vendor',
    ...amounts(invoice.amountMinor, state.status === 'paid'),
    application: null,
    attempt_count: state.attempts,
    attempted: state.attempts > 0,
    auto_advance: state.status === 'open',
    automatically_finalizes_at: null,
    billing_reason: billingReason(billed, invoice),
    collection_method: method,
    created,
    currency: company.currency.toLowerCase(),
    customer: customerId,
    customer_account: null,
    customer_email: payerEmail(company),
    customer_name: company.name,
    default_payment_method: null,
    description: null,
    discounts: [],
    // Stripe states a due date only for invoices that are sent; a card is due when it is charged.
    due_date: method === 'send_invoice' ? instants.endOfDay(invoice.dueDay) : null,
    effective_at: created,
    ending_balance: 0,
    lines: invoiceLines(billed, invoice),
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: `${customerId.slice(4).padStart(8, 'P')}-${invoice.id.slice(-4)}`,
    parent: {
      type: 'subscription_details',
      quote_details: null,
      subscription_details: { metadata: {}, subscription: idsOf(customerId).subscription },
    },
    period_end: period.end,
    period_start: period.start,
    status: state.status,
    status_transitions: transitions(invoice, state),
    test_clock: null,
  } satisfies Partial<Omit<Stripe.Invoice, 'lines'>> & { lines: unknown };
}
