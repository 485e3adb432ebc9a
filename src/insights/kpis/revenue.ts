import { type RevenueTally } from '../../model/kpi-tally.ts';

/** Recurring revenue a month, and how the customers of the start changed it; null: not known. */
export interface RevenueKpis {
  readonly mrrAtStart: number | null;
  readonly mrrAtEnd: number | null;
  readonly newMrr: number | null;
  readonly expansionMrr: number | null;
  readonly contractionMrr: number | null;
  readonly churnedMrr: number | null;
  /** (start + expansion − contraction − churned) ÷ start. */
  readonly nrr: number | null;
  /** (start − contraction − churned) ÷ start. */
  readonly grr: number | null;
  /** Expansion > churned + contraction: the customers there are outgrow those who go (S4). */
  readonly netNegativeChurn: boolean | null;
  /** MRR at the start ÷ customers at the start whose MRR is known. */
  readonly arpa: number | null;
}

const NOT_KNOWN: RevenueKpis = {
  mrrAtStart: null,
  mrrAtEnd: null,
  newMrr: null,
  expansionMrr: null,
  contractionMrr: null,
  churnedMrr: null,
  nrr: null,
  grr: null,
  netNegativeChurn: null,
  arpa: null,
};

/** `tally` is null where nobody's revenue is known. */
export function revenueKpis(tally: RevenueTally | null): RevenueKpis {
  if (tally === null) return NOT_KNOWN;
  const { accounts, ...sums } = tally;
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
