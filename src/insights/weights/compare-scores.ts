import { pickRows, type Slice } from '../backtest/slice.ts';
import { type Panel } from '../panel/panel.ts';
import { type CompanyWeights, drawCompanies, membersOf } from '../resample/company-weights.ts';
import { type Interval, percentileInterval } from '../resample/interval.ts';
import { NEGATIVE, POSITIVE } from '../resample/plan-rows.ts';
import { RankPlan } from '../resample/rank-plan.ts';
import { rankValues } from '../tally.ts';

/**
 * How two scores rank the customers on the very same rows, those where both are known, comparing only customers of the
 * same segment.
 */
export interface Comparison {
  readonly current: Skill;
  readonly candidate: Skill;
  /** Candidate minus current, drawn together. */
  readonly difference: Skill;
  /** Share of the bootstrap rounds in which the candidate is better. */
  readonly better: number;
  /** Of the rows with a current score, the share that the candidate scores too; null when there are none. */
  readonly covered: number | null;
}

export interface Skill {
  readonly auc: number | null;
  readonly ci: Interval;
}

export interface CompareOptions {
  readonly rounds: number;
  readonly seed: number;
}

/** Compares two scores, parallel to the rows of the slice, by bootstrap over companies. */
export function compareScores(
  panel: Panel,
  slice: Slice,
  scores: { readonly current: Float64Array; readonly candidate: Float64Array },
  options: CompareOptions,
): Comparison {
  const isKnown = (index: number) => !Number.isNaN(scores.current[index]);
  const scored = Uint32Array.from(slice.rows.keys()).filter(isKnown);
  const both = scored.filter((index) => !Number.isNaN(scores.candidate[index]));
  const shared = pickRows(slice, both);
  const roundsOf = (all: Float64Array) =>
    skillRounds(
      panel,
      shared,
      Float64Array.from(both, (index) => all[index]!),
      options,
    );
  const [current, candidate] = [roundsOf(scores.current), roundsOf(scores.candidate)];
  const differences = candidate.rounds.map((value, round) => subtract(value, current.rounds[round] ?? null));
  const known = differences.filter((each) => each !== null);
  return {
    current: { auc: current.auc, ci: percentileInterval(current.rounds) },
    candidate: { auc: candidate.auc, ci: percentileInterval(candidate.rounds) },
    difference: { auc: subtract(candidate.auc, current.auc), ci: percentileInterval(differences) },
    better: known.length === 0 ? 0 : known.filter((each) => each > 0).length / known.length,
    covered: scored.length === 0 ? null : both.length / scored.length,
  };
}

/** AUC within segments of a score that may be unknown in some rows, with its interval. */
export function skillOf(panel: Panel, slice: Slice, scores: Float64Array, options: CompareOptions): Skill {
  const { auc, rounds } = skillRounds(panel, slice, scores, options);
  return { auc, ci: percentileInterval(rounds) };
}

function skillRounds(panel: Panel, slice: Slice, scores: Float64Array, { rounds, seed }: CompareOptions) {
  const plans = segmentPlans(panel, slice, scores);
  const companies = panel.companies.length;
  const once = new Uint32Array(companies).fill(1);
  const seen: (number | null)[] = [];
  const members = membersOf(
    slice.rows.map((row) => panel.company[row]!),
    companies,
  );
  for (const { weights, lanes } of drawCompanies(members, companies, rounds, seed)) {
    seen.push(...withinSegments(plans, weights).slice(0, lanes));
  }
  return { auc: withinSegments(plans, once)[0] ?? null, rounds: seen };
}

/** By segment, the rows whose score is known. */
function segmentPlans(panel: Panel, { rows, labels }: Slice, scores: Float64Array): RankPlan[] {
  return panel.segments.map((_, segment) => {
    const members = [...rows.keys()].filter(
      (index) => panel.segment[rows[index]!] === segment && !Number.isNaN(scores[index]),
    );
    const ranking = rankValues(Float64Array.from(members, (index) => scores[index]!));
    const company = Uint32Array.from(members, (index) => panel.company[rows[index]!]!);
    const states = Uint8Array.from(members, (index) => (labels[index] === 1 ? POSITIVE : NEGATIVE));
    return new RankPlan(ranking, company, [states]);
  });
}

function withinSegments(plans: readonly RankPlan[], weights: CompanyWeights): (number | null)[] {
  const measured = plans.map((plan) => plan.measure(weights)[0] ?? []);
  return (measured[0] ?? []).map((_, lane) => {
    let [wins, pairs] = [0, 0];
    for (const lanes of measured) {
      wins += (lanes[lane]?.auc ?? 0) * (lanes[lane]?.pairs ?? 0);
      pairs += lanes[lane]?.pairs ?? 0;
    }
    return pairs === 0 ? null : wins / pairs;
  });
}

function subtract(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left - right;
}
