import { type KpiView } from './kpi-view.ts';

/**
 * Counts and sums of customers: what KPIs are computed from, and what is stored of them, so that no page has to read
 * the customers themselves. Money stands by currency, because which one counts is known only after the last customer.
 */

/** Recurring revenue a month in one currency, and how the customers of the start changed it. */
export interface RevenueTally {
  /** Customers at the start whose revenue is known. */
  accounts: number;
  mrrAtStart: number;
  mrrAtEnd: number;
  newMrr: number;
  expansionMrr: number;
  contractionMrr: number;
  churnedMrr: number;
}

export function emptyRevenue(): RevenueTally {
  return {
    accounts: 0,
    mrrAtStart: 0,
    mrrAtEnd: 0,
    newMrr: 0,
    expansionMrr: 0,
    contractionMrr: 0,
    churnedMrr: 0,
  };
}

export interface PeriodTally {
  customersAtStart: number;
  customersAtEnd: number;
  newCustomers: number;
  /** Loss reason, or `unknown` → customers of the start lost by the end. */
  lost: Record<string, number>;
  /** Currency → revenue. */
  revenue: Record<string, RevenueTally>;
  /** Begun in the period, and those of them that paid by its end. */
  trials: number;
  trialsPaid: number;
  /** New customers with milestones due, and the sum of their shares done. */
  onboarded: number;
  onboardingShares: number;
  npsAnswers: number;
  promoters: number;
  detractors: number;
  csatAnswers: number;
  satisfied: number;
}

/** Customers who began in a month; lists go by whole months since, from the first on. */
export interface CohortTally {
  customers: number;
  kept: number[];
  /** Currency → their first MRR and what of it is left. */
  revenue: Record<string, { first: number; left: number[] }>;
}

/** What KPIs of all periods have in common. */
export interface KpiOverview {
  /** Currency that most revenue is in; null when nothing was billed. */
  readonly currency: string | null;
  /** Month (`YYYY-MM`) → cohort. */
  readonly cohorts: Readonly<Record<string, CohortTally>>;
  readonly followUps: KpiView['followUps'];
  /** What is missing, in customers. */
  readonly gaps: {
    readonly unbilled: number;
    readonly foreign: number;
    readonly lost: number;
    readonly lostWithReason: number;
    readonly surveyed: number;
    readonly onboarded: number;
  };
}
