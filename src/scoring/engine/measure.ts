import type { CompanySignals } from '../../model/signals.ts';
import type { ScoringContext } from '../facts/context.ts';
import { indicatorById, type Measurement } from '../indicators/index.ts';
import type { ModelIndicator } from '../model.ts';
import { MAX_SCORE } from '../tolerance.ts';

const NOT_APPLICABLE: Measurement = {
  state: 'not-applicable',
  reason: 'the segment does not use this indicator',
};

/** Runs one indicator. Whatever it throws becomes the state `error`, so that one bad value never stops a run. */
export function measure(
  entry: ModelIndicator,
  signals: CompanySignals,
  context: ScoringContext,
): Measurement {
  if (!entry.applicable) return NOT_APPLICABLE;
  const indicator = indicatorById(entry.id);
  if (indicator === undefined) return { state: 'error', reason: `there is no indicator "${entry.id}"` };
  try {
    const measured = indicator.measure(signals, context, entry.params);
    if (measured.state === 'scored') return checked(measured);
    return measured.state === 'no-data' ? (failure(entry.id, signals.sources) ?? measured) : measured;
  } catch (error) {
    return { state: 'error', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Why there is no data, when a source that feeds the indicator failed; null when none did. */
function failure(id: string, sources: CompanySignals['sources']): Measurement | null {
  for (const source in sources) {
    const state = sources[source];
    if (state?.status !== 'error' || state.feeds?.includes(id) !== true) continue;
    const { reason = `${source} could not be read` } = state;
    return { state: 'error', reason: typeof reason === 'string' ? reason : reason.en };
  }
  return null;
}

/** A mean of scores may pass 100 by a rounding error; a score that is no number is a bug worth showing. */
function checked(measured: Extract<Measurement, { state: 'scored' }>): Measurement {
  const { score } = measured;
  if (!Number.isFinite(score)) return { state: 'error', reason: 'the score is not a number' };
  if (score >= 0 && score <= MAX_SCORE) return measured;
  return { ...measured, score: Math.min(MAX_SCORE, Math.max(0, score)) };
}

/** Why there is no score, in words; null when there is one. */
export function reasonOf(id: string, measured: Measurement): string | null {
  if (measured.state === 'scored') return null;
  if (measured.state !== 'no-data') return measured.reason;
  return `no data: needs ${indicatorById(id)?.needs.en ?? 'signals'}`;
}
