import { type Day, daysBetween } from '../model/day.ts';
import { rocAuc, rocAucWithin } from './ranking.ts';

/** One company's score on one day, with what became of it. */
export interface PanelRow {
  readonly companyId: string;
  readonly asOf: Day;
  readonly score: number;
  /** Day the customer was lost; null: still one. */
  readonly churnedAt: Day | null;
  readonly segment: string | null;
}

export interface HorizonAuc {
  /** Days ahead. */
  readonly horizon: number;
  readonly rows: number;
  /** Rows of customers lost within the horizon. */
  readonly churned: number;
  /** Chance that a customer about to be lost scores lower than one who stays; null without both kinds. */
  readonly auc: number | null;
  /** The same, comparing only customers of the same segment: segment alone must not pass for skill. */
  readonly within: number | null;
}

/**
 * How well the score tells who is lost within `horizon` days. Every row whose horizon has not closed by `knownUntil`
 * is dropped, for lost and kept customers alike: keeping a late row only because its customer left would flatter.
 */
export function horizonAuc(panel: readonly PanelRow[], horizon: number, knownUntil: Day): HorizonAuc {
  const closed = panel.filter((row) => daysBetween(row.asOf, knownUntil) >= horizon);
  const lost = closed.map((row) => row.churnedAt !== null && daysBetween(row.asOf, row.churnedAt) <= horizon);
  const groups = new Map<string, { scores: number[]; labels: boolean[] }>();
  for (const [index, row] of closed.entries()) {
    const group = groups.get(row.segment ?? '') ?? { scores: [], labels: [] };
    groups.set(row.segment ?? '', group);
    group.scores.push(row.score);
    group.labels.push(lost[index] ?? false);
  }
  return {
    horizon,
    rows: closed.length,
    churned: lost.filter(Boolean).length,
    auc: rocAuc(
      closed.map((row) => row.score),
      lost,
      'lower-is-positive',
    ),
    within: rocAucWithin([...groups.values()], 'lower-is-positive'),
  };
}
