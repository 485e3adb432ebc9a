import type { Day } from '../../model/day.ts';
import type { ScoreResult } from '../../model/result.ts';
import type { CompanySignals } from '../../model/signals.ts';
import { scoringContext, type ScoringContext } from '../facts/context.ts';
import type { Model } from '../model.ts';
import { applyCaps } from './apply-caps.ts';
import { delta30d } from './change.ts';
import { bandOf } from './classify.ts';
import { conclude } from './conclude.ts';
import { earlyWarnings } from './early-warnings.ts';
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
  const capped = applyCaps(model, weighed, signals, context);
  const { score, dimensions } = capped;
  const delta = delta30d(score, signals.history, context.today);
  const users = usersHealth(signals, context, model);
  const outcome = { band: bandOf(score, model), delta30d: delta, dimensions, users };
  const warnings = earlyWarnings(signals, context, outcome, model.thresholds);
  return conclude(model, { companyId: signals.companyId, weighed, capped, delta30d: delta, users, warnings });
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
