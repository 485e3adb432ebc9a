import { type CardAnswer, type CardRequest } from '../../model/card-actions.ts';
import { addAudit } from '../../store/audit.ts';
import { addPulse } from '../../store/pulses.ts';
import { type PipelineDeps } from '../deps.ts';
import { actorOf, type Caller, rescore, storedHealth } from './action.ts';

/** Stores a CSM's judgement and scores the company with it. */
export async function logPulse(
  deps: PipelineDeps,
  { companyId, requestId, score, reason }: CardRequest<'logPulse'>,
  caller: Caller,
): Promise<CardAnswer> {
  await storedHealth(deps, companyId);
  const at = deps.clock().toISOString();
  const { author } = caller;
  await deps.db.transaction().execute(async (transaction) => {
    const pulse = { companyId, id: requestId, score, reason, author, at };
    if (!(await addPulse(transaction, deps.portalId, pulse))) return;
    const entry = { actor: actorOf(caller), action: 'pulse.logged', subject: companyId };
    await addAudit(transaction, deps.portalId, { ...entry, detail: { id: requestId, score } });
  });
  return rescore(deps, companyId);
}
