import { type Day, dayFromNumber } from '../../model/day.ts';
import { type Verdict } from '../../model/proof.ts';
import { pickRows, type Slice, sliceAt } from '../backtest/slice.ts';
import { LEAST_EVENTS } from '../fit/fit-table.ts';
import { makeFolds } from '../fit/folds.ts';
import { knownUntil as lastKnown, type Panel } from '../panel/panel.ts';
import { rocAucWithinTallies } from '../ranking.ts';
import { tallyScores } from '../tally.ts';
import { compareScores, type Comparison, type Skill, skillOf } from './compare-scores.ts';
import { blendShares, fitShares } from './fit-shares.ts';
import { type IndicatorPanel, type IndicatorShare, scoresBySegment, scoresUnder } from './indicator-panel.ts';

/** Lost customers that the later time must hold before anything can be called better on it. */
export const LEAST_LATER_EVENTS = 10;
/** Share of bootstrap rounds in which new weights must win. */
export const LEAST_BETTER = 0.95;
/** Share of the rows with a current score that new weights must score too. */
const LEAST_COVERED = 0.95;
/** Penalties and parts of the way that are tried inside the training time. */
const PENALTIES = [0.01, 0.1, 1];
const PARTS = [0.5, 1];

export interface ProposeOptions {
  /** Days ahead at which losses are foretold. */
  readonly horizon?: number;
  /** First day number of the time that judges; the middle of the panel unless told. */
  readonly splitAt?: number;
  readonly knownUntil?: number;
  readonly rounds?: number;
  readonly seed?: number;
  /** The current shares of a segment (empty: none), where segments weigh by themselves. */
  readonly currentOf?: (segment: string) => readonly IndicatorShare[];
}

export interface Period {
  readonly from: Day | null;
  readonly to: Day | null;
  readonly scores: number;
  /** Customers lost. */
  readonly events: number;
}

export interface WeightProposal {
  readonly accepted: boolean;
  readonly verdict: Verdict;
  readonly horizon: number;
  readonly learnedFrom: Period;
  readonly judgedOn: Period;
  /** What is proposed: all or half of the way to `fitted`. Null when nothing reliable could be learned. */
  readonly shares: readonly IndicatorShare[] | null;
  /** What the earlier time alone says. */
  readonly fitted: readonly IndicatorShare[] | null;
  /** On the later time, before caps; null when nothing could be compared. */
  readonly comparison: Comparison | null;
}

/**
 * Proposes new weights from what happened, or says why the current ones stay. Learns on the earlier time, with the
 * penalty chosen by folds of whole customers, and judges on the later time, of which training saw neither scores nor
 * outcomes: rows whose horizon reaches past the split are in neither.
 */
export function proposeWeights(
  input: IndicatorPanel,
  current: readonly IndicatorShare[],
  options: ProposeOptions = {},
): WeightProposal {
  const { panel } = input;
  const { horizon = 60, knownUntil = lastKnown(panel), rounds = 500, seed = 1 } = options;
  const { currentOf = () => current } = options;
  const splitAt = options.splitAt ?? middleOf(panel, knownUntil);
  const training = sliceAt(panel, horizon, splitAt);
  const later = rowsFrom(panel, sliceAt(panel, horizon, knownUntil), splitAt);
  const base = {
    accepted: false,
    horizon,
    learnedFrom: periodOf(panel, training),
    judgedOn: periodOf(panel, later),
    shares: null,
    fitted: null,
    comparison: null,
  };
  if (base.learnedFrom.events < LEAST_EVENTS) return { ...base, verdict: 'too-few-events' };
  const chosen = chooseShares(input, current, training);
  const learned = chosen && skillOf(panel, training, chosen.held, { rounds, seed });
  // A signal has to show in both times: chance alone passes one of two thresholds of 95 % too often.
  if (chosen === null || !isAboveGuessing(learned)) return { ...base, verdict: 'no-reliable-signal' };
  const { shares, fitted } = chosen;
  if (base.judgedOn.events < LEAST_LATER_EVENTS)
    return { ...base, shares, fitted, verdict: 'too-few-later-events' };
  const comparison = compareScores(
    panel,
    later,
    {
      current: scoresBySegment(input, currentOf, later.rows),
      candidate: scoresUnder(input, shares, later.rows),
    },
    { rounds, seed },
  );
  const verdict = judge(comparison);
  return { ...base, accepted: verdict === 'better', verdict, shares, fitted, comparison };
}

