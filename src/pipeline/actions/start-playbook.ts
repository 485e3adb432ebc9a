import { AppError } from '../../errors.ts';
import { type HealthBreakdown, type PlanStepWords } from '../../model/breakdown.ts';
import { type CardAnswer, type CardRequest } from '../../model/card-actions.ts';
import { type PlannedTask } from '../../model/health-view.ts';
import { createTasks } from '../../hubspot/tasks/index.ts';
import { escapeHtml, paragraph } from '../../scoring/playbooks/html.ts';
import { completeActs, pendingActs, planActs } from '../../store/acts.ts';
import { loadCompanies } from '../../store/companies.ts';
import { type PipelineDeps, type PipelineSettings } from '../deps.ts';
import { playbookTaskKey } from '../playbook-tasks.ts';
import { withPortalSettings } from '../portal-settings.ts';
import { rescore, storedHealth } from './action.ts';

const HOUR_MS = 3_600_000;

/**
 * Creates a task in HubSpot for each step of the company's plan. Tasks are planned in the store first and carry a
 * unique key in HubSpot, so that starting twice, or at the same moment, makes none twice.
 */
export async function startPlaybook(
  given: PipelineDeps,
  { companyId, steps }: CardRequest<'startPlaybook'>,
): Promise<CardAnswer> {
  const deps = await withPortalSettings(given);
  const { breakdown } = await storedHealth(deps, companyId);
  const wanted = stepsOf(breakdown, steps);
  const ownerId = await ownerOf(deps, companyId);
  const now = deps.clock().getTime();
  const planned = wanted.map((step) =>
    taskOf(step, breakdown, { ownerId, now, portalId: deps.portalId, settings: deps.settings }),
  );
  await planActs(deps.db, deps.portalId, planned);
  const keys = new Set(planned.map(({ key }) => key));
  const pending = (await pendingActs(deps.db, deps.portalId, companyId)).filter(({ key }) => keys.has(key));
  const outcome = await createTasks(deps.api, pending);
  await completeActs(deps.db, deps.portalId, [...outcome.created, ...outcome.existing]);
  const failed = outcome.failed[0];
  if (failed !== undefined) {
    throw new AppError(
      'upstream-rejected',
      `${outcome.created.length} tasks were created, but not all: ${failed.reason} Try again; none is made twice.`,
    );
  }
  const tasksCreated = outcome.created.length;
  return {
    ...(await rescore(deps, companyId)),
    done: { tasksCreated, tasksExisting: planned.length - tasksCreated },
  };
}

function stepsOf({ words }: HealthBreakdown, ids: readonly string[] | undefined): PlanStepWords[] {
  const all = words?.plan?.steps ?? [];
  const wanted = ids === undefined ? all : all.filter(({ id }) => ids.includes(id));
  if (wanted.length > 0) return wanted;
  throw new AppError('input-invalid', 'There is no such step in the plan. Load the card again.');
}

async function ownerOf({ db, portalId }: PipelineDeps, companyId: string): Promise<string | null> {
  const companies = await loadCompanies(db, portalId);
  return companies.find((each) => each.companyId === companyId)?.ownerId ?? null;
}

interface TaskFacts {
  readonly ownerId: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly portalId: string;
  readonly settings: PipelineSettings;
}

function taskOf(
  step: PlanStepWords,
  breakdown: HealthBreakdown,
  { ownerId, now, portalId, settings }: TaskFacts,
): PlannedTask {
  const { locale, managerOwnerId } = settings;
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
