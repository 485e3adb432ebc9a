import type { Day } from '../../model/day.ts';
import type { ScoreResult } from '../../model/result.ts';
import type { CompanySignals } from '../../model/signals.ts';
import { scoringContext, type ScoringContext } from '../facts/context.ts';
import type { Model } from '../model.ts';
import { TOLERANCE } from '../tolerance.ts';
import { applyCaps } from './apply-caps.ts';
import { delta30d, riskOf, trendOf } from './change.ts';
import { alertOf, bandOf, playbookOf } from './classify.ts';
import { earlyWarnings } from './early-warnings.ts';
import { playsFor } from './plays.ts';
import { userHealth, type UserHealth } from './user-health.ts';
import { weighActions } from './weigh-actions.ts';
import { weigh } from './weigh.ts';

export interface ScoreContext {
  /** The day scored, inclusive, UTC. Nothing after it is read. */
  readonly asOf: Day;
  readonly model: Model;
}

/** Scores one company as of a day. Pure: the same signals, day and model always give the same result. */
export function scoreCompany(signals: CompanySignals, { asOf, model }: ScoreContext): ScoreResult {
  const context = scoringContext(signals, asOf);
  const weighed =
    model.kind === 'impact-frequency' ? weighActions(model, signals) : weigh(model, signals, context);
  const { score, dimensions, caps } = applyCaps(model, weighed, signals, context);
  const band = bandOf(score, model);
  const delta = delta30d(score, signals.history, context.today);
  const users = usersHealth(signals, context, model);
  const playbook = playbookOf(band);
  return {
    companyId: signals.companyId,
    score,
    band,
    alert: alertOf(score, model),
    coverage: weighed.coverage,
    provisional: weighed.coverage < model.minimumCoverage - TOLERANCE,
    rawScore: weighed.rawScore,
    delta30d: delta,
    trend: trendOf(delta, model.thresholds),
    risk: riskOf(score, delta),
    dimensions,
    indicators: weighed.indicators,
    caps,
    signals: earlyWarnings(signals, context, { band, delta30d: delta, dimensions, users }, model.thresholds),
    users,
    playbook: playbook === null ? null : { band: playbook, plays: playsFor(weighed.indicators) },
  };
}

/** By id, so that the order of the signals does not matter. */
function usersHealth(signals: CompanySignals, context: ScoringContext, model: Model): UserHealth[] {
  const users: UserHealth[] = [];
  for (const user of signals.usage?.users ?? []) {
    const health = userHealth(user, context.today, model);
    if (health !== null) users.push(health);
  }
  return users.sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
}
