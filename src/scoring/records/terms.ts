import { dayNumber } from '../../model/day.ts';
import { type RecordOf, type RecordsByKind } from '../../model/record.ts';
import { LATE_RENEWAL_DAYS, runs } from './subscription-end.ts';

type Subscription = RecordOf<'subscription'>;
type History = RecordOf<'mrr'>;

/**
 * What a subscription brings and holds on a day. Where its steps are known they count: the subscription itself is as it
 * was on the day it last changed, and a step agreed in advance is no change.
 */
export function termsOn(
  subscription: Subscription,
  { mrr }: RecordsByKind,
  asOf: number,
): Pick<Subscription, 'monthlyAmount' | 'seats'> {
  const history = mrr?.find((each) => isOf(each, subscription));
  const held = history && stepsBy(history, subscription, asOf).at(-1);
  if (held === undefined) return subscription;
  const { monthlyAmount, seats } = held;
  return { monthlyAmount, seats: seats === undefined ? subscription.seats : seats };
}

/** The subscription whose steps these are, where it is known. */
export function subscriptionOf(history: History, { subscription }: RecordsByKind): Subscription | undefined {
  return subscription?.find((each) => isOf(history, each));
}

/**
 * The steps taken by a day. Charges are agreed for a term and stop at its end; as long as a late renewal can still
 * follow, that is not known to be an end.
 */
export function stepsBy(
  { points }: History,
  subscription: Subscription | undefined,
  asOf: number,
): History['points'] {
  const taken = points.filter(({ at }) => dayNumber(at) <= asOf);
  if (subscription?.currentPeriodEnd == null || !runs(subscription, asOf)) return taken;
  const end = dayNumber(subscription.currentPeriodEnd);
  if (asOf > end + LATE_RENEWAL_DAYS) return taken;
  return taken.filter(({ at, monthlyAmount }) => monthlyAmount !== 0 || dayNumber(at) < end);
}

function isOf(history: History, subscription: Subscription): boolean {
  return history.id === subscription.id && history.accountId === subscription.accountId;
}
