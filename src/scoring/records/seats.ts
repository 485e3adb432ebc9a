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
  const byAccount = billedSeats(records, asOf);
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

/** Seats of each billing account by what was billed last, as of the day; an account without such a bill is missing. */
function billedSeats(records: RecordsByKind, asOf: number): Map<string, number> {
  const bills = (records.invoice ?? []).filter(
    (each) => each.seats !== null && each.status !== 'void' && dayNumber(each.issuedAt) <= asOf,
  );
  const running = Map.groupBy(
    (records.subscription ?? []).filter((each) => runs(each, asOf)),
    ({ accountId }) => accountId,
  );
  const seats = new Map<string, number>();
  for (const [accountId, own] of Map.groupBy(bills, (each) => each.accountId)) {
    const billed = seatsOfAccount(own, running.get(accountId) ?? []);
    if (billed !== null) seats.set(accountId, billed);
  }
  return seats;
}

/**
 * Subscriptions that run side by side are billed each by itself: the latest bill of each counts, and null where a bill
 * does not say which it is for.
 */
function seatsOfAccount(
  bills: readonly RecordOf<'invoice'>[],
  running: readonly RecordOf<'subscription'>[],
): number | null {
  if (running.length <= 1) return latest(bills)?.seats ?? null;
  if (bills.some(({ subscriptionId }) => subscriptionId == null)) return null;
  const known = running.flatMap(
    ({ id }) => latest(bills.filter(({ subscriptionId }) => subscriptionId === id))?.seats ?? [],
  );
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
}

function latest(bills: readonly RecordOf<'invoice'>[]): RecordOf<'invoice'> | undefined {
  return bills.reduce<RecordOf<'invoice'> | undefined>(
    (last, each) => (last === undefined || each.issuedAt > last.issuedAt ? each : last),
    undefined,
  );
}
