import { type RecordOf, type RecordsByKind } from '../../model/record.ts';

type Subscription = RecordOf<'subscription'>;
type Invoice = RecordOf<'invoice'>;

/**
 * Whether a subscription ever had an amount. One that had none was a trial or a free plan, and whoever had only that
 * was no customer. An amount that nobody states is not 0: what is billed by use has no price of its own, so without
 * steps and bills of its own a subscription counts as paid, unless it says itself that it is a trial.
 */
export function everPaid(subscription: Subscription, records: RecordsByKind): boolean {
  const bills = billsOf(subscription, records);
  if (bills === 'not-told' || bills.some(hasAmount)) return true;
  const points = (records.mrr ?? [])
    .filter(({ id, accountId }) => id === subscription.id && accountId === subscription.accountId)
    .flatMap((history) => history.points);
  if (points.some(({ monthlyAmount }) => monthlyAmount > 0)) return true;
  return points.length === 0 && bills.length === 0 && !subscription.trial;
}

/** Its own bills; `not-told` where the account was billed, but not for which of its subscriptions. */
function billsOf(
  { id, accountId }: Subscription,
  { subscription = [], invoice = [] }: RecordsByKind,
): readonly Invoice[] | 'not-told' {
  const ofAccount = invoice.filter((each) => each.accountId === accountId && each.status !== 'void');
  const unnamed = ofAccount.filter(({ subscriptionId }) => subscriptionId == null);
  const isOnly = subscription.every((each) => each.id === id || each.accountId !== accountId);
  if (!isOnly && unnamed.some(hasAmount)) return 'not-told';
  const named = ofAccount.filter(({ subscriptionId }) => subscriptionId === id);
  return isOnly ? [...named, ...unnamed] : named;
}

function hasAmount({ amount, monthlyAmount }: Invoice): boolean {
  return amount > 0 || (monthlyAmount ?? 0) > 0;
}
