import { type Day, dayFromNumber } from '../../model/day.ts';
import { type Panel, STAYED } from '../panel/panel.ts';
import { type BandEdges } from './counts.ts';
import { type History } from './histories.ts';

/** Time to act: a score later than this before the loss came too late to help. */
const TIME_TO_ACT_DAYS = 30;
/** Names listed; the totals count all. */
const MOST_NAMES = 100;

/** A customer the score was wrong about. */
export interface Miss {
  readonly companyId: string;
  readonly asOf: Day;
  readonly score: number;
  readonly churnedAt: Day | null;
  readonly arr: number | null;
}

export interface Misses {
  readonly total: number;
  /** The largest by ARR first, then the most wrong. */
  readonly listed: readonly Miss[];
}

/**
 * Customers who left although green: in S0's words the false positives. Judged by the last score that left 30 days to
 * act, else by the last one there is.
 */
export function missedChurners(panel: Panel, lost: readonly History[], { greenFrom }: BandEdges): Misses {
  const rows = lost.flatMap(({ company, rows: history }) => {
    const inTime = history.findLast((row) => panel.lostOn[company]! - panel.asOf[row]! >= TIME_TO_ACT_DAYS);
    const row = inTime ?? history.at(-1);
    return row !== undefined && panel.score[row]! >= greenFrom ? [row] : [];
  });
  return named(panel, rows, (left, right) => panel.score[right]! - panel.score[left]!);
}

/**
 * Customers who were red and were still there `horizon` days later: in S0's words the false negatives. Judged by
 * their latest red score with a closed horizon.
 */
export function falseAlarms(
  panel: Panel,
  histories: readonly History[],
  { horizon, knownUntil, edges }: { horizon: number; knownUntil: number; edges: BandEdges },
): Misses {
  const rows = histories.flatMap(({ company, rows: history }) => {
    const row = history.findLast((each) => {
      const asOf = panel.asOf[each]!;
      const closed = knownUntil - asOf >= horizon && panel.lostOn[company]! - asOf > horizon;
      return closed && panel.score[each]! < edges.redBelow;
    });
    return row === undefined ? [] : [row];
  });
  return named(panel, rows, (left, right) => panel.score[left]! - panel.score[right]!);
}

function named(
  panel: Panel,
  rows: readonly number[],
  compare: (left: number, right: number) => number,
): Misses {
  const arr = (row: number) => (Number.isNaN(panel.arr[row]) ? -1 : panel.arr[row]!);
  const sorted = rows.toSorted((left, right) => arr(right) - arr(left) || compare(left, right));
  return {
    total: rows.length,
    listed: sorted.slice(0, MOST_NAMES).map((row) => {
      const company = panel.company[row]!;
      const lostOn = panel.lostOn[company]!;
      return {
        companyId: panel.companies[company] ?? '',
        asOf: dayFromNumber(panel.asOf[row]!),
        score: panel.score[row]!,
        churnedAt: lostOn === STAYED ? null : dayFromNumber(lostOn),
        arr: Number.isNaN(panel.arr[row]) ? null : panel.arr[row]!,
      };
    }),
  };
}
