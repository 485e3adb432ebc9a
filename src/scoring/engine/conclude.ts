import type { EarlyWarning } from '../../model/bands.ts';
import type { ScoreResult } from '../../model/result.ts';
import type { Model } from '../model.ts';
import { TOLERANCE } from '../tolerance.ts';
import type { Capped } from './apply-caps.ts';
import { riskOf, trendOf } from './change.ts';
import { alertOf, bandOf, playbookOf } from './classify.ts';
import { playsFor } from './plays.ts';
import type { UserHealth } from './user-health.ts';
import type { Weighed } from './weigh.ts';

export interface Findings {
  readonly companyId: string;
  readonly weighed: Weighed;
  readonly capped: Capped;
  readonly delta30d: number | null;
  readonly users: UserHealth[];
  readonly warnings: EarlyWarning[];
}

/** Whether too little of the model was scored for anything to follow from the score. */
export function isProvisional(
  { coverage }: Pick<ScoreResult, 'coverage'>,
  { minimumCoverage }: Pick<Model, 'minimumCoverage'>,
): boolean {
  return coverage < minimumCoverage - TOLERANCE;
}

/** The result that follows from what was found. */
export function conclude(model: Model, found: Findings): ScoreResult {
  const { weighed, delta30d } = found;
  const { score, dimensions, caps } = found.capped;
  const band = bandOf(score, model);
  const playbook = playbookOf(band);
  return {
    companyId: found.companyId,
    score,
    band,
    alert: alertOf(score, model),
    coverage: weighed.coverage,
    provisional: isProvisional(weighed, model),
    rawScore: weighed.rawScore,
    delta30d,
    trend: trendOf(delta30d, model.thresholds),
    risk: riskOf(score, delta30d),
    dimensions,
    indicators: weighed.indicators,
    caps,
    signals: found.warnings,
    users: found.users,
    playbook: playbook === null ? null : { band: playbook, plays: playsFor(weighed.indicators) },
  };
}
