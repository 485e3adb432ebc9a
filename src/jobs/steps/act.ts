import { dayOf } from '../../model/day.ts';
import { actOnNews } from '../../pipeline/act.ts';
import { withPortalSettings } from '../../pipeline/portal-settings.ts';
import { closeRun } from '../../pipeline/run-book.ts';
import { showTasks } from '../../pipeline/show-tasks.ts';
import { alertOnFalls, type Step } from './step.ts';

/** Creates the tasks of bands that fell and of answers to follow up, and closes the run. */
export const actStep: Step = async (job, context) => {
  const deps = await withPortalSettings(context.deps);
  const asOf = job.run?.asOf ?? dayOf(deps.clock().getTime());
  const { tasksCreated, failed, toShow } = await actOnNews(deps, asOf);
  const shown = await showTasks(deps, asOf, toShow);
  await alertOnFalls(context);
  if (job.run !== undefined) {
    const { totals } = job.run;
    const summary = {
      ...totals,
      tasksCreated,
      problems: totals.problems + failed.length + shown.rejected.length,
    };
    await closeRun(deps, job.run.id, { summary, error: null });
  }
  return null;
};
