import type { Locale } from '../../model/bands.ts';
import type { HealthBreakdown, PlanStepWords } from '../../model/breakdown.ts';
import { dayOf } from '../../model/day.ts';
import type { PlannedTask } from '../../model/health-view.ts';
import { escapeHtml, paragraph } from './html.ts';

const HOUR_MS = 3_600_000;
const KEY = /^([^:]*):([^:]*):playbook:[^:]*:(.+)$/;

/** `portal:company:playbook:stabilise@2026-10-03:seat-activation`: starting the same playbook twice makes no task twice. */
export function playbookTaskKey(portalId: string, breakdown: HealthBreakdown, stepId: string): string {
  const { words, bandChangedAt, result } = breakdown;
  const since = bandChangedAt === null ? 'start' : dayOf(bandChangedAt);
  return `${portalId}:${result.companyId}:playbook:${words?.plan?.playbook ?? 'none'}@${since}:${stepId}`;
}

/** The step that the key of a playbook's task names; null for other keys. */
export function stepOfTask(key: string): string | null {
  return KEY.exec(key)?.[3] ?? null;
}

export interface TaskFacts {
  readonly portalId: string;
  readonly locale: Locale;
  readonly ownerId: string | null;
  readonly managerOwnerId: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The task of a step of the company's plan. */
export function playbookTask(
  step: PlanStepWords,
  breakdown: HealthBreakdown,
  { portalId, locale, ownerId, managerOwnerId, now }: TaskFacts,
): PlannedTask {
  return {
    key: playbookTaskKey(portalId, breakdown, step.id),
    companyId: breakdown.result.companyId,
    subject: step.title[locale],
    body: paragraph(escapeHtml(step.why[locale])) + paragraph(escapeHtml(step.detail[locale])),
    dueAt: new Date(now + step.dueHours * HOUR_MS).toISOString(),
    priority: step.dueHours <= 48 ? 'HIGH' : 'MEDIUM',
    ownerId: step.owner === 'manager' ? (managerOwnerId ?? ownerId) : ownerId,
  };
}

/** The steps asked for; all when none is named. Empty: there is no such step. */
export function stepsOfPlan({ words }: HealthBreakdown, ids: readonly string[] | undefined): PlanStepWords[] {
  const all = words?.plan?.steps ?? [];
  return ids === undefined ? all : all.filter(({ id }) => ids.includes(id));
}

/**
 * The steps that nobody has an open task for yet: a follow-up, or the plan of an earlier band, may have made one under
 * another key.
 */
export function stepsToStart(
  { tasks = [] }: HealthBreakdown,
  steps: readonly PlanStepWords[],
): PlanStepWords[] {
  const open = new Set(
    tasks.flatMap(({ stepId, status, taskId }) => (status === 'open' && taskId !== null ? [stepId] : [])),
  );
  return steps.filter(({ id }) => !open.has(id));
}
