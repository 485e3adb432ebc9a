import { AppError } from '../../src/errors.ts';
import { say } from '../../src/model/messages/message.ts';
import { createTasks, type KnownTask } from '../../src/hubspot/tasks/index.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { type CardAnswer, type CardRequest } from '../../src/model/card-actions.ts';
import { dayOf } from '../../src/model/day.ts';
import { type PlannedTask } from '../../src/model/health-view.ts';
import {
  playbookTask,
  stepOfTask,
  stepsOfPlan,
  stepsToStart,
} from '../../src/scoring/playbooks/playbook-task.ts';
import { healthOf, readScored, writeBreakdown } from '../lib/company.ts';
import { type Run } from '../lib/function.ts';
import { withMarker } from '../lib/markers.ts';
import { serviceFirst } from '../lib/service-first.ts';

const MAX_TASKS = 20;

/** Parameters and answer: `startPlaybook` of `src/model/card-actions.ts`. */
export const main = serviceFirst('startPlaybook', startPlaybook);

/** The unique key of a task in HubSpot is what makes starting twice harmless. */
async function startPlaybook(
  { companyId, steps }: CardRequest<'startPlaybook'>,
  { portal, now }: Run,
): Promise<CardAnswer> {
  const company = await readScored(portal, companyId);
  const { breakdown, basis, ownerId } = company;
  const wanted = stepsOfPlan(breakdown, steps);
  if (wanted.length === 0) {
    throw new AppError('input-invalid', say('action.no-step'));
  }
  const facts = { ...basis, ownerId, now: now.getTime() };
  const planned = stepsToStart(breakdown, wanted).map((step) => playbookTask(step, breakdown, facts));
  const outcome = await createTasks(portal, planned);
  const failed = outcome.failed[0];
  if (failed !== undefined) {
    throw new AppError(
      'upstream-rejected',
      say('action.tasks-incomplete', { created: outcome.created.length, reason: failed.reason }),
    );
  }
  const known = [...outcome.created, ...outcome.existing];
  const after = withTasks(breakdown, planned, known, now);
  if (after !== breakdown) await writeBreakdown(portal, company, after);
  const tasksCreated = outcome.created.length;
  return {
    ...healthOf(companyId, after),
    done: { tasksCreated, tasksExisting: wanted.length - tasksCreated },
  };
}

/** The card shows the tasks at once; whether they are done, the next run hears from HubSpot. */
function withTasks(
  breakdown: HealthBreakdown,
  planned: readonly PlannedTask[],
  known: readonly KnownTask[],
  now: Date,
): HealthBreakdown {
  const shown = new Set((breakdown.tasks ?? []).map(({ stepId }) => stepId));
  const ids = new Map(known.map(({ key, taskId }) => [key, taskId]));
  const added = planned.flatMap(({ key, subject }) => {
    const stepId = stepOfTask(key);
    if (stepId === null || shown.has(stepId)) return [];
    const taskId = ids.get(key) ?? null;
    return [{ stepId, taskId, subject, createdAt: now.toISOString(), status: 'open' as const }];
  });
  if (added.length === 0) return breakdown;
  const day = dayOf(now.getTime());
  const tasks = [...added, ...(breakdown.tasks ?? [])].slice(0, MAX_TASKS);
  const marked = breakdown.markers?.some((each) => each.kind === 'playbook' && each.day === day) ?? false;
  return marked
    ? { ...breakdown, tasks }
    : withMarker({ ...breakdown, tasks }, { day, kind: 'playbook', label: '' });
}