function judge({ candidate, better, covered }: Comparison): Verdict {
  if (!isAboveGuessing(candidate)) return 'no-reliable-signal';
  if (better < LEAST_BETTER) return 'not-better';
  return covered !== null && covered < LEAST_COVERED ? 'scores-fewer' : 'better';
}

function isAboveGuessing(skill: Skill | null): boolean {
  return skill?.ci != null && skill.ci[0] > 0.5;
}

interface Chosen {
  readonly fitted: readonly IndicatorShare[];
  readonly shares: readonly IndicatorShare[];
  /** Scores of the training rows under shares fitted without their customers. */
  readonly held: Float64Array;
}

/** Fitted shares with the penalty and part that rank best within segments on customers left out of the fit. */
function chooseShares(
  input: IndicatorPanel,
  current: readonly IndicatorShare[],
  training: Slice,
): Chosen | null {
  const customers = Array.from(training.rows, (row) => String(input.panel.company[row]));
  const folds = makeFolds(training.labels, null, customers);
  let best: { c: number; part: number; auc: number; held: Float64Array } | null = null;
  for (const c of PENALTIES) {
    const tried = PARTS.map((part) => ({ part, held: new Float64Array(training.rows.length) }));
    for (const fold of folds) {
      const fitted = fitShares(input, current, pickRows(training, fold.training), c) ?? [...current];
      const { rows } = pickRows(training, fold.held);
      for (const { part, held } of tried) {
        const scores = scoresUnder(input, blendShares(current, fitted, part), rows);
        for (const [position, row] of fold.held.entries()) held[row] = scores[position]!;
      }
    }
    for (const { part, held } of tried) {
      const auc = aucWithin(input.panel, training, held);
      if (auc !== null && (best === null || auc > best.auc)) best = { c, part, auc, held };
    }
  }
  const fitted = best && fitShares(input, current, training, best.c);
  return best && fitted && { fitted, shares: blendShares(current, fitted, best.part), held: best.held };
}

function aucWithin(panel: Panel, { rows, labels }: Slice, scores: Float64Array): number | null {
  const tallies = panel.segments.map((_, segment) => {
    const members = [...rows.keys()].filter(
      (index) => panel.segment[rows[index]!] === segment && !Number.isNaN(scores[index]),
    );
    return tallyScores(
      members.map((index) => scores[index]!),
      members.map((index) => labels[index]!),
    );
  });
  return rocAucWithinTallies(tallies, 'lower-is-positive');
}

function rowsFrom(panel: Panel, slice: Slice, day: number): Slice {
  return pickRows(
    slice,
    Uint32Array.from(slice.rows.keys()).filter((index) => panel.asOf[slice.rows[index]!]! >= day),
  );
}

function middleOf({ asOf }: Panel, knownUntil: number): number {
  const first = asOf.reduce((least, day) => Math.min(least, day), knownUntil);
  return Math.floor((first + knownUntil) / 2);
}

function periodOf(panel: Panel, { rows, labels }: Slice): Period {
  const events = new Set<number>();
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [index, row] of rows.entries()) {
    from = Math.min(from, panel.asOf[row]!);
    to = Math.max(to, panel.asOf[row]!);
    if (labels[index] === 1) events.add(panel.company[row]!);
  }
  const day = (number: number) => (Number.isFinite(number) ? dayFromNumber(number) : null);
  return { from: day(from), to: day(to), scores: rows.length, events: events.size };
}
