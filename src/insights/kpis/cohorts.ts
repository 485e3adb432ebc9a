import { type Day } from '../../model/day.ts';
import { type KpiCustomer } from './kpi-input.ts';
import { isCustomerOn, mrrOn } from './revenue.ts';

export interface Cohort {
  /** Month the customers began, `YYYY-MM`. */
  readonly month: string;
  readonly customers: number;
  /** Share still customers so many months after the month they began, from 0; ends with the last whole month known. */
  readonly retained: readonly number[];
  /** Share of their first MRR; null where they paid nothing at first. */
  readonly revenueRetained: readonly (number | null)[];
}

/** Retention by the month customers began. */
export function cohortRetention(customers: readonly KpiCustomer[], until: Day): Cohort[] {
  const months = new Map<string, KpiCustomer[]>();
  for (const customer of customers) {
    if (customer.customerFrom === null || customer.customerFrom > until) continue;
    const month = customer.customerFrom.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), customer]);
  }
  return [...months]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([month, members]) => {
      const days = monthStarts(month, until);
      const first = members.reduce((sum, each) => sum + (each.mrr?.[0]?.amount ?? 0), 0);
      const share = (day: Day) => members.filter((each) => isCustomerOn(each, day)).length / members.length;
      const revenue = (day: Day) => members.reduce((sum, each) => sum + mrrOn(each, day), 0);
      return {
        month,
        customers: members.length,
        retained: days.map(share),
        revenueRetained: days.map((day) => (first === 0 ? null : revenue(day) / first)),
      };
    });
}

/** The first days of the months after this one, up to a day. */
function monthStarts(month: string, until: Day): Day[] {
  const starts: Day[] = [];
  let [year, number] = month.split('-').map(Number) as [number, number];
  for (;;) {
    number += 1;
    if (number > 12) [year, number] = [year + 1, 1];
    const start = `${year}-${String(number).padStart(2, '0')}-01`;
    if (start > until) return starts;
    starts.push(start);
  }
}
