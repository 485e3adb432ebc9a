import { emptyRevenue, type PeriodTally, type RevenueTally } from '../../model/kpi-tally.ts';
import { LOSS_REASONS, type LossReason } from '../../model/loss-reason.ts';
import { type PeriodCosts } from './kpi-input.ts';
import { type RevenueKpis, revenueKpis } from './revenue.ts';

/** Below this a customer does not earn back what it costs (S4). */
export const LEAST_VALUE_TO_COST = 3;

/** A measure that needs answers says how many it rests on. */
export interface Surveyed {
  readonly value: number | null;
  readonly answers: number;
}

/** The KPIs of S4 of one period. Rates are shares of 1, money is in one currency; null: not known. */
export interface Kpis {
  readonly customersAtStart: number;
  readonly customersAtEnd: number;
  readonly newCustomers: number;
  readonly lost: number;
  /** Lost of those at the start ÷ customers at the start. */
  readonly churnRate: number | null;
  readonly lostByReason: Readonly<Record<LossReason | 'unknown', number>>;
  readonly revenue: RevenueKpis;
  /** ARPA ÷ churn rate, both a month: worth of a customer over its life. Null when nobody left. */
  readonly ltv: number | null;
  /** Trials begun in the period ÷ those of them that paid by its end. */
  readonly trialConversion: { readonly trials: number; readonly rate: number | null };
  /** Mean share of onboarding milestones done, 0–100, of customers who began in the period. */
  readonly onboardingScore: number | null;
  /** % promoters − % detractors. */
  readonly nps: Surveyed;
  /** Share of answers 4 and 5. */
  readonly csat: Surveyed;
  /** Cost of retention ÷ customers at the start. */
  readonly crc: number | null;
  readonly ltvToCrc: Ratio;
  /** Cost of acquisition ÷ new customers. */
  readonly cac: number | null;
  readonly ltvToCac: Ratio;
}

export interface Ratio {
  readonly value: number | null;
  /** Below 3:1. */
  readonly tooLow: boolean;
}

export interface KpiTerms {
  /** Whose revenue counts; null: nobody's. */
  readonly currency: string | null;
  /** Length of the period; 1 unless told. */
  readonly months?: number;
  /** In the whole period; not known unless told. */
  readonly costs?: PeriodCosts;
}

const NO_COSTS: PeriodCosts = { retention: null, acquisition: null };

/** The KPIs of a period from what was counted in it. */
export function kpisOf(tally: PeriodTally, { currency, months = 1, costs = NO_COSTS }: KpiTerms): Kpis {
  const { customersAtStart, newCustomers, npsAnswers, csatAnswers } = tally;
  const revenue = revenueKpis(revenueIn(tally, currency));
  const lost = Object.values(tally.lost).reduce((sum, count) => sum + count, 0);
  const churnRate = ratio(lost, customersAtStart);
  const ltv = lifetimeValue(revenue.arpa, churnRate, months);
  const crc = costs.retention === null ? null : ratio(costs.retention, customersAtStart);
  const cac = costs.acquisition === null ? null : ratio(costs.acquisition, newCustomers);
  return {
    customersAtStart,
    customersAtEnd: tally.customersAtEnd,
    newCustomers,
    lost,
    churnRate,
    lostByReason: byReason(tally.lost),
    revenue,
    ltv,
    trialConversion: { trials: tally.trials, rate: ratio(tally.trialsPaid, tally.trials) },
    onboardingScore: percentage(tally.onboardingShares, tally.onboarded),
    nps: { value: percentage(tally.promoters - tally.detractors, npsAnswers), answers: npsAnswers },
    csat: { value: ratio(tally.satisfied, csatAnswers), answers: csatAnswers },
    crc,
    ltvToCrc: compared(ltv, crc),
    cac,
    ltvToCac: compared(ltv, cac),
  };
}

/** Null where there are customers and of none of them the revenue in this currency is known: that is no revenue of 0. */
function revenueIn(tally: PeriodTally, currency: string | null): RevenueTally | null {
  if (currency === null) return null;
  const hasCustomers = tally.customersAtStart + tally.newCustomers > 0;
  return tally.revenue[currency] ?? (hasCustomers ? null : emptyRevenue());
}

/** ARPA is by month, so the churn of a longer period is brought to a month. */
function lifetimeValue(arpa: number | null, churnRate: number | null, months: number): number | null {
  return arpa === null || churnRate === null || churnRate === 0 ? null : (arpa * months) / churnRate;
}

function byReason(lost: PeriodTally['lost']): Record<LossReason | 'unknown', number> {
  const reasons = [...LOSS_REASONS, 'unknown'] as const;
  return Object.fromEntries(reasons.map((reason) => [reason, lost[reason] ?? 0])) as Record<
    (typeof reasons)[number],
    number
  >;
}

function compared(value: number | null, cost: number | null): Ratio {
  const result = value === null || cost === null ? null : ratio(value, cost);
  return { value: result, tooLow: result !== null && result < LEAST_VALUE_TO_COST };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function percentage(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}
