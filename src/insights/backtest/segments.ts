import { type Panel } from '../panel/panel.ts';
import { rocAucOfTally, rocAucWithinTallies } from '../ranking.ts';
import { type Ranking, type Tally, tallyRows } from '../tally.ts';
import { type BandEdges, countByCompany, type CountMeasures, measuresOf, sumCounts } from './counts.ts';
import { type Slice, type TalliedSlice } from './slice.ts';

/** What customers without a segment are filed under. */
export const NO_SEGMENT = 'none';

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
  /** By segment, {@link NO_SEGMENT} for customers without one; empty when the panel has none. */
  readonly segments: Readonly<Record<string, SegmentFigures>>;
}

export function figuresBySegment(
  panel: Panel,
  score: Ranking,
  slice: TalliedSlice,
  edges: BandEdges,
): BySegment {
  if (panel.segments.length < 2 && (panel.segments[0] ?? '') === '') {
    return { aucWithinSegments: rocAucOfTally(slice.tally, 'lower-is-positive'), segments: {} };
  }
  const tallies: Tally[] = [];
  const segments: Record<string, SegmentFigures> = {};
  for (const [segment, part] of bySegment(panel, slice).entries()) {
    const name = panel.segments[segment] ?? '';
    const tally = tallyRows(score, part.rows, part.labels);
    const counts = sumCounts(countByCompany(panel, part, edges));
    tallies.push(tally);
    segments[name === '' ? NO_SEGMENT : name] = {
      n: counts.n,
      churned: counts.churned,
      auc: rocAucOfTally(tally, 'lower-is-positive'),
      ...measuresOf(counts),
    };
  }
  return { aucWithinSegments: rocAucWithinTallies(tallies, 'lower-is-positive'), segments };
}

/** The rows of a slice by segment, in one walk. */
function bySegment(panel: Panel, { horizon, rows, labels }: Slice): Slice[] {
  const sizes = new Uint32Array(panel.segments.length);
  for (let index = 0; index < rows.length; index += 1) sizes[panel.segment[rows[index]!]!]! += 1;
  const parts = Array.from(sizes, (size) => ({
    horizon,
    rows: new Uint32Array(size),
    labels: new Uint8Array(size),
  }));
  const filled = new Uint32Array(panel.segments.length);
  for (let index = 0; index < rows.length; index += 1) {
    const segment = panel.segment[rows[index]!]!;
    const place = filled[segment]!;
    parts[segment]!.rows[place] = rows[index]!;
    parts[segment]!.labels[place] = labels[index]!;
    filled[segment] = place + 1;
  }
  return parts;
}
