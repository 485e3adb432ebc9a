import { type Interval } from '../resample/interval.ts';
import { type Panel } from '../panel/panel.ts';
import { compareScores, type CompareOptions } from '../weights/compare-scores.ts';
import { type BandEdges, countByCompany, measuresOf, sumCounts } from './counts.ts';
import { historiesOf } from './histories.ts';
import { standingBefore } from './lead-time.ts';
import { sliceAt } from './slice.ts';

/** The figures by which people judge a score at one horizon; null: too few red scores to say. */
export interface Headline {
  /** Chance that a customer about to be lost scores lower than one who stays. */
  readonly auc: number | null;
  /** How many times the average share red scores lose. */
  readonly redMultiple: number | null;
  /** Lost customers that were below green so many days before. */
  readonly belowGreen: number;
}

/** Scores of the same rows by two models, with the bands of each. */
export interface Contest {
  /** What it holds as `score` is not looked at. */
  readonly panel: Panel;
  readonly before: Scoring;
  readonly after: Scoring;
}

export interface Scoring {
  /** 0–100 by row of the panel. */
  readonly scores: Float64Array;
  readonly edges: BandEdges;
}

export interface ContestResult {
  /** Scores whose horizon has closed. */
  readonly scores: number;
  /** Lost customers with a score so many days before, at most 30 days older. */
  readonly churners: number;
  /** Null where too few customers were lost for any of them. */
  readonly before: Headline | null;
  readonly after: Headline | null;
  /** Gain of AUC with its 95 % interval, drawn by company; null with the others. */
  readonly gain: { readonly auc: number | null; readonly ci: Interval } | null;
}

export interface ContestOptions extends CompareOptions {
  readonly horizon: number;
  readonly knownUntil: number;
  /** Lost customers below which nothing is said. */
  readonly leastChurners: number;
  /** Red scores below which the red band is not judged. */
  readonly leastRed: number;
}

/** Judges two models on the same customers and days. Pure. */
export function contest({ panel, before, after }: Contest, options: ContestOptions): ContestResult {
  const { horizon, knownUntil, leastChurners } = options;
  const slice = sliceAt(panel, horizon, knownUntil);
  const { lost } = historiesOf(panel, knownUntil);
  const of = ({ scores, edges }: Scoring) => {
    const scored = { ...panel, score: scores };
    const standing = standingBefore(scored, lost, horizon, edges);
    const counts = sumCounts(countByCompany(scored, slice, edges));
    const judged = counts.red >= options.leastRed && counts.churned > 0;
    return { standing, redMultiple: judged ? measuresOf(counts).redMultiple : null };
  };
  const [was, would] = [of(before), of(after)];
  const base = { scores: slice.rows.length, churners: was.standing.churners };
  if (base.churners < leastChurners) return { ...base, before: null, after: null, gain: null };
  const scoresOf = ({ scores }: Scoring) => Float64Array.from(slice.rows, (row) => scores[row]!);
  const pair = { current: scoresOf(before), candidate: scoresOf(after) };
  const { current, candidate, difference } = compareScores(asOneSegment(panel), slice, pair, options);
  const headline = ({ standing, redMultiple }: typeof was, auc: number | null): Headline => ({
    auc,
    redMultiple,
    belowGreen: standing.belowGreen,
  });
  return {
    ...base,
    before: headline(was, current.auc),
    after: headline(would, candidate.auc),
    gain: difference,
  };
}

/** All customers against each other, as in the headline of a backtest. */
function asOneSegment(panel: Panel): Panel {
  return { ...panel, segments: [''], segment: new Uint16Array(panel.rows) };
}
