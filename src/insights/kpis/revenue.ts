import { type Day } from '../../model/day.ts';
import { type KpiCustomer, type KpiPeriod } from './kpi-input.ts';

/** Recurring revenue a month, and how the customers of the start changed it. */
export interface RevenueKpis {
  readonly mrrAtStart: number;
  readonly mrrAtEnd: number;
  readonly newMrr: number;
  readonly expansionMrr: number;
  readonly contractionMrr: number;
  readonly churnedMrr: number;
  /** (start + expansion − contraction − churned) ÷ start. */
  readonly nrr: number | null;
  /** (start − contraction − churned) ÷ start. */
  readonly grr: number | null;
  /** Expansion > churned + contraction: the customers there are outgrow those who go (S4). */
  readonly netNegativeChurn: boolean;
  /** MRR at the start ÷ customers at the start whose MRR is known. */
  readonly arpa: number | null;
}

/** MRR of a customer at the beginning of a day; 0 before the first and after the last. */
export function mrrOn({ mrr, lostOn, customerFrom }: KpiCustomer, day: Day): number {
  if (!isCustomerOn({ customerFrom, lostOn }, day)) return 0;
  return mrr?.findLast(({ from }) => from <= day)?.amount ?? 0;
}

export function isCustomerOn(
  { customerFrom, lostOn }: Pick<KpiCustomer, 'customerFrom' | 'lostOn'>,
  day: Day,
): boolean {
  return customerFrom !== null && customerFrom <= day && (lostOn === null || lostOn > day);
}

export function revenueKpis(customers: readonly KpiCustomer[], { from, to }: KpiPeriod): RevenueKpis {
  let [mrrAtStart, mrrAtEnd, newMrr, expansionMrr, contractionMrr, churnedMrr] = [0, 0, 0, 0, 0, 0];
  let started = 0;
  for (const customer of customers) {
    if (customer.mrr === null) continue;
    const [before, after] = [mrrOn(customer, from), mrrOn(customer, to)];
    mrrAtStart += before;
    mrrAtEnd += after;
    if (!isCustomerOn(customer, from)) {
      newMrr += after;
      continue;
    }
    started += 1;
    if (!isCustomerOn(customer, to)) churnedMrr += before;
    else if (after > before) expansionMrr += after - before;
    else contractionMrr += before - after;
  }
  const kept = mrrAtStart - contractionMrr - churnedMrr;
  return {
    mrrAtStart,
    mrrAtEnd,
    newMrr,
    expansionMrr,
    contractionMrr,
    churnedMrr,
    nrr: mrrAtStart === 0 ? null : (kept + expansionMrr) / mrrAtStart,
    grr: mrrAtStart === 0 ? null : kept / mrrAtStart,
    netNegativeChurn: expansionMrr > churnedMrr + contractionMrr,
    arpa: started === 0 ? null : mrrAtStart / started,
  };
}
