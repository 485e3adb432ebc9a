import { dayOf } from '../../model/day.ts';
import { companiesToScore, portfolioSize } from '../../pipeline/pages.ts';
import { withPortalSettings } from '../../pipeline/portal-settings.ts';
import { scorePortal } from '../../pipeline/score.ts';
import { nextStep, progress, sameStepAfter, type Step } from './step.ts';

/** Companies scored in one turn: some seconds' work. */
const TURN = 1_000;

export const scoreStep: Step = async (job, context) => {
  const deps = await withPortalSettings(context.deps);
  const companyIds = await companiesToScore(deps, { after: job.after ?? null, limit: TURN });
  const last = companyIds.at(-1);
  if (last === undefined) return nextStep(job, 'publish');
  const asOf = job.run?.asOf ?? dayOf(deps.clock().getTime());
  const { scored } = await scorePortal(deps, { asOf, companyIds });
  context.signal.throwIfAborted();
  await progress(job, context, (job.run?.totals.scored ?? 0) + scored, await portfolioSize(deps));
  return sameStepAfter(job, last, { scored });
};
