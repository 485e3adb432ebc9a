import { daysBetween, dayOf } from '../../model/day.ts';
import { type ProofView } from '../../model/proof.ts';
import { loadLatestProof, saveProof } from '../../store/proofs.ts';
import { type PipelineDeps } from '../deps.ts';
import { earnedModels } from './chances.ts';
import { changesFor } from './model-shares.ts';
import { portalProof, type ProofDeps } from './portal-proof.ts';
import { proofView } from './proof-view.ts';
import { lastScoredDay } from './stored-panel.ts';

/** Days between two checks. */
const EVERY_DAYS = 7;

type CheckDeps = ProofDeps & Pick<PipelineDeps, 'clock'>;

/**
 * Checks a portal's scores against what became of its customers and keeps what was found: figures, proposed weights and
 * the probabilities that were earned.
 * @throws AppError `not-found` before the first run.
 */
export async function checkPortal(deps: CheckDeps): Promise<ProofView> {
  const proof = await portalProof(deps);
  const view = proofView(proof, deps.clock().toISOString());
  const { accepted, shares } = proof.proposal;
  await saveProof(deps.db, deps.portalId, {
    view,
    changes: accepted && shares !== null ? changesFor(shares, proof.model.id) : null,
    probabilities: earnedModels(proof.chances),
  });
  return view;
}

/** The weekly check, when it is due: nothing was ever checked, or a week ago. Null when it is not. */
export async function checkWhenDue(deps: CheckDeps): Promise<ProofView | null> {
  const scored = await lastScoredDay(deps);
  if (scored === null) return null;
  const latest = await loadLatestProof(deps.db, deps.portalId);
  const today = dayOf(deps.clock().getTime());
  if (latest !== null && daysBetween(dayOf(latest.view.checkedAt), today) < EVERY_DAYS) return null;
  return checkPortal(deps);
}
