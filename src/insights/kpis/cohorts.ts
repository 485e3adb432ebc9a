import { addDays, type Day } from '../../model/day.ts';
import { type CohortTally } from '../../model/kpi-tally.ts';
import { isCustomerOn, mrrOn } from './customer-on.ts';
import { type KpiCustomer } from './kpi-input.ts';

export interface Cohort {
  /** Month the customers began, `YYYY-MM`. */
  readonly month: string;
  readonly customers: number;
  /** Share still customers so many months after the month they began, from 0; ends with the last whole month known. */
  readonly retained: readonly number[];
  /** Share of their first MRR; null where they paid nothing at first. */
  readonly revenueRetained: readonly (number | null)[];
}

/** Counts a customer in the cohort of the month it began in. */
export function addToCohorts(cohorts: Record<string, CohortTally>, customer: KpiCustomer, until: Day): void {
  const { customerFrom, currency, mrr } = customer;
  if (customerFrom === null || customerFrom > until) return;
  const month = customerFrom.slice(0, 7);
  const cohort = (cohorts[month] ??= { customers: 0, kept: [], revenue: {} });
  const days = monthEnds(month, until);
  cohort.customers += 1;
  cohort.kept = days.map((day, index) => (cohort.kept[index] ?? 0) + Number(isCustomerOn(customer, day)));
  if (currency === null || mrr === null) return;
  const revenue = (cohort.revenue[currency] ??= { first: 0, left: days.map(() => 0) });
  revenue.first += mrr[0]?.amount ?? 0;
  for (const [index, day] of days.entries()) revenue.left[index]! += mrrOn(customer, day);
}

/** Retention by the month customers began, the first month first. */
export function cohortRetention(
  cohorts: Readonly<Record<string, CohortTally>>,
  currency: string | null,
): Cohort[] {
  return Object.entries(cohorts)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([month, { customers, kept, revenue }]) => {
      const { first = 0, left = [] } = (currency === null ? undefined : revenue[currency]) ?? {};
      return {
        month,
        customers,
        retained: kept.map((count) => count / customers),
        revenueRetained: kept.map((_, index) => (first === 0 ? null : (left[index] ?? 0) / first)),
      };
    });
}

/** The last days of this month and those after it, up to a day. */
function monthEnds(month: string, until: Day): Day[] {
  const ends: Day[] = [];
  let [year, number] = month.split('-').map(Number) as [number, number];
  for (;;) {
    number += 1;
    if (number > 12) [year, number] = [year + 1, 1];
    const next = `${year}-${String(number).padStart(2, '0')}-01`;
    if (next > until) return ends;
    ends.push(addDays(next, -1));
  }
}
