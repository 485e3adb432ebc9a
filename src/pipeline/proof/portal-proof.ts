import { AppError } from '../../errors.ts';
import { backtest, type Backtest } from '../../insights/backtest/backtest.ts';
import { proposeWeights, type WeightProposal } from '../../insights/weights/propose.ts';
import { type IndicatorReview, reviewIndicators } from '../../insights/weights/review.ts';
import { addDays, type Day, dayNumber } from '../../model/day.ts';
import { resolveModel } from '../../scoring/index.ts';
import { type PipelineDeps } from '../deps.ts';
import { sharesOf } from './model-shares.ts';
import { lastScoredDay, loadStoredPanel } from './stored-panel.ts';

/** How far back the stored scores are judged. */
const PROOF_DAYS = 730;

export interface PortalProof {
  /** Last day with scores: outcomes are known until then. */
  readonly until: Day;
  readonly backtest: Backtest;
  readonly proposal: WeightProposal;
  readonly review: readonly IndicatorReview[];
}

/**
 * The weekly check of a portal: its stored scores against what became of its customers, and whether other weights
 * would have been better. Reads only.
 * @throws AppError `not-found` before the first run.
 */
export async function portalProof(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>,
): Promise<PortalProof> {
  const until = await lastScoredDay(deps);
  if (until === null) {
    throw new AppError(
      'not-found',
      'Nothing was scored yet, so nothing can be judged; run "pulso sync" first.',
    );
  }
  const input = await loadStoredPanel(deps, { since: addDays(until, -PROOF_DAYS), until });
  const current = sharesOf(resolveModel({}, deps.settings.modelId));
  const knownUntil = dayNumber(until);
  const proposal = proposeWeights(input, current, { knownUntil });
  return {
    until,
    backtest: backtest(input.panel, { knownUntil }),
    proposal,
    review: reviewIndicators(input, current, proposal.fitted, { knownUntil }),
  };
}
