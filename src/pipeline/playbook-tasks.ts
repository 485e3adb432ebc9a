import { type HealthBreakdown } from '../model/breakdown.ts';
import { type PlannedTask } from '../model/health-view.ts';
import { type RecordOf } from '../model/record.ts';
import { stepOfTask } from '../scoring/playbooks/playbook-task.ts';
import { type StoredAct } from '../store/acts.ts';

/** Tasks shown on a card. */
const MAX_TASKS = 20;

/**
 * The tasks that playbooks created for a company, newest first, with what HubSpot last said about them. Those that
 * somebody deleted there are none.
 */
export function playbookTasks(
  acts: readonly StoredAct[],
  known: readonly RecordOf<'task'>[],
): NonNullable<HealthBreakdown['tasks']> {
  const byKey = new Map(known.map((task) => [task.key, task]));
  const planned = acts.flatMap((act) => {
    const stepId = stepOfTask(act.key);
    if (stepId === null || act.deleted) return [];
    const { subject } = act.planned as PlannedTask;
    return [
      { stepId, taskId: act.taskId, subject, createdAt: act.createdAt, ...stateOf(byKey.get(act.key)) },
    ];
  });
  const keys = new Set(acts.map(({ key }) => key));
  // Functions of the app create tasks that the store hears of from HubSpot.
  const found = known.flatMap((task) => {
    const stepId = task.key === null || keys.has(task.key) ? null : stepOfTask(task.key);
    if (stepId === null) return [];
    const { id, subject, createdAt } = task;
    return [{ stepId, taskId: id, subject, createdAt, ...stateOf(task) }];
  });
  return [...planned, ...found]
    .sort((left, right) => (left.createdAt < right.createdAt ? 1 : -1))
    .slice(0, MAX_TASKS);
}

function stateOf(task: RecordOf<'task'> | undefined): { readonly status: 'open' | 'done' } {
  return { status: task?.status === 'COMPLETED' ? 'done' : 'open' };
}
