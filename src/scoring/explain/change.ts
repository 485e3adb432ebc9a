import type { ChangeTerm } from '../../model/breakdown.ts';
import type { IndicatorResult, ScoreResult } from '../../model/result.ts';

export interface ExplainOptions {
  /**
   * The signals of `before` scored again under the model of `after`. Give it when the model changed in between:
   * what the model alone did then becomes the separate term `model-change`.
   */
  readonly rescoredBefore?: ScoreResult;
}

/** Below this a term is floating-point dust, not a cause. */
const DUST = 1e-12;

/**
 * What moved a score, as signed points that add up to `after.score − before.score` (to 1e-9), largest first.
 *
 * - An indicator scored both times counts with its own change of score, at the mean of its two weights: the same
 *   points, with the sign turned, explain the way back.
 * - `coverage` is everything that weights did: an indicator that appeared or disappeared, and the shift of weight
 *   that this means for the others. So an indicator whose score stood still never shows up.
 * - `caps` is the change of what caps took away.
 * - `model-change` (with `rescoredBefore`) is what the new model made of the old signals.
 *
 * Empty when either score is unknown: there is no number to explain. When the old signals score nothing under the
 * new model, the whole change is the model's.
 */
export function explainChange(
  before: ScoreResult,
  after: ScoreResult,
  options: ExplainOptions = {},
): ChangeTerm[] {
  if (before.score === null || after.score === null) return [];
  const start = options.rescoredBefore ?? before;
  const modelPoints = (start.score ?? after.score) - before.score;
  const terms: ChangeTerm[] = [{ id: 'model-change', kind: 'model-change', points: modelPoints }];
  if (start.score !== null) terms.push(...customerTerms(start, after));
  return terms
    .filter((term) => Math.abs(term.points) > DUST)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || a.id.localeCompare(b.id));
}

function customerTerms(before: ScoreResult, after: ScoreResult): ChangeTerm[] {
  const was = scoredById(before);
  const is = scoredById(after);
  const own: ChangeTerm[] = [];
  let coverage = 0;
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(id), is.get(id)];
    const points = ownChange(old, now);
    own.push({ id, kind: 'indicator', points });
    coverage += (now?.contribution ?? 0) - (old?.contribution ?? 0) - points;
  }
  const caps = capEffect(after) - capEffect(before);
  return [
    ...own,
    { id: 'coverage', kind: 'coverage', points: coverage },
    { id: 'caps', kind: 'cap', points: caps },
  ];
}

function scoredById(result: ScoreResult): Map<string, IndicatorResult> {
  const scored = result.indicators.filter((indicator) => indicator.state === 'scored');
  return new Map(scored.map((indicator) => [indicator.id, indicator]));
}

function ownChange(old: IndicatorResult | undefined, now: IndicatorResult | undefined): number {
  if (old?.score == null || now?.score == null) return 0;
  return ((old.weight + now.weight) / 2) * (now.score - old.score);
}

/** Points that caps added; negative or 0. */
function capEffect(result: ScoreResult): number {
  return (result.score ?? 0) - (result.rawScore ?? 0);
}
