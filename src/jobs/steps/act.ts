import { dayOf } from '../../model/day.ts';
import { actOnBandChanges } from '../../pipeline/act.ts';
import { withPortalSettings } from '../../pipeline/portal-settings.ts';
import { closeRun } from '../../pipeline/run-book.ts';
import { alertOnFalls, type Step } from './step.ts';

/** Creates the tasks of bands that fell and closes the run. */
export const actStep: Step = async (job, context) => {
  const deps = await withPortalSettings(context.deps);
  const asOf = job.run?.asOf ?? dayOf(deps.clock().getTime());
  const { tasksCreated, failed } = await actOnBandChanges(deps, asOf);
  await alertOnFalls(context, asOf);
  if (job.run !== undefined) {
    const { totals } = job.run;
    const summary = { ...totals, tasksCreated, problems: totals.problems + failed.length };
    await closeRun(deps, job.run.id, { summary, error: null });
  }
  return null;
};
