import { dayNumber } from '../../model/day.ts';
import { type RecordOf } from '../../model/record.ts';

/** Renewals are signed late; a term without one is over once this many days have passed. */
export const LATE_RENEWAL_DAYS = 30;

/**
 * The day number on which a subscription ended, as it is known on a day; null while it runs. Billing systems let a term
 * that does not renew by itself run out without ending the subscription: nothing is told, and nobody leaves.
 */
export function endDay(
  { endedAt, currentPeriodEnd, autoRenew }: RecordOf<'subscription'>,
  asOf: number,
): number | null {
  if (endedAt !== null) return dayNumber(endedAt);
  if (autoRenew || currentPeriodEnd === null) return null;
  const end = dayNumber(currentPeriodEnd);
  return asOf > end + LATE_RENEWAL_DAYS ? end : null;
}

export function runs(subscription: RecordOf<'subscription'>, asOf: number): boolean {
  if (dayNumber(subscription.startedAt) > asOf) return false;
  const end = endDay(subscription, asOf);
  return end === null || end > asOf;
}
