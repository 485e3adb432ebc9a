import {
  type EarnedProbability,
  earnProbability,
  probabilityFor,
  type UnearnedProbability,
} from '../../insights/fit/earn-probability.ts';
import { expansionRows, lossRows, segmentFeature } from '../../insights/fit/outcome-rows.ts';
import { type IndicatorPanel } from '../../insights/weights/indicator-panel.ts';
import { type EarnedModels, type OutcomeModel } from '../../model/proof.ts';
import { type ScoreResult } from '../../model/result.ts';
import { type CompanyOutcome } from './losses.ts';

/** What a portal's past allows to say about the next 90 days of a customer. */
export interface Chances {
  /** Of losing it; the renewal is the rest. */
  readonly loss: EarnedProbability | UnearnedProbability;
  readonly expansion: EarnedProbability | UnearnedProbability;
}

export function learnChances(
  input: IndicatorPanel,
  outcomes: ReadonlyMap<string, Pick<CompanyOutcome, 'expandedOn'>>,
  knownUntil: number,
): Chances {
  const expandedOn = new Map([...outcomes].map(([companyId, each]) => [companyId, each.expandedOn]));
  return {
    loss: earnProbability(lossRows(input, knownUntil)),
    expansion: earnProbability(expansionRows(input, expandedOn, knownUntil)),
  };
}

export function earnedModels({ loss, expansion }: Chances): EarnedModels {
  return {
    renewal: loss.earned ? loss.model : null,
    expansion: expansion.earned ? expansion.model : null,
  };
}

/** A company's chances, 0–1. Absent where none was earned or where the score rests on too little. */
export function chancesFor(
  { renewal, expansion }: EarnedModels,
  { indicators, provisional, score }: ScoreResult,
  segment: string | null,
): { readonly renewalProbability: number | null; readonly expansionProbability: number | null } {
  if (provisional || score === null) return { renewalProbability: null, expansionProbability: null };
  const scores = new Map(indicators.map((each) => [each.id, each.score]));
  const own = segmentFeature(segment ?? '');
  const valueOf = (name: string) =>
    name.startsWith(segmentFeature('')) ? Number(name === own) : (scores.get(name) ?? null);
  const chance = (model: OutcomeModel | null) => (model === null ? null : probabilityFor(model, valueOf));
  const loss = chance(renewal);
  return {
    renewalProbability: loss === null ? null : 1 - loss,
    expansionProbability: chance(expansion),
  };
}
