import { type Panel } from '../panel/panel.ts';
import { rocAucOfTally, rocAucWithinTallies } from '../ranking.ts';
import { type Ranking, type Tally, tallyRows } from '../tally.ts';
import { type BandEdges, countByCompany, type CountMeasures, measuresOf, sumCounts } from './counts.ts';
import { type Slice } from './slice.ts';

export interface SegmentFigures extends CountMeasures {
  readonly n: number;
  readonly churned: number;
  readonly auc: number | null;
}

export interface BySegment {
  /**
   * AUC over pairs of customers of the same segment. Segments differ in churn, so knowing the segment alone can reach
   * 0.62 overall: only this figure is skill.
   */
  readonly aucWithinSegments: number | null;
  /** By segment; empty when the panel has none. */
  readonly segments: Readonly<Record<string, SegmentFigures>>;
}

export function figuresBySegment(panel: Panel, score: Ranking, slice: Slice, edges: BandEdges): BySegment {
  if (panel.segments.length < 2 && (panel.segments[0] ?? '') === '') {
    const tally = tallyRows(score, slice.rows, slice.labels);
    return { aucWithinSegments: rocAucOfTally(tally, 'lower-is-positive'), segments: {} };
  }
  const tallies: Tally[] = [];
  const segments: Record<string, SegmentFigures> = {};
  for (const [segment, name] of panel.segments.entries()) {
    const part = ofSegment(panel, slice, segment);
    const tally = tallyRows(score, part.rows, part.labels);
    const counts = sumCounts(countByCompany(panel, part, edges));
    tallies.push(tally);
    segments[name === '' ? 'none' : name] = {
      n: counts.n,
      churned: counts.churned,
      auc: rocAucOfTally(tally, 'lower-is-positive'),
      ...measuresOf(counts),
    };
  }
  return { aucWithinSegments: rocAucWithinTallies(tallies, 'lower-is-positive'), segments };
}

function ofSegment(panel: Panel, { horizon, rows, labels }: Slice, segment: number): Slice {
  const isMember = (row: number) => panel.segment[row] === segment;
  return {
    horizon,
    rows: rows.filter(isMember),
    labels: labels.filter((_, index) => isMember(rows[index]!)),
  };
}
