import {
  type KpiCustomer,
  type KpiPeriod,
  LOSS_REASONS,
  type LossReason,
  type PeriodCosts,
} from './kpi-input.ts';
import { isCustomerOn, type RevenueKpis, revenueKpis } from './revenue.ts';

/** Below this a customer does not earn back what it costs (S4). */
export const LEAST_VALUE_TO_COST = 3;
const PROMOTER_FROM = 9;
const DETRACTOR_TO = 6;
const SATISFIED_FROM = 4;

/** A measure that needs answers says how many it rests on. */
export interface Surveyed {
  readonly value: number | null;
  readonly answers: number;
}

/** The KPIs of S4 of one period. Rates are shares of 1, money is in the currency of the input; null: not known. */
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

const NO_COSTS: PeriodCosts = { retention: null, acquisition: null };

export function kpisOf(
  customers: readonly KpiCustomer[],
  period: KpiPeriod,
  costs: PeriodCosts = NO_COSTS,
): Kpis {
  const { from, to } = period;
  const atStart = customers.filter((each) => isCustomerOn(each, from));
  const lost = atStart.filter((each) => !isCustomerOn(each, to));
  const begun = customers.filter(
    ({ customerFrom }) => customerFrom !== null && customerFrom > from && customerFrom <= to,
  );
  const revenue = revenueKpis(customers, period);
  const churnRate = ratio(lost.length, atStart.length);
  const ltv = lifetimeValue(revenue.arpa, churnRate, period.months ?? 1);
  const crc = costs.retention === null ? null : ratio(costs.retention, atStart.length);
  const cac = costs.acquisition === null ? null : ratio(costs.acquisition, begun.length);
  return {
    customersAtStart: atStart.length,
    customersAtEnd: customers.filter((each) => isCustomerOn(each, to)).length,
    newCustomers: begun.length,
    lost: lost.length,
    churnRate,
    lostByReason: byReason(lost),
    revenue,
    ltv,
    trialConversion: trialConversion(customers, period),
    onboardingScore: onboardingScore(begun),
    nps: npsOf(answersIn(customers, 'nps', period)),
    csat: csatOf(answersIn(customers, 'csat', period)),
    crc,
    ltvToCrc: compared(ltv, crc),
    cac,
    ltvToCac: compared(ltv, cac),
  };
}

/** ARPA is by month, so the churn of a longer period is brought to a month. */
function lifetimeValue(arpa: number | null, churnRate: number | null, months: number): number | null {
  return arpa === null || churnRate === null || churnRate === 0 ? null : (arpa * months) / churnRate;
}

/** The same for each segment; customers without one under `none`. */
export function kpisBySegment(customers: readonly KpiCustomer[], period: KpiPeriod): Record<string, Kpis> {
  const segments = [...new Set(customers.map(({ segment }) => segment ?? 'none'))].sort();
  return Object.fromEntries(
    segments.map((name) => [
      name,
      kpisOf(
        customers.filter(({ segment }) => (segment ?? 'none') === name),
        period,
      ),
    ]),
  );
}

export function npsOf(scores: readonly number[]): Surveyed {
  const promoters = scores.filter((score) => score >= PROMOTER_FROM).length;
  const detractors = scores.filter((score) => score <= DETRACTOR_TO).length;
  const value = scores.length === 0 ? null : (100 * (promoters - detractors)) / scores.length;
  return { value, answers: scores.length };
}

function csatOf(scores: readonly number[]): Surveyed {
  return {
    value: ratio(scores.filter((score) => score >= SATISFIED_FROM).length, scores.length),
    answers: scores.length,
  };
}

/** Answers given after the first day's beginning and before the last day's. */
function answersIn(
  customers: readonly KpiCustomer[],
  kind: 'nps' | 'csat',
  { from, to }: KpiPeriod,
): number[] {
  return customers.flatMap((each) =>
    each[kind].filter(({ at }) => at >= from && at < to).map(({ score }) => score),
  );
}

function byReason(lost: readonly KpiCustomer[]): Record<LossReason | 'unknown', number> {
  const count = (reason: LossReason | null) => lost.filter(({ lossReason }) => lossReason === reason).length;
  const known = Object.fromEntries(LOSS_REASONS.map((reason) => [reason, count(reason)])) as Record<
    LossReason,
    number
  >;
  return { ...known, unknown: count(null) };
}

function trialConversion(customers: readonly KpiCustomer[], { from, to }: KpiPeriod) {
  const trials = customers.filter(
    ({ trialFrom }) => trialFrom !== null && trialFrom >= from && trialFrom < to,
  );
  const paid = trials.filter(({ customerFrom }) => customerFrom !== null && customerFrom <= to);
  return { trials: trials.length, rate: ratio(paid.length, trials.length) };
}

function onboardingScore(begun: readonly KpiCustomer[]): number | null {
  const shares = begun.flatMap(({ onboarding }) =>
    onboarding === null || onboarding.due === 0 ? [] : [Math.min(1, onboarding.done / onboarding.due)],
  );
  return shares.length === 0 ? null : (100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length;
}

function compared(value: number | null, cost: number | null): Ratio {
  const result = value === null || cost === null ? null : ratio(value, cost);
  return { value: result, tooLow: result !== null && result < LEAST_VALUE_TO_COST };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
