import { type HealthBreakdown } from '../model/breakdown.ts';
import { dayOf } from '../model/day.ts';
import { type PlannedTask } from '../model/health-view.ts';
import { type RecordOf } from '../model/record.ts';
import { type StoredAct } from '../store/acts.ts';

/** Tasks shown on a card. */
const MAX_TASKS = 20;
const PLAYBOOK_KEY = /^[^:]*:[^:]*:playbook:[^:]*:(.+)$/;

/** `portal:company:playbook:stabilise@2026-10-03:seat-activation`: starting the same playbook twice makes no task twice. */
export function playbookTaskKey(portalId: string, breakdown: HealthBreakdown, stepId: string): string {
  const { words, bandChangedAt, result } = breakdown;
  const since = bandChangedAt === null ? 'start' : dayOf(bandChangedAt);
  return `${portalId}:${result.companyId}:playbook:${words?.plan?.playbook ?? 'none'}@${since}:${stepId}`;
}

/** The tasks that playbooks created for a company, newest first, with what HubSpot last said about them. */
export function playbookTasks(
  acts: readonly StoredAct[],
  known: readonly RecordOf<'task'>[],
): NonNullable<HealthBreakdown['tasks']> {
  const byKey = new Map(known.map((task) => [task.key, task]));
  return acts
    .flatMap((act) => {
      const stepId = PLAYBOOK_KEY.exec(act.key)?.[1];
      if (stepId === undefined) return [];
      const task = byKey.get(act.key);
      return [
        {
          stepId,
          taskId: act.taskId,
          subject: (act.planned as PlannedTask).subject,
          createdAt: act.createdAt,
          status: task?.status === 'COMPLETED' ? ('done' as const) : ('open' as const),
        },
      ];
    })
    .sort((left, right) => (left.createdAt < right.createdAt ? 1 : -1))
    .slice(0, MAX_TASKS);
}
