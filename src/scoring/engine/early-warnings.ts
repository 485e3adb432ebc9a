import type { Band, EarlyWarning } from '../../model/bands.ts';
import type { DimensionResult } from '../../model/result.ts';
import type { CompanySignals } from '../../model/signals.ts';
import { isWithin, type ScoringContext } from '../facts/context.ts';
import { latestNps } from '../facts/latest-nps.ts';
import type { Activity } from '../facts/usage.ts';
import { LATE_DAYS } from '../facts/windows.ts';
import type { Thresholds } from '../model.ts';
import { TOLERANCE } from '../tolerance.ts';
import { isKeyUser, type UserHealth } from './user-health.ts';

/** What the warnings look at beside the signals. */
export interface Outcome {
  readonly band: Band;
  readonly delta30d: number | null;
  readonly dimensions: readonly DimensionResult[];
  readonly users: readonly UserHealth[];
}

/** A request to shrink warns as long as it counts in `expansion-conversations`. */
const CONTRACTION_DAYS = 180;

/** Early warnings in a fixed order, whatever the band. */
export function earlyWarnings(
  signals: CompanySignals,
  context: ScoringContext,
  outcome: Outcome,
  thresholds: Thresholds,
): EarlyWarning[] {
  const { activity } = context.usage;
  const found: EarlyWarning[] = [];
  if (outcome.delta30d !== null && outcome.delta30d <= TOLERANCE - thresholds.rapidDecline)
    found.push('rapid-decline');
  if (activity !== null && hasDropped(activity, context.today, thresholds)) found.push('usage-drop');
  if (activity !== null && isSatisfiedButDeclining(signals, context, activity, thresholds)) {
    found.push('satisfied-but-declining');
  }
  if (doDisagree(outcome.dimensions, thresholds)) found.push('dimension-disagreement');
  if (isKeyUserAtRisk(signals, outcome.users)) found.push('key-user-at-risk');
  if (asksToContract(signals, context)) found.push('contraction-request');
  if (outcome.band === 'thriving') found.push('expansion-candidate');
  return found;
}

/** Daily active users summed over window k; null when coverage does not hold all of it. */
function personDays(activity: Activity, window: number, today: number): number | null {
  // A few days that are not in yet are no fall, many of them would look like one.
  if (window === 0 && today - activity.to > LATE_DAYS) return null;
  if (window > 0 && window < activity.firstEarlier) return null;
  return activity.personDays[window] ?? null;
}

function hasDropped(activity: Activity, today: number, thresholds: Thresholds): boolean {
  const now = personDays(activity, 0, today);
  const before = personDays(activity, 1, today);
  const earlier = personDays(activity, 2, today);
  if (now === null || before === null || earlier === null) return false;
  const usual = (before + earlier) / 2;
  return usual > 0 && now <= thresholds.usageDropRatio * usual + TOLERANCE;
}

function isSatisfiedButDeclining(
  signals: CompanySignals,
  context: ScoringContext,
  activity: Activity,
  thresholds: Thresholds,
): boolean {
  const nps = latestNps(signals.relationship?.surveys, context.today);
  if (nps === null || nps < thresholds.satisfiedNps) return false;
  const now = personDays(activity, 0, context.today);
  const before = personDays(activity, 2, context.today);
  return (
    now !== null &&
    before !== null &&
    before > 0 &&
    now <= thresholds.satisfiedUsageRatio * before + TOLERANCE
  );
}

function doDisagree(dimensions: readonly DimensionResult[], thresholds: Thresholds): boolean {
  let highest = Number.NEGATIVE_INFINITY;
  let lowest = Number.POSITIVE_INFINITY;
  for (const { score } of dimensions) {
    if (score === null) continue;
    highest = Math.max(highest, score);
    lowest = Math.min(lowest, score);
  }
  return (
    highest - lowest >= thresholds.disagreementSpread - TOLERANCE && lowest < thresholds.disagreementBelow
  );
}

function isKeyUserAtRisk(signals: CompanySignals, users: readonly UserHealth[]): boolean {
  const atRisk = users.filter((user) => user.atRisk).map(({ id }) => id);
  return (
    atRisk.length > 0 &&
    (signals.usage?.users ?? []).some((user) => isKeyUser(user) && atRisk.includes(user.id))
  );
}

function asksToContract(signals: CompanySignals, context: ScoringContext): boolean {
  const talks = signals.business?.expansion ?? [];
  return talks.some((talk) => talk.contraction === true && isWithin(talk.at, CONTRACTION_DAYS, context));
}
