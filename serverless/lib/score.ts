import { type BreakdownBasis, type HealthBreakdown } from '../../src/model/breakdown.ts';
import { dayOf } from '../../src/model/day.ts';
import { AppError } from '../../src/errors.ts';
import { say } from '../../src/model/messages/message.ts';
import { updateBreakdown } from '../../src/scoring/breakdown/update-breakdown.ts';
import { type FreshSignals, scoreAgain } from '../../src/scoring/engine/score-again.ts';
import { portalModel } from '../../src/scoring/models/portal-model.ts';

/** Nothing was read anew beside what people enter. */
export const NOTHING_FRESH: Pick<FreshSignals, 'signals' | 'indicators' | 'sections'> = {
  signals: { companyId: '' },
  indicators: new Set(),
  sections: new Set(),
};

/**
 * Scores a company again from its breakdown and what was read anew. Its pulse always counts as of today; the score of 30
 * days ago is the one the breakdown explains its change from, under the model of today.
 *
 * @throws AppError `config-invalid` for a model that does not weigh indicators
 */
export function scoredAgain(
  before: HealthBreakdown,
  basis: BreakdownBasis,
  fresh: FreshSignals,
  now: Date,
): HealthBreakdown {
  const { modelId, changes, revision, segment } = basis;
  const model = portalModel({ modelId, modelChanges: { changes, revision } }, segment);
  if (model.kind !== 'weighted') {
    throw new AppError('config-invalid', say('function.model', { model: model.id }));
  }
  const asOf = dayOf(now.getTime());
  const { pulse, result } = before;
  const measured = new Set([...fresh.indicators, ...(pulse == null ? [] : ['csm-pulse'])]);
  const signals = {
    ...fresh.signals,
    companyId: result.companyId,
    relationship:
      pulse == null ? undefined : { pulse: { score: pulse.score, at: pulse.at, reason: pulse.reason } },
    history: pastScores(before),
  };
  const again = scoreAgain(result, { ...fresh, signals, indicators: measured }, { asOf, model });
  return updateBreakdown(before, {
    asOf,
    scoredAt: now.toISOString(),
    model,
    result: again,
    measured,
    basis,
  });
}

function pastScores({ change, result, history }: HealthBreakdown): { asOf: string; score: number }[] {
  const past = history.flatMap(([asOf, score]) => (score === null ? [] : [{ asOf, score }]));
  if (change === null || result.score === null) return past;
  const byModel = change.terms.filter(({ kind }) => kind === 'model-change');
  const modelPoints = byModel.reduce((sum, { points }) => sum + points, 0);
  const exact = { asOf: change.since, score: result.score - change.points + modelPoints };
  // The other scores of those days are of the model before.
  if (byModel.length > 0) return [exact];
  return [...past.filter(({ asOf }) => asOf !== change.since), exact];
}
