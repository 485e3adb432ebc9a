import type { Trend } from '../../model/bands.ts';
import { dayNumber } from '../../model/day.ts';
import type { CompanySignals } from '../../model/signals.ts';
import type { Thresholds } from '../model.ts';
import { TOLERANCE } from '../tolerance.ts';

const CHANGE_DAYS = 30;
const TOLERANCE_DAYS = 3;

/**
 * Score minus the score of 30 days before: the history entry nearest to that day within 3 days, of two equally
 * near ones the earlier, of two on one day the lower. Null without one.
 */
export function delta30d(
  score: number | null,
  history: CompanySignals['history'],
  today: number,
): number | null {
  if (score === null || history === undefined) return null;
  const target = today - CHANGE_DAYS;
  let best: { readonly offset: number; readonly score: number } | null = null;
  for (const entry of history) {
    const offset = dayNumber(entry.asOf) - target;
    if (Number.isNaN(offset) || Math.abs(offset) > TOLERANCE_DAYS) continue;
    if (best === null || isBetter(offset, entry.score, best)) best = { offset, score: entry.score };
  }
  return best === null ? null : score - best.score;
}

function isBetter(
  offset: number,
  score: number,
  best: { readonly offset: number; readonly score: number },
): boolean {
  const nearer = Math.abs(best.offset) - Math.abs(offset);
  if (nearer !== 0) return nearer > 0;
  return offset === best.offset ? score < best.score : offset < best.offset;
}

export function trendOf(delta: number | null, thresholds: Pick<Thresholds, 'trend'>): Trend | null {
  if (delta === null) return null;
  if (delta >= thresholds.trend - TOLERANCE) return 'improving';
  return delta <= TOLERANCE - thresholds.trend ? 'declining' : 'stable';
}

/** Points missing from 100, plus the points lost in 30 days: a fall from 85 to 65 stands above a steady 60. */
export function riskOf(score: number | null, delta: number | null): number | null {
  if (score === null) return null;
  return Math.max(0, 100 - score) + Math.max(0, -(delta ?? 0));
}
