import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type CardAnswer, type CardRequest } from '../../model/card-actions.ts';
import { createTasks } from '../../hubspot/tasks/index.ts';
import { playbookTask, stepsOfPlan, stepsToStart } from '../../scoring/playbooks/playbook-task.ts';
import { addAudit } from '../../store/audit.ts';
import { completeActs, forgetDeletedActs, pendingActs, planActs } from '../../store/acts.ts';
import { loadCompanies } from '../../store/companies.ts';
import { type PipelineDeps } from '../deps.ts';
import { withPortalSettings } from '../portal-settings.ts';
import { actorOf, type Caller, rescore, storedHealth } from './action.ts';

/**
 * Creates a task in HubSpot for each step of the company's plan. Tasks are planned in the store first and carry a
 * unique key in HubSpot, so that starting twice, or at the same moment, makes none twice.
 */
export async function startPlaybook(
  given: PipelineDeps,
  { companyId, steps }: CardRequest<'startPlaybook'>,
  caller: Caller,
): Promise<CardAnswer> {
  const deps = await withPortalSettings(given);
  const { breakdown } = await storedHealth(deps, companyId);
  const wanted = stepsOfPlan(breakdown, steps);
  if (wanted.length === 0) {
    throw new AppError('input-invalid', say('action.no-step'));
  }
  const ownerId = await ownerOf(deps, companyId);
  const now = deps.clock().getTime();
  const planned = stepsToStart(breakdown, wanted).map((step) =>
    playbookTask(step, breakdown, { ...deps.settings, portalId: deps.portalId, ownerId, now }),
  );
  const keys = new Set(planned.map(({ key }) => key));
  await deps.db.transaction().execute(async (transaction) => {
    // Whoever starts a step whose task was deleted wants it back.
    await forgetDeletedActs(transaction, deps.portalId, [...keys]);
    const added = await planActs(transaction, deps.portalId, planned);
    if (added === 0) return;
    const entry = { actor: actorOf(caller), action: 'playbook.started', subject: companyId };
    await addAudit(transaction, deps.portalId, { ...entry, detail: { tasks: added } });
  });
  const pending = (await pendingActs(deps.db, deps.portalId, [companyId])).filter(({ key }) => keys.has(key));
  const outcome = await createTasks(deps.api, pending);
  await completeActs(deps.db, deps.portalId, [...outcome.created, ...outcome.existing]);
  const failed = outcome.failed[0];
  if (failed !== undefined) {
    throw new AppError(
      'upstream-rejected',
      say('action.tasks-incomplete', { created: outcome.created.length, reason: failed.reason }),
    );
  }
  const tasksCreated = outcome.created.length;
  return {
    ...(await rescore(deps, companyId)),
    done: { tasksCreated, tasksExisting: wanted.length - tasksCreated },
  };
}

async function ownerOf({ db, portalId }: PipelineDeps, companyId: string): Promise<string | null> {
  const [company] = await loadCompanies(db, portalId, [companyId]);
  return company?.ownerId ?? null;
}
