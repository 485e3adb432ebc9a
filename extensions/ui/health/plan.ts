import type { HealthBreakdown, PlanStepWords } from '../../../src/model/breakdown.ts';

/** Step id → how its newest task stands; steps without a task are absent. */
export function tasksByStep({ tasks, words }: HealthBreakdown): ReadonlyMap<string, 'open' | 'done'> {
  const steps = new Set(words?.plan?.steps.map(({ id }) => id));
  const newestLast = [...(tasks ?? [])].reverse().filter(({ stepId }) => steps.has(stepId));
  return new Map(newestLast.map(({ stepId, status }) => [stepId, status]));
}

/** Steps of the plan that have no task yet. */
export function stepsToCreate(detail: HealthBreakdown): PlanStepWords[] {
  const tasks = tasksByStep(detail);
  return (detail.words?.plan?.steps ?? []).filter(({ id }) => !tasks.has(id));
}
