import { dayNumber } from '../../model/day.ts';
import { type RecordOf, type RecordsByKind } from '../../model/record.ts';
import { runs } from './subscription-end.ts';
import { stepsBy, subscriptionOf, termsOn } from './terms.ts';

export { runs };

/**
 * Seats bought as of a day, summed over the billing accounts of a company. The past is read from what was billed or
 * agreed then: a subscription only knows today's quantity, and today's seats on a past day would leak the outcome.
 */
export function seatsAt(records: RecordsByKind, asOf: number, isLatest: boolean): number | undefined {
  const byAccount = new Map<string, number>();
  for (const [accountId, invoice] of latestInvoices(records.invoice ?? [], asOf)) {
    if (invoice.seats !== null) byAccount.set(accountId, invoice.seats);
  }
  for (const [accountId, seats] of agreedSeats(records, asOf)) byAccount.set(accountId, seats);
  const subscriptions = records.subscription ?? [];
  if (isLatest) {
    const today = new Map<string, number>();
    for (const each of subscriptions.filter((own) => runs(own, asOf))) {
      const { seats } = termsOn(each, records, asOf);
      if (seats !== null) today.set(each.accountId, (today.get(each.accountId) ?? 0) + seats);
    }
    for (const [accountId, seats] of today) byAccount.set(accountId, seats);
  }
  for (const accountId of byAccount.keys()) {
    const own = subscriptions.filter((each) => each.accountId === accountId);
    if (own.length > 0 && !own.some((each) => runs(each, asOf))) byAccount.delete(accountId);
  }
  if (byAccount.size === 0) return undefined;
  return [...byAccount.values()].reduce((sum, seats) => sum + seats, 0);
}

/** Seats of each billing account by the terms that held on the day, where the source knows their history. */
function agreedSeats(records: RecordsByKind, asOf: number): Map<string, number> {
  const seats = new Map<string, number>();
  for (const history of records.mrr ?? []) {
    const { accountId } = history;
    const held = stepsBy(history, subscriptionOf(history, records), asOf).at(-1)?.seats;
    if (held != null) seats.set(accountId, (seats.get(accountId) ?? 0) + held);
  }
  return seats;
}

/** The latest invoice with seats of each billing account, as of the day. */
function latestInvoices(
  invoices: readonly RecordOf<'invoice'>[],
  asOf: number,
): Map<string, RecordOf<'invoice'>> {
  const latest = new Map<string, RecordOf<'invoice'>>();
  for (const invoice of invoices) {
    if (invoice.seats === null || invoice.status === 'void' || dayNumber(invoice.issuedAt) > asOf) continue;
    const known = latest.get(invoice.accountId);
    if (known === undefined || invoice.issuedAt > known.issuedAt) latest.set(invoice.accountId, invoice);
  }
  return latest;
}
