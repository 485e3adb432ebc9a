import { dayOf } from '../../model/day.ts';
import { openRun } from '../../pipeline/run-book.ts';
import { NO_TOTALS } from '../job.ts';
import { type Step } from './step.ts';

/** Opens a run, one however often the job is done; a portal that has one under way gets no second. `backfill` reads every source from the start. */
export const startRunStep: Step = async ({ portalId, kind }, { deps, jobName }) => {
  const id = await openRun(deps, kind, jobName);
  if (id === null) return null;
  const asOf = dayOf(deps.clock().getTime());
  const run = { id, asOf, full: kind === 'backfill', totals: NO_TOTALS };
  return { portalId, kind: 'provision', run };
};
