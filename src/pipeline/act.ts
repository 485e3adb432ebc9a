import { type ScoredBand } from '../model/bands.ts';
import { type Day, daysBetween } from '../model/day.ts';
import { type PlannedTask } from '../model/health-view.ts';
import { createTasks } from '../hubspot/tasks/index.ts';
import { compareBands } from '../scoring/bands/index.ts';
import { plan } from '../scoring/playbooks/index.ts';
import { completeActs, pendingActs, planActs } from '../store/acts.ts';
import { loadCompanies } from '../store/companies.ts';
import { pageWithHealth } from '../store/company-pages.ts';
import { loadHealth } from '../store/health.ts';
import { type PipelineDeps } from './deps.ts';

/** A fall further back is history: on a first sync nobody wants a task for last spring. */
export const NEWS_DAYS = 30;

/** Healths looked at at a time. */
const PAGE = 500;

export interface ActOutcome {
  readonly tasksCreated: number;
  readonly failed: readonly { readonly key: string; readonly reason: string }[];
}

/**
 * One task for each company whose published band fell lately. Planned tasks are stored before they are created
 * and carry a unique key in HubSpot, so that neither a crash nor a second worker makes two. Where workflows create the
 * tasks, only what was planned before that choice is finished.
 */
export async function actOnBandChanges(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'api' | 'settings'>,
  asOf: Day,
): Promise<ActOutcome> {
  if (deps.settings.tasks !== 'workflow') {
    await planActs(deps.db, deps.portalId, await plannedTasks(deps, asOf));
  }
  const pending = await pendingActs(deps.db, deps.portalId);
  if (pending.length === 0) return { tasksCreated: 0, failed: [] };
  const outcome = await createTasks(deps.api, pending);
  await completeActs(deps.db, deps.portalId, [...outcome.created, ...outcome.existing]);
  return { tasksCreated: outcome.created.length, failed: outcome.failed };
}

async function plannedTasks(
  { db, portalId, settings }: Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>,
  asOf: Day,
): Promise<PlannedTask[]> {
  const tasks: PlannedTask[] = [];
  for (let after: string | null = null; ;) {
    const ids = await pageWithHealth(db, portalId, { after, limit: PAGE });
    const last = ids.at(-1);
    if (last === undefined) return tasks;
    tasks.push(...(await tasksFor({ db, portalId, settings }, ids, asOf)));
    after = last;
  }
}

async function tasksFor(
  { db, portalId, settings }: Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>,
  ids: readonly string[],
  asOf: Day,
): Promise<PlannedTask[]> {
  const companies = new Map((await loadCompanies(db, portalId, ids)).map((each) => [each.companyId, each]));
  const tasks: PlannedTask[] = [];
  for (const { companyId, breakdown } of (await loadHealth(db, portalId, ids)).values()) {
    const company = companies.get(companyId);
    const { publishedBand, previousBand, bandChangedAt } = breakdown;
    if (company === undefined || previousBand === null || bandChangedAt === null) continue;
    if (previousBand === 'unknown' || publishedBand === 'unknown') continue;
    const from = previousBand as ScoredBand;
    const to = publishedBand as ScoredBand;
    if (compareBands(to, from) >= 0 || daysBetween(bandChangedAt, asOf) > NEWS_DAYS) continue;
    const planned = plan({
      result: breakdown.result,
      company: {
        companyId,
        name: company.name ?? companyId,
        ownerId: company.ownerId,
        managerId: settings.managerOwnerId,
      },
      change: { from, to, changedAt: bandChangedAt },
      portalId,
      asOf,
      locale: settings.locale,
      model: breakdown.model,
      playbooks: settings.playbooks,
    });
    if ('task' in planned) tasks.push(planned.task);
  }
  return tasks;
}
