import { type WorldInvoice } from '../world/types.ts';
import { type BilledCompany } from './account.ts';
import { instants } from './instants.ts';
import { embeddedList, idsOf, PRODUCT_ID } from './stripe-object.ts';

interface LineDraft {
  readonly quantity: number;
  readonly amount: number;
  readonly description: string;
  readonly proration: boolean;
}

/** The invoice before, when this one only adds seats to a period already billed. */
export function invoiceAddedTo(billed: BilledCompany, invoice: WorldInvoice): WorldInvoice | null {
  const { invoices } = billed.company.billing;
  const before = invoices[invoices.indexOf(invoice) - 1];
  return before?.periodEndDay === invoice.periodEndDay ? before : null;
}

/** A full period is one line; added seats credit the old number for the rest of the period and bill the new. */
function draftLines(billed: BilledCompany, invoice: WorldInvoice): LineDraft[] {
  const before = invoiceAddedTo(billed, invoice);
  const { seats, amountMinor } = invoice;
  if (before === null) {
    return [{ quantity: seats, amount: amountMinor, description: `${seats} × Seat`, proration: false }];
  }
  const newAmount = Math.round((amountMinor * seats) / (seats - before.seats));
  return [
    {
      quantity: before.seats,
      amount: amountMinor - newAmount,
      description: `Unused time on ${before.seats} × Seat after ${invoice.issuedDay}`,
      proration: true,
    },
    {
      quantity: seats,
      amount: newAmount,
      description: `Remaining time on ${seats} × Seat after ${invoice.issuedDay}`,
      proration: true,
    },
  ];
}

function lineObject(billed: BilledCompany, invoice: WorldInvoice, draft: LineDraft, index: number) {
  const { subscription, item, price } = idsOf(billed.customerId);
  const { quantity, amount, description, proration } = draft;
  return {
    id: `il_${invoice.id.slice(3)}_${index}`,
    object: 'line_item',
    amount,
    currency: billed.company.currency.toLowerCase(),
    description,
    discount_amounts: [],
    discountable: !proration,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    metadata: {},
    parent: {
      type: 'subscription_item_details',
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration,
        proration_details: { credited_items: null },
        subscription,
        subscription_item: item,
      },
    },
    period: {
      start: instants.periodBoundary(invoice.periodStartDay),
      end: instants.periodBoundary(invoice.periodEndDay),
    },
    pretax_credit_amounts: [],
    pricing: {
      type: 'price_details',
      price_details: { price, product: PRODUCT_ID },
      unit_amount_decimal: String(billed.company.billing.unitAmountMinor),
    },
    quantity,
    quantity_decimal: String(quantity),
    subscription,
    subtotal: amount,
    taxes: [],
  };
}

export function invoiceLines(billed: BilledCompany, invoice: WorldInvoice) {
  const lines = draftLines(billed, invoice).map((draft, index) => lineObject(billed, invoice, draft, index));
  return { ...embeddedList(`/v1/invoices/${invoice.id}/lines`, lines), total_count: lines.length };
}
