import type { IndicatorResult } from '../../model/result.ts';
import type { CompanySignals } from '../../model/signals.ts';
import type { Model, ModelAction } from '../model.ts';
import type { Weighed } from './weigh.ts';

/**
 * The impact-frequency score: Σ impact × frequency over the model's actions in window 0, not clamped. Each
 * action is reported like an indicator whose weight is its impact and whose score is its frequency. An action
 * that the source lists several times counts their sum; one it does not list was not done.
 */
export function weighActions(model: Model, signals: CompanySignals): Weighed {
  const done = signals.usage?.actions;
  const dimension = model.dimensions[0]?.id ?? 'actions';
  const indicators = model.actions.map((action) => actionResult(action, dimension, done));
  const score =
    done === undefined ? null : indicators.reduce((sum, { contribution }) => sum + contribution, 0);
  const coverage = score === null ? 0 : 1;
  return {
    indicators,
    dimensions: [{ id: dimension, weight: coverage, score, rawScore: score, coverage }],
    rawScore: score,
    coverage,
  };
}

function actionResult(
  { id, impact }: ModelAction,
  dimension: string,
  done: NonNullable<CompanySignals['usage']>['actions'],
): IndicatorResult {
  if (done === undefined) {
    const reason = 'no data: needs counted actions';
    return { id, dimension, state: 'no-data', score: null, weight: 0, contribution: 0, value: null, reason };
  }
  const frequency = done.reduce((sum, action) => (action.id === id ? sum + action.count : sum), 0);
  return {
    id,
    dimension,
    state: 'scored',
    score: frequency,
    weight: impact,
    contribution: impact * frequency,
    value: { frequency, impact },
    reason: null,
  };
}
