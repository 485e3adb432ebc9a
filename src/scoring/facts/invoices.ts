import { dayNumber } from '../../model/day.ts';
import { type BusinessSignals } from '../../model/signals.ts';

export type Invoice = NonNullable<BusinessSignals['invoices']>[number];

/** Invoices in these states ask for no payment. */
const NOT_OWED = new Set(['void', 'voided', 'draft', 'canceled', 'cancelled', 'deleted']);

/**
 * Days late as of the day: paid early or on time 0, open the days overdue. Null when the invoice is not owed,
 * not due yet, or paid on an unknown day. An invoice paid after the as-of day is open at it.
 */
export function daysLate(invoice: Invoice, today: number): number | null {
  const overdue = today - dayNumber(invoice.dueAt);
  if (overdue < 0 || isNotOwed(invoice)) return null;
  if (isOpen(invoice, today)) return overdue;
  if (invoice.paidAt === undefined) return null;
  return Math.max(0, dayNumber(invoice.paidAt) - dayNumber(invoice.dueAt));
}

/** Days overdue of the oldest open invoice; 0 when none is open. */
export function oldestOverdue(invoices: readonly Invoice[], today: number): number {
  let oldest = 0;
  for (const invoice of invoices) {
    const overdue = today - dayNumber(invoice.dueAt);
    if (overdue > oldest && !isNotOwed(invoice) && isOpen(invoice, today)) oldest = overdue;
  }
  return oldest;
}

function isNotOwed(invoice: Invoice): boolean {
  return invoice.status !== undefined && NOT_OWED.has(invoice.status.toLowerCase());
}

function isOpen(invoice: Invoice, today: number): boolean {
  if (invoice.paidAt === undefined) return invoice.status?.toLowerCase() !== 'paid';
  return dayNumber(invoice.paidAt) > today;
}
