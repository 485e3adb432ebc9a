import { type Panel } from '../panel/panel.ts';
import { quantile } from '../resample/interval.ts';
import { type BandEdges } from './counts.ts';
import { type History } from './histories.ts';

/** A score this much older than the horizon no longer tells what was known then. */
const STALE_DAYS = 30;

/** How long before the loss the score had left green for good. */
export interface LeadTimes {
  /** Lost customers with any score. */
  readonly churners: number;
  /** Of them, those whose last score was below green. */
  readonly warned: number;
  /** Days of warning of those warned: lower quartile, median, upper quartile; null when nobody was. */
  readonly days: readonly [number, number, number] | null;
  /** How many were warned so many days ahead; the last bucket is open. */
  readonly distribution: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly count: number;
  }[];
}

/** Where lost customers stood some days before they left. */
export interface Before {
  /** Lost customers with a score that old, at most 30 days older. */
  readonly churners: number;
  readonly red: number;
  readonly belowGreen: number;
}

const BUCKETS = [1, 31, 61, 91, 181, 366];

export function leadTimesOf(panel: Panel, lost: readonly History[], { greenFrom }: BandEdges): LeadTimes {
  const leads: number[] = [];
  for (const { company, rows } of lost) {
    const stretch = rows.slice(rows.findLastIndex((row) => panel.score[row]! >= greenFrom) + 1);
    const first = stretch[0];
    if (first !== undefined) leads.push(panel.lostOn[company]! - panel.asOf[first]!);
  }
  leads.sort((left, right) => left - right);
  return {
    churners: lost.length,
    warned: leads.length,
    days: leads.length === 0 ? null : [quantile(leads, 0.25), quantile(leads, 0.5), quantile(leads, 0.75)],
    distribution: BUCKETS.map((from, index) => {
      const next = BUCKETS[index + 1] ?? null;
      const count = leads.filter((lead) => lead >= from && (next === null || lead < next)).length;
      return { from, to: next === null ? null : next - 1, count };
    }),
  };
}

/** The latest score at least `horizon` days before the loss of each lost customer, by band. */
export function standingBefore(
  panel: Panel,
  lost: readonly History[],
  horizon: number,
  { redBelow, greenFrom }: BandEdges,
): Before {
  const scores = lost.flatMap(({ company, rows }) => {
    const ahead = (row: number) => panel.lostOn[company]! - panel.asOf[row]!;
    const row = rows.findLast((each) => ahead(each) >= horizon);
    return row === undefined || ahead(row) > horizon + STALE_DAYS ? [] : [panel.score[row]!];
  });
  return {
    churners: scores.length,
    red: scores.filter((score) => score < redBelow).length,
    belowGreen: scores.filter((score) => score < greenFrom).length,
  };
}
