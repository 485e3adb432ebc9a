import { currencyCode } from '../../model/currency.ts';
import { dayFromNumber, dayNumber } from '../../model/day.ts';
import { type Exchange } from '../../model/exchange.ts';
import { type RecordOf, type RecordsByKind } from '../../model/record.ts';
import { endDay, runs } from './subscription-end.ts';
import { stepsBy, subscriptionOf, termsOn } from './terms.ts';

/**
 * Recurring revenue of a company: all its billing accounts together. Amounts of several currencies are added up at the
 * rates of the day that is asked about, so that a series shows what customers did and not what currencies did;
 * without rates, only the currency of the largest subscription counts.
 */

export interface RevenuePoint {
  readonly at: string;
  readonly amount: number;
}

/** A rise or fall of recurring revenue that is not a beginning or an end. */
export interface RevenueMovement {
  readonly at: string;
  readonly contraction: boolean;
}

interface Step extends RevenuePoint {
  /** Subscription or billing account that brings this much from then on. */
  readonly key: string;
}

/** Smaller changes are rounding and prorations. */
const LEAST_CHANGE = 0.02;

/** Yearly value of everything that runs on the day, trials excluded; undefined when nothing does, or in no currency that there is. */
export function annualRevenue(
  records: RecordsByKind,
  asOf: number,
  exchange: Exchange | null,
): { readonly amount: number; readonly currency: string } | undefined {
  const running = (records.subscription ?? [])
    .filter((each) => runs(each, asOf) && !each.trial && currencyCode(each.currency) !== null)
    .map((each) => ({ currency: each.currency, monthlyAmount: termsOn(each, records, asOf).monthlyAmount }));
  const into = converter(running, asOf, exchange);
  if (into === null) return undefined;
  const monthly = running.reduce(
    (sum, each) => sum + (into.convert(each.monthlyAmount, each.currency) ?? 0),
    0,
  );
  return { amount: monthly * 12, currency: into.currency };
}

/** Currency that {@link revenueSeries} is in; null when nothing was ever billed or agreed. */
export function revenueCurrency(
  records: RecordsByKind,
  asOf: number,
  exchange: Exchange | null,
): string | null {
  return seriesConverter(records, asOf, exchange)?.currency ?? null;
}

/** Recurring revenue from each day on which it was stated, oldest first, as known on the day. */
export function revenueSeries(
  records: RecordsByKind,
  asOf: number,
  exchange: Exchange | null,
): RevenuePoint[] {
  const into = seriesConverter(records, asOf, exchange);
  if (into === null) return [];
  const convert = (amount: number, currency: string) => into.convert(amount, currency) ?? 0;
  const steps = [...agreedSteps(records, asOf, convert), ...billedSteps(records, asOf, convert)]
    .filter(({ at }) => dayNumber(at) <= asOf)
    .sort((left, right) => dayNumber(left.at) - dayNumber(right.at));
  const held = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const { key, at, amount } of steps) {
    held.set(key, amount);
    totals.set(
      dayFromNumber(dayNumber(at)),
      [...held.values()].reduce((sum, each) => sum + each, 0),
    );
  }
  return [...totals].map(([at, amount]) => ({ at, amount }));
}

export function movements(series: readonly RevenuePoint[]): RevenueMovement[] {
  return series.flatMap(({ at, amount }, index) => {
    const before = series[index - 1]?.amount ?? 0;
    if (before <= 0 || amount <= 0 || Math.abs(amount - before) < LEAST_CHANGE * before) return [];
    return { at, contraction: amount < before };
  });
}

function seriesConverter(records: RecordsByKind, asOf: number, exchange: Exchange | null) {
  return converter(records.subscription ?? [], asOf, exchange) ?? converter(billed(records), asOf, exchange);
}

/** Null when there is nothing to convert. */
function converter(
  amounts: readonly { readonly monthlyAmount: number | null; readonly currency: string }[],
  asOf: number,
  exchange: Exchange | null,
) {
  const largest = [...amounts].sort(
    (left, right) => (right.monthlyAmount ?? 0) - (left.monthlyAmount ?? 0),
  )[0];
  if (largest === undefined) return null;
  if (exchange !== null) {
    const day = dayFromNumber(asOf);
    return {
      currency: exchange.currency,
      convert: (amount: number, from: string) => exchange.convert(amount, codeOf(from), day),
    };
  }
  const currency = codeOf(largest.currency);
  return { currency, convert: (amount: number, from: string) => (codeOf(from) === currency ? amount : null) };
}

/** Records read by earlier versions have codes as their source wrote them. */
function codeOf(currency: string): string {
  return currencyCode(currency) ?? currency;
}

type Convert = (amount: number, currency: string) => number;

/** What contracts say, step by step, where the billing system tells. */
function agreedSteps(records: RecordsByKind, asOf: number, convert: Convert): Step[] {
  return (records.mrr ?? []).flatMap((history) =>
    stepsBy(history, subscriptionOf(history, records), asOf).map(({ at, monthlyAmount }) => ({
      key: `subscription ${history.id}`,
      at,
      amount: convert(monthlyAmount, history.currency),
    })),
  );
}

function billed(records: RecordsByKind): RecordOf<'invoice'>[] {
  return (records.invoice ?? []).filter((each) => each.monthlyAmount !== null && each.status !== 'void');
}

/** What was billed, for accounts whose contracts are not told step by step. */
function billedSteps(records: RecordsByKind, asOf: number, convert: Convert): Step[] {
  const told = new Set((records.mrr ?? []).map(({ accountId }) => accountId));
  const subscriptions = Map.groupBy(records.subscription ?? [], ({ accountId }) => accountId);
  return [...Map.groupBy(billed(records), (each) => each.accountId)].flatMap(([accountId, invoices]) =>
    told.has(accountId)
      ? []
      : stepsOfAccount(
          { accountId, invoices, subscriptions: subscriptions.get(accountId) ?? [], asOf },
          convert,
        ),
  );
}

interface BilledAccount {
  readonly accountId: string;
  readonly invoices: readonly RecordOf<'invoice'>[];
  readonly subscriptions: readonly RecordOf<'subscription'>[];
  readonly asOf: number;
}

/**
 * An account with several subscriptions gets a bill for each: a series of its own each, where every bill says which it
 * is for, and none where one does not.
 */
function stepsOfAccount(
  { accountId, invoices, subscriptions, asOf }: BilledAccount,
  convert: Convert,
): Step[] {
  const whole = `account ${accountId}`;
  if (subscriptions.length <= 1)
    return [...stepsOfBills(whole, invoices, convert), ...stepAtEnd(whole, subscriptions[0], asOf)];
  if (invoices.some(({ subscriptionId }) => subscriptionId == null)) return [];
  return [...Map.groupBy(invoices, ({ subscriptionId }) => subscriptionId ?? '')].flatMap(([id, own]) => {
    const key = `subscription ${id}`;
    const subscription = subscriptions.find((each) => each.id === id);
    return [...stepsOfBills(key, own, convert), ...stepAtEnd(key, subscription, asOf)];
  });
}

function stepsOfBills(key: string, invoices: readonly RecordOf<'invoice'>[], convert: Convert): Step[] {
  return invoices.map(({ issuedAt, monthlyAmount, currency }) => ({
    key,
    at: issuedAt,
    amount: convert(monthlyAmount ?? 0, currency),
  }));
}

function stepAtEnd(key: string, subscription: RecordOf<'subscription'> | undefined, asOf: number): Step[] {
  const end = subscription === undefined ? null : endDay(subscription, asOf);
  return end === null ? [] : [{ key, at: dayFromNumber(end), amount: 0 }];
}
