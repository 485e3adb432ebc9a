import { type Day } from '../../model/day.ts';
import { type LossReason } from '../../model/loss-reason.ts';

/** A customer's life, as far as it is known. */
export interface KpiCustomer {
  readonly companyId: string;
  readonly segment: string | null;
  /** First paying day; null for one who never paid (a trial). */
  readonly customerFrom: Day | null;
  /** First day no longer a customer; null while one. */
  readonly lostOn: Day | null;
  /** Null: lost, but nobody wrote down why. */
  readonly lossReason: LossReason | null;
  /** Of its money; null: nothing was ever billed. */
  readonly currency: string | null;
  /** Monthly recurring revenue from each day on, oldest first; null: not known, so no part of any sum or mean. */
  readonly mrr: readonly { readonly from: Day; readonly amount: number }[] | null;
  readonly trialFrom: Day | null;
  /** Onboarding milestones done and due; null when none are tracked. */
  readonly onboarding: { readonly done: number; readonly due: number } | null;
  readonly nps: readonly { readonly at: Day; readonly score: number }[];
  readonly csat: readonly { readonly at: Day; readonly score: number }[];
}

/** What the team spent in a period, as far as somebody entered it. */
export interface PeriodCosts {
  /** On keeping customers (customer success, support). */
  readonly retention: number | null;
  /** On winning customers (marketing, sales). */
  readonly acquisition: number | null;
}

/** From the first day to the day before `to`. */
export interface KpiPeriod {
  readonly from: Day;
  readonly to: Day;
  /** How many months that is; 1 unless told. */
  readonly months?: number;
}
