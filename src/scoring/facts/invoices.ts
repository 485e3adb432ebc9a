import { dayNumber } from '../../model/day.ts';
import type { BusinessSignals } from '../../model/signals.ts';

export type Invoice = NonNullable<BusinessSignals['invoices']>[number];

/** Invoices in these states ask for no payment. */
const NOT_OWED = new Set(['void', 'voided', 'draft', 'canceled', 'cancelled', 'deleted']);

/**
 * Days late as of the day: paid early or on time 0, open the days overdue. Null when the invoice is not owed,
 * not due yet, or paid on an unknown day. An invoice paid after the as-of day is open at it.
 *
 * @param due day number of the due day
 */
export function daysLate(invoice: Invoice, due: number, today: number): number | null {
  if (due > today) return null;
  if (invoice.paidAt !== undefined) {
    const paid = dayNumber(invoice.paidAt);
    if (paid <= today) return Math.max(0, paid - due);
  }
  return isOwed(invoice) ? today - due : null;
}

/** Days overdue of the oldest open invoice; 0 when none is open. */
export function oldestOverdue(invoices: readonly Invoice[], today: number): number {
  let oldest = 0;
  for (const invoice of invoices) {
    if (invoice.paidAt !== undefined && dayNumber(invoice.paidAt) <= today) continue;
    const overdue = today - dayNumber(invoice.dueAt);
    if (overdue > oldest && isOwed(invoice)) oldest = overdue;
  }
  return oldest;
}

/** Whether an invoice without a payment up to the as-of day waits for one. */
function isOwed({ status, paidAt }: Invoice): boolean {
  if (status === undefined) return true;
  const state = status.toLowerCase();
  return !NOT_OWED.has(state) && (state !== 'paid' || paidAt !== undefined);
}
