import { daysBetween, dayOf } from '../../model/day.ts';
import { type ProofView } from '../../model/proof.ts';
import { loadLatestProof, saveProof } from '../../store/proofs.ts';
import { type PipelineDeps } from '../deps.ts';
import { judgeInThread, type JudgeThreadOptions } from './judge-thread.ts';
import { caseOf, type ProofDeps } from './portal-proof.ts';
import { lastScoredDay } from './stored-panel.ts';

/** Days between two checks. */
const EVERY_DAYS = 7;

type CheckDeps = ProofDeps & Pick<PipelineDeps, 'clock'>;

/**
 * Checks a portal's scores against what became of its customers and keeps what was found, all of it or nothing:
 * figures, proposed weights and the probabilities that were earned. The computing happens in a thread of its own.
 * @throws AppError `not-found` before the first run, `cancelled` and `internal` as {@link judgeInThread} does.
 */
export async function checkPortal(deps: CheckDeps, options: JudgeThreadOptions = {}): Promise<ProofView> {
  const { brief, past } = await caseOf(deps);
  const proof = await judgeInThread({ brief, checkedAt: deps.clock().toISOString() }, past, options);
  await saveProof(deps.db, deps.portalId, proof);
  return proof.view;
}

/** The weekly check, when it is due: nothing was ever checked, or a week ago. Null when it is not. */
export async function checkWhenDue(
  deps: CheckDeps,
  options: JudgeThreadOptions = {},
): Promise<ProofView | null> {
  const scored = await lastScoredDay(deps);
  if (scored === null) return null;
  const latest = await loadLatestProof(deps.db, deps.portalId);
  const today = dayOf(deps.clock().getTime());
  if (latest !== null && daysBetween(dayOf(latest.view.checkedAt), today) < EVERY_DAYS) return null;
  return checkPortal(deps, options);
}
