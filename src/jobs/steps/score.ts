import { dayOf } from '../../model/day.ts';
import { companiesToScore, partEnds, portfolioSize } from '../../pipeline/pages.ts';
import { withPortalSettings } from '../../pipeline/portal-settings.ts';
import { scorePortal } from '../../pipeline/score.ts';
import { notePart } from '../../pipeline/run-book.ts';
import { type JobData } from '../job.ts';
import { nextStep, progress, sameStepAfter, type Step, type StepContext } from './step.ts';

/** Companies scored in one turn: some seconds' work. */
const TURN = 1_000;

/** Scores the next companies; a large portfolio is first divided into parts that workers take on side by side. */
export const scoreStep: Step = async (job, context) => {
  const deps = await withPortalSettings(context.deps);
  if (job.run !== undefined && job.part === undefined && job.after === undefined) {
    const ends = await partEnds(deps, { most: context.scoreParts ?? 1, least: TURN });
    if (ends.length > 1) return ends.map((_, index) => partOf(job, ends, index));
  }
  const page = { after: job.after ?? null, limit: TURN, to: job.part?.to ?? null };
  const companyIds = await companiesToScore(deps, page);
  const last = companyIds.at(-1);
  if (last === undefined) return ended(job, context);
  const asOf = job.run?.asOf ?? dayOf(deps.clock().getTime());
  const { scored } = await scorePortal(deps, { asOf, companyIds });
  context.signal.throwIfAborted();
  const next = sameStepAfter(job, last, { scored });
  await progress(next, context, await scoredBy(next, context), await portfolioSize(deps));
  return next;
};

/** From behind the end of the part before to its own; the last one to the end of the portfolio. */
function partOf(job: JobData, ends: readonly string[], index: number): JobData {
  const isLast = index === ends.length - 1;
  const after = ends[index - 1];
  return {
    ...job,
    ...(after === undefined ? {} : { after }),
    part: { index, of: ends.length, to: isLast ? null : (ends[index] ?? null) },
  };
}

/** Companies that the run has scored so far, by all parts together. */
async function scoredBy({ run, part }: JobData, { deps }: StepContext): Promise<number> {
  const scored = run?.totals.scored ?? 0;
  if (run === undefined || part === undefined) return scored;
  return (await notePart(deps, run.id, { index: part.index, scored, ended: false })).scored;
}

/** The part that ends last goes on with the run, also when it was given up in between and put back to work. */
async function ended(job: JobData, { deps }: StepContext): Promise<JobData | null> {
  if (job.run === undefined || job.part === undefined) return nextStep(job, 'publish');
  const { totals } = job.run;
  const state = { index: job.part.index, scored: totals.scored, ended: true };
  const all = await notePart(deps, job.run.id, state);
  if (all.ended < job.part.of) return null;
  return nextStep(job, 'publish', { scored: all.scored - totals.scored });
}
