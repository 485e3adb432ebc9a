import { type Day } from '../../model/day.ts';
import { type CohortTally, type KpiOverview, type PeriodTally } from '../../model/kpi-tally.ts';
import { KPI_GRAINS, type KpiGrain } from '../../model/kpi-view.ts';
import { addToCohorts } from './cohorts.ts';
import { mrrOn } from './customer-on.ts';
import { type KpiCustomer } from './kpi-input.ts';
import { type CalendarPeriod, calendarPeriods } from './periods.ts';
import { addToTally, concerns, emptyTally, sumOfTallies } from './tally-period.ts';

/** Periods of each length that are kept, the running one included. */
export const MOST_PERIODS = 36;
/** Segment of customers without one. */
export const NO_SEGMENT = 'none';

/** What was counted in a period; `segment` null: everybody. */
export interface CountedPeriod {
  readonly grain: KpiGrain;
  readonly from: Day;
  readonly segment: string | null;
  readonly tally: PeriodTally;
}

/** Counts customers one after the other: memory grows with periods and segments, never with customers. */
export class KpiBook {
  private readonly asOf: Day;
  private readonly periods: readonly (CalendarPeriod & { readonly grain: KpiGrain })[];
  /** By period: segment → what was counted. */
  private readonly counted: readonly Map<string, PeriodTally>[];
  private readonly cohorts: Record<string, CohortTally> = {};
  /** Currency → revenue today and customers. */
  private readonly currencies = new Map<string, { mrr: number; customers: number }>();
  private readonly gaps = { unbilled: 0, foreign: 0, lost: 0, lostWithReason: 0, surveyed: 0, onboarded: 0 };

  constructor(asOf: Day) {
    this.asOf = asOf;
    this.periods = KPI_GRAINS.flatMap((grain) =>
      calendarPeriods(grain, asOf, MOST_PERIODS).map((period) => ({ ...period, grain })),
    );
    this.counted = this.periods.map(() => new Map<string, PeriodTally>());
  }

  add(customer: KpiCustomer): void {
    for (const [index, period] of this.periods.entries()) {
      if (!concerns(customer, period)) continue;
      addToTally(this.tallyOf(index, customer.segment ?? NO_SEGMENT), customer, period);
    }
    addToCohorts(this.cohorts, customer, this.asOf);
    this.note(customer);
  }

  /** Everything that was counted; periods in which nothing was are left out. */
  periodsCounted(): CountedPeriod[] {
    return this.periods.flatMap(({ grain, from }, index) => {
      const segments = this.counted[index]!;
      if (segments.size === 0) return [];
      const everybody = { grain, from, segment: null, tally: sumOfTallies([...segments.values()]) };
      return [everybody, ...Array.from(segments, ([segment, tally]) => ({ grain, from, segment, tally }))];
    });
  }

  overview(followUps: KpiOverview['followUps']): KpiOverview {
    const byMoney = [...this.currencies].sort((left, right) => right[1].mrr - left[1].mrr);
    const [main, ...others] = byMoney;
    const foreign = others.reduce((sum, [, { customers }]) => sum + customers, this.gaps.foreign);
    return {
      currency: main?.[0] ?? null,
      cohorts: this.cohorts,
      followUps,
      gaps: { ...this.gaps, foreign },
    };
  }

  private tallyOf(period: number, segment: string): PeriodTally {
    const tallies = this.counted[period]!;
    let tally = tallies.get(segment);
    if (tally === undefined) {
      tally = emptyTally();
      tallies.set(segment, tally);
    }
    return tally;
  }

  private note(customer: KpiCustomer): void {
    const { customerFrom, currency, mrr, lostOn, lossReason, nps, csat, onboarding } = customer;
    if (currency === null) this.gaps.unbilled += Number(customerFrom !== null);
    else if (mrr === null) this.gaps.foreign += 1;
    else {
      const { mrr: sum, customers } = this.currencies.get(currency) ?? { mrr: 0, customers: 0 };
      this.currencies.set(currency, { mrr: sum + mrrOn(customer, this.asOf), customers: customers + 1 });
    }
    this.gaps.lost += Number(lostOn !== null);
    this.gaps.lostWithReason += Number(lostOn !== null && lossReason !== null);
    this.gaps.surveyed += Number(nps.length + csat.length > 0);
    this.gaps.onboarded += Number(onboarding !== null);
  }
}
