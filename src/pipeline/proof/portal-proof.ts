import { AppError } from '../../errors.ts';
import { backtest, type Backtest } from '../../insights/backtest/backtest.ts';
import { type PlayOutcome, playOutcomes } from '../../insights/plays/outcomes.ts';
import { proposeWeights, type WeightProposal } from '../../insights/weights/propose.ts';
import { type IndicatorReview, reviewIndicators } from '../../insights/weights/review.ts';
import { addDays, type Day, dayNumber } from '../../model/day.ts';
import { type Model } from '../../scoring/index.ts';
import { type PipelineDeps } from '../deps.ts';
import { portalModel, withPortalSettings } from '../portal-settings.ts';
import { type Chances, learnChances } from './chances.ts';
import { type CompanyOutcome, loadOutcomes } from './losses.ts';
import { sharesOf } from './model-shares.ts';
import { loadPlayedAccounts } from './played-accounts.ts';
import { lastScoredDay, loadStoredPanel } from './stored-panel.ts';

/** How far back the stored scores are judged. */
const PROOF_DAYS = 730;

export type ProofDeps = Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>;

export interface PortalProof {
  /** Last day with scores: outcomes are known until then. */
  readonly until: Day;
  /** The model in force, for companies without a segment. */
  readonly model: Model;
  readonly outcomes: ReadonlyMap<string, CompanyOutcome>;
  readonly backtest: Backtest;
  readonly proposal: WeightProposal;
  readonly review: readonly IndicatorReview[];
  readonly chances: Chances;
  readonly plays: readonly PlayOutcome[];
}

/**
 * The check of a portal: its stored scores against what became of its customers, whether other weights would have been
 * better, what chances can be foretold, and what followed the plays. Reads only.
 * @throws AppError `not-found` before the first run.
 */
export async function portalProof(given: ProofDeps): Promise<PortalProof> {
  const deps = await withPortalSettings(given);
  const until = await lastScoredDay(deps);
  if (until === null) {
    throw new AppError(
      'not-found',
      'Nothing was scored yet, so nothing can be judged; run "pulso sync" first.',
    );
  }
  const since = addDays(until, -PROOF_DAYS);
  const outcomes = await loadOutcomes(deps, until, deps.settings.exchange);
  const input = await loadStoredPanel(deps, { since, until, outcomes });
  const knownUntil = dayNumber(until);
  const currentOf = (segment: string) =>
    sharesOf(portalModel(deps.settings, segment === '' ? null : segment));
  const current = currentOf('');
  const proposal = proposeWeights(input, current, { knownUntil, currentOf });
  return {
    until,
    model: portalModel(deps.settings, null),
    outcomes,
    backtest: backtest(input.panel, { knownUntil }),
    proposal,
    review: reviewIndicators(input, current, proposal.fitted, { knownUntil }),
    chances: learnChances(input, outcomes, knownUntil),
    plays: playOutcomes(await loadPlayedAccounts(deps, { since, until, outcomes }), until),
  };
}
