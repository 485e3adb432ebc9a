import { EARLY_WARNINGS, type EarlyWarning } from '../../model/bands.ts';
import type { IndicatorResult, ScoreResult } from '../../model/result.ts';
import type { CompanySignals } from '../../model/signals.ts';
import { scoringContext } from '../facts/context.ts';
import type { Measurement } from '../indicators/index.ts';
import { applyCaps, type CapReason, ownReason } from './apply-caps.ts';
import { delta30d } from './change.ts';
import { bandOf } from './classify.ts';
import { conclude, isProvisional } from './conclude.ts';
import { earlyWarnings } from './early-warnings.ts';
import { measure } from './measure.ts';
import type { ScoreContext } from './score-company.ts';
import { weigh } from './weigh.ts';

/** What was read anew about a company. */
export interface FreshSignals {
  readonly signals: CompanySignals;
  /** Ids of the indicators whose sources were all read to their end; the others keep their earlier measurement. */
  readonly indicators: ReadonlySet<string>;
  /** Sections of the signals that are complete. */
  readonly sections: ReadonlySet<Section>;
}
export type Section = 'usage' | 'business';

/** Caps that can be judged from one section alone; `weak-dimension` needs none. Every other keeps its earlier finding. */
const CAP_SECTIONS: Readonly<Record<string, Section | null>> = {
  'payment-default': 'business',
  'usage-silence': 'usage',
  'weak-dimension': null,
};
const WARNING_SECTIONS: Readonly<Partial<Record<EarlyWarning, Section | null>>> = {
  'rapid-decline': null,
  'usage-drop': 'usage',
  'dimension-disagreement': null,
  'expansion-candidate': null,
};

/**
 * Scores a company from an earlier result and from what was read anew: an indicator is either measured on fresh signals
 * alone or keeps its measurement whole, so that nothing that was not read again turns into "no data". Pure.
 */
export function scoreAgain(
  earlier: ScoreResult,
  fresh: FreshSignals,
  { asOf, model }: ScoreContext,
): ScoreResult {
  const { signals } = fresh;
  const context = scoringContext(signals, asOf);
  const before = new Map(earlier.indicators.map((each) => [each.id, each]));
  const weighed = weigh(model, signals, context, (entry, ...rest) => {
    const known = before.get(entry.id);
    return known === undefined || fresh.indicators.has(entry.id) ? measure(entry, ...rest) : kept(known);
  });
  const isFresh = (section: Section | null | undefined) =>
    section === null || (section !== undefined && fresh.sections.has(section));
  const reasonOf: CapReason = (cap, ...rest) =>
    isFresh(CAP_SECTIONS[cap.id])
      ? ownReason(cap, ...rest)
      : (earlier.caps.find(({ id }) => id === cap.id)?.reason ?? null);
  const capped = applyCaps(model, weighed, signals, context, reasonOf);
  const delta = delta30d(capped.score, signals.history, context.today);
  const outcome = {
    band: bandOf(capped.score, model),
    delta30d: delta,
    dimensions: capped.dimensions,
    users: earlier.users,
  };
  const found = new Set(earlyWarnings(signals, context, outcome, model.thresholds));
  const warnings = EARLY_WARNINGS.filter((warning) =>
    isFresh(WARNING_SECTIONS[warning]) ? found.has(warning) : earlier.signals.includes(warning),
  );
  const { companyId, users } = earlier;
  const result = conclude(model, { companyId, weighed, capped, delta30d: delta, users, warnings });
  // Provisional although enough was scored: the source of the usage had stopped, which only fresh usage changes.
  const isHeld = earlier.provisional && !isProvisional(earlier, model) && !fresh.sections.has('usage');
  return {
    ...result,
    provisional: result.provisional || isHeld,
    indicators: result.indicators.map((each) => withKnownValue(each, before, fresh)),
  };
}

/** Values may have been left out to make a breakdown fit: they stay unknown. */
function withKnownValue(
  result: IndicatorResult,
  before: ReadonlyMap<string, IndicatorResult>,
  { indicators }: FreshSignals,
): IndicatorResult {
  const known = before.get(result.id);
  return known === undefined || indicators.has(result.id) ? result : { ...result, value: known.value };
}

function kept({ state, score, value, reason }: IndicatorResult): Measurement {
  if (state === 'scored' && score !== null) return { state, score, value: value ?? {} };
  if (state === 'not-applicable' || state === 'error') return { state, reason: reason ?? '' };
  return { state: 'no-data' };
}
