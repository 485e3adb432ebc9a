import { type CardAnswer, type CardRequest } from '../../model/card-actions.ts';
import { addPulse } from '../../store/pulses.ts';
import { type PipelineDeps } from '../deps.ts';
import { type Caller, rescore, storedHealth } from './action.ts';

/** Stores a CSM's judgement and scores the company with it. */
export async function logPulse(
  deps: PipelineDeps,
  { companyId, requestId, score, reason }: CardRequest<'logPulse'>,
  { author }: Caller,
): Promise<CardAnswer> {
  await storedHealth(deps, companyId);
  const at = deps.clock().toISOString();
  await addPulse(deps.db, deps.portalId, { companyId, id: requestId, score, reason, author, at });
  return rescore(deps, companyId);
}
