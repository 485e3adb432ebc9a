import { companiesToPublish, portfolioSize } from '../../pipeline/pages.ts';
import { publishPortal } from '../../pipeline/publish.ts';
import { nextStep, progress, sameStepAfter, type Step } from './step.ts';

/** Companies compared in one turn: at most as many batches of 100 as HubSpot takes in a few seconds. */
const TURN = 2_000;

export const publishStep: Step = async (job, context) => {
  const { deps } = context;
  const companyIds = await companiesToPublish(deps, { after: job.after ?? null, limit: TURN });
  const last = companyIds.at(-1);
  if (last === undefined) return nextStep(job, 'act');
  const outcome = await publishPortal(deps, undefined, companyIds);
  context.signal.throwIfAborted();
  const written = outcome.companiesWritten;
  await progress(job, context, (job.run?.totals.written ?? 0) + written, await portfolioSize(deps));
  const added = { written, writeCalls: outcome.writeCalls, problems: outcome.rejected.length };
  return sameStepAfter(job, last, added);
};
