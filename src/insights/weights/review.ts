import { type Advice } from '../../model/proof.ts';
import { type Slice, sliceAt } from '../backtest/slice.ts';
import { LEAST_EVENTS } from '../fit/fit-table.ts';
import { knownUntil as lastKnown, type Panel } from '../panel/panel.ts';
import { rocAuc } from '../ranking.ts';
import { type Skill, skillOf } from './compare-scores.ts';
import { type IndicatorColumn, type IndicatorPanel, type IndicatorShare } from './indicator-panel.ts';
import { type ProposeOptions } from './propose.ts';

const QUARTER_DAYS = 91;
/** Lost customers a quarter needs before its figure is shown. */
const LEAST_QUARTER_EVENTS = 10;
/** Fitted share ÷ current share from which a change is worth making. */
const WORTH_RAISING = 1.5;
/** A smaller share than this is nothing. */
const NEGLIGIBLE = 0.01;
/** Points of AUC between quarters from which an indicator counts as drifting. */
const DRIFT = 0.1;

export interface QuarterFigures {
  /** 0 is the latest quarter whose outcomes are known. */
  readonly quartersAgo: number;
  readonly events: number;
  readonly auc: number | null;
  /** Mean score, to tell a change of the customers from a change of what the indicator says. */
  readonly mean: number | null;
}

export interface IndicatorReview {
  readonly id: string;
  readonly dimension: string;
  /** Share of the scores that have this indicator. */
  readonly coverage: number;
  /** Alone, within segments. 0.5 is guessing. */
  readonly skill: Skill;
  readonly currentShare: number;
  readonly fittedShare: number | null;
  readonly quarters: readonly QuarterFigures[];
  /** AUC moved by 0.1 or more between quarters. */
  readonly drifting: boolean;
  readonly advice: Advice;
}

/**
 * What each indicator alone tells about losses, how that changes over time, and what to do with its weight. `fitted`
 * are the shares a fit found, null when it found no reliable signal: then nothing is to be changed.
 */
export function reviewIndicators(
  input: IndicatorPanel,
  current: readonly IndicatorShare[],
  fitted: readonly IndicatorShare[] | null,
  options: ProposeOptions = {},
): IndicatorReview[] {
  const { panel, indicators } = input;
  const { horizon = 60, knownUntil = lastKnown(panel), rounds = 200, seed = 1 } = options;
  const slice = sliceAt(panel, horizon, knownUntil);
  return indicators.map((indicator) => {
    const scores = Float64Array.from(slice.rows, (row) => indicator.scores[row]!);
    const known = scores.filter((score) => !Number.isNaN(score)).length;
    const skill = skillOf(panel, slice, scores, { rounds, seed });
    const events = eventsOf(panel, slice, indicator);
    const currentShare = current.find(({ id }) => id === indicator.id)?.share ?? 0;
    const fittedShare = fitted?.find(({ id }) => id === indicator.id)?.share ?? null;
    const quarters = quartersOf(panel, slice, indicator, knownUntil - horizon);
    return {
      id: indicator.id,
      dimension: indicator.dimension,
      coverage: scores.length === 0 ? 0 : known / scores.length,
      skill,
      currentShare,
      fittedShare,
      quarters,
      drifting: spread(quarters) >= DRIFT,
      advice: events < LEAST_EVENTS ? 'unknown' : adviceOn(skill, currentShare, fittedShare),
    };
  });
}

function adviceOn({ ci }: Skill, current: number, fitted: number | null): Advice {
  if (ci === null) return 'unknown';
  if (fitted === null) return 'keep';
  const tells = ci[0] > 0.5;
  if (current === 0) return tells && fitted >= NEGLIGIBLE ? 'add' : 'keep';
  if (!tells && fitted < Math.max(NEGLIGIBLE, current / 2)) return 'drop';
  if (tells && fitted >= current * WORTH_RAISING) return 'raise';
  return fitted <= current / WORTH_RAISING ? 'lower' : 'keep';
}

/** Lost customers with a score of the indicator before the loss. */
function eventsOf(panel: Panel, { rows, labels }: Slice, { scores }: IndicatorColumn): number {
  const lost = new Set<number>();
  for (const [index, row] of rows.entries()) {
    if (labels[index] === 1 && !Number.isNaN(scores[row])) lost.add(panel.company[row]!);
  }
  return lost.size;
}

function quartersOf(panel: Panel, slice: Slice, indicator: IndicatorColumn, last: number): QuarterFigures[] {
  const members = new Map<number, number[]>();
  for (const [index, row] of slice.rows.entries()) {
    if (Number.isNaN(indicator.scores[row])) continue;
    const quarter = Math.floor((last - panel.asOf[row]!) / QUARTER_DAYS);
    const indices = members.get(quarter);
    if (indices === undefined) members.set(quarter, [index]);
    else indices.push(index);
  }
  return [...members]
    .sort(([left], [right]) => right - left)
    .map(([quartersAgo, indices]) => {
      const scores = indices.map((index) => indicator.scores[slice.rows[index]!]!);
      const labels = indices.map((index) => slice.labels[index]!);
      const lost = new Set(
        indices
          .filter((index) => slice.labels[index] === 1)
          .map((index) => panel.company[slice.rows[index]!]!),
      );
      const enough = lost.size >= LEAST_QUARTER_EVENTS;
      return {
        quartersAgo,
        events: lost.size,
        auc: enough ? rocAuc(scores, labels, 'lower-is-positive') : null,
        mean: scores.reduce((sum, score) => sum + score, 0) / scores.length,
      };
    });
}

function spread(quarters: readonly QuarterFigures[]): number {
  const known = quarters.flatMap(({ auc }) => auc ?? []);
  return known.length < 2 ? 0 : Math.max(...known) - Math.min(...known);
}
