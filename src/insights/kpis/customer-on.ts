import { type Day } from '../../model/day.ts';
import { type KpiCustomer } from './kpi-input.ts';

/** MRR of a customer at the end of a day, with what changed on it; 0 before the first and after the last. */
export function mrrOn({ mrr, lostOn, customerFrom }: KpiCustomer, day: Day): number {
  if (!isCustomerOn({ customerFrom, lostOn }, day)) return 0;
  return mrr?.findLast(({ from }) => from <= day)?.amount ?? 0;
}

/** Whether it was a customer at the end of a day: who begins on it is one, who is lost on it is none. */
export function isCustomerOn(
  { customerFrom, lostOn }: Pick<KpiCustomer, 'customerFrom' | 'lostOn'>,
  day: Day,
): boolean {
  return customerFrom !== null && customerFrom <= day && (lostOn === null || lostOn > day);
}
