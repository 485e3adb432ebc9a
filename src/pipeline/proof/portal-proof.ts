import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type PipelineDeps } from '../deps.ts';
import { withPortalSettings } from '../portal-settings.ts';
import { Judge, type JudgeBrief, type PortalProof } from './judge.ts';
import { type PastPage, portalPast } from './portal-past.ts';
import { lastScoredDay } from './stored-panel.ts';

export type ProofDeps = Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>;

/**
 * What a check of the portal has to judge. The pages are read as they are asked for.
 * @throws AppError `not-found` before the first run.
 */
export async function caseOf(
  given: ProofDeps,
): Promise<{ readonly brief: JudgeBrief; readonly past: AsyncIterable<PastPage> }> {
  const deps = await withPortalSettings(given);
  const until = await lastScoredDay(deps);
  if (until === null) {
    throw new AppError('not-found', say('proof.nothing-scored'));
  }
  const { modelId, modelChanges } = deps.settings;
  const model = { modelId, ...(modelChanges === undefined ? {} : { modelChanges }) };
  return { brief: { until, model }, past: portalPast(deps, until) };
}

/**
 * The check of a portal in this thread, with everything it found. Reads only.
 * @throws AppError `not-found` before the first run.
 */
export async function portalProof(deps: ProofDeps): Promise<PortalProof> {
  const { brief, past } = await caseOf(deps);
  const judge = new Judge(brief);
  for await (const page of past) judge.add(page);
  return judge.finish();
}
