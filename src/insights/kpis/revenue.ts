import { emptyRevenue, type RevenueTally } from '../../model/kpi-tally.ts';

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

export function revenueKpis({ accounts, ...sums }: RevenueTally = emptyRevenue()): RevenueKpis {
  const { mrrAtStart, expansionMrr, contractionMrr, churnedMrr } = sums;
  const kept = mrrAtStart - contractionMrr - churnedMrr;
  return {
    ...sums,
    nrr: mrrAtStart === 0 ? null : (kept + expansionMrr) / mrrAtStart,
    grr: mrrAtStart === 0 ? null : kept / mrrAtStart,
    netNegativeChurn: expansionMrr > churnedMrr + contractionMrr,
    arpa: accounts === 0 ? null : mrrAtStart / accounts,
  };
}
