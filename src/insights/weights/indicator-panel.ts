import { type Panel } from '../panel/panel.ts';

/** Indicator scores behind the rows of a panel. */
export interface IndicatorPanel {
  readonly panel: Panel;
  readonly indicators: readonly IndicatorColumn[];
}

export interface IndicatorColumn {
  readonly id: string;
  readonly dimension: string;
  /** 0–100 by row; `NaN` where the indicator was not scored. */
  readonly scores: Float64Array;
}

/** An indicator's share of the whole score; the shares of a model sum to 1. */
export interface IndicatorShare {
  readonly id: string;
  readonly dimension: string;
  readonly share: number;
}

/**
 * Scores of the given rows under other shares, before caps: missing indicators give their share to the others of their
 * dimension, a dimension without any gives its own to the other dimensions, as in scoring. `NaN` where nothing counts.
 */
export function scoresUnder(
  { indicators }: IndicatorPanel,
  shares: readonly IndicatorShare[],
  rows: Uint32Array,
): Float64Array {
  const dimensions = [...new Set(shares.map(({ dimension }) => dimension))].map((dimension) => {
    const members = shares.filter((each) => each.dimension === dimension && each.share > 0);
    return {
      share: members.reduce((sum, each) => sum + each.share, 0),
      members: members.map(({ id, share }) => ({
        share,
        scores: indicators.find((each) => each.id === id)?.scores ?? new Float64Array(0),
      })),
    };
  });
  return Float64Array.from(rows, (row) => {
    let [total, counted] = [0, 0];
    for (const { share, members } of dimensions) {
      let [sum, scored] = [0, 0];
      for (const member of members) {
        const score = member.scores[row] ?? Number.NaN;
        if (Number.isNaN(score)) continue;
        sum += member.share * score;
        scored += member.share;
      }
      if (scored === 0) continue;
      total += (share * sum) / scored;
      counted += share;
    }
    return total / counted;
  });
}

/** The same where each segment has shares of its own. */
export function scoresBySegment(
  input: IndicatorPanel,
  sharesOf: (segment: string) => readonly IndicatorShare[],
  rows: Uint32Array,
): Float64Array {
  const { segments, segment: segmentOf } = input.panel;
  const scores = new Float64Array(rows.length);
  for (const [segment, name] of segments.entries()) {
    const members = Uint32Array.from(rows.keys()).filter(
      (position) => segmentOf[rows[position]!] === segment,
    );
    const own = scoresUnder(
      input,
      sharesOf(name),
      members.map((position) => rows[position]!),
    );
    for (const [index, position] of members.entries()) scores[position] = own[index]!;
  }
  return scores;
}
