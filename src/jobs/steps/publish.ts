import { portfolioSize } from '../../pipeline/pages.ts';
import { publishTurn } from '../../pipeline/publish.ts';
import { nextStep, progress, sameStepAfter, type Step } from './step.ts';

export const publishStep: Step = async (job, context) => {
  const { deps } = context;
  const { outcome, after } = await publishTurn(deps, job.after ?? null);
  context.signal.throwIfAborted();
  const written = outcome.companiesWritten;
  await progress(job, context, (job.run?.totals.written ?? 0) + written, await portfolioSize(deps));
  const added = { written, writeCalls: outcome.writeCalls, problems: outcome.rejected.length };
  return after === null ? nextStep(job, 'act', added) : sameStepAfter(job, after, added);
};
