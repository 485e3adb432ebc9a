import { type ScoredBand } from '../model/bands.ts';
import { addDays, type Day, daysBetween } from '../model/day.ts';
import { type PlannedTask } from '../model/health-view.ts';
import { adoptTasks, createTasks, type ExpectedTask } from '../hubspot/tasks/index.ts';
import { compareBands } from '../scoring/bands/index.ts';
import { playbookOf } from '../scoring/index.ts';
import { plan } from '../scoring/playbooks/index.ts';
import { stepOfTask } from '../scoring/playbooks/playbook-task.ts';
import { PLAYBOOK_WORDS } from '../scoring/words/index.ts';
import { completeActs, loadActs, pendingActs, planActs, unshownActs } from '../store/acts.ts';
import { loadCompanies } from '../store/companies.ts';
import { chunksOf } from '../store/bulk.ts';
import { bandsChangedSince, loadHealth } from '../store/health.ts';
import { type Message } from '../model/messages/message.ts';
import { type PipelineDeps } from './deps.ts';
import { followUpTasks } from './proof/follow-up-tasks.ts';

/** A fall further back is history: on a first sync nobody wants a task for last spring. */
export const NEWS_DAYS = 30;

/** Tasks this old were shown by a daily run. */
const SHOW_DAYS = 2;

/** Healths looked at at a time. */
const PAGE = 500;

export interface ActOutcome {
  readonly tasksCreated: number;
  readonly failed: readonly { readonly key: string; readonly reason: Message }[];
  /** Companies whose card does not list all of them yet. */
  readonly toShow: readonly string[];
}

/**
 * One task for each company whose published band fell lately, and one for each fresh NPS answer and contraction.
 * Planned tasks are stored before they are created and carry a unique key in HubSpot, so that neither a crash nor a
 * second worker makes two. Where workflows create the tasks of bands, theirs are given that key, and only what was
 * planned before that choice is finished.
 */
export async function actOnNews(
  deps: Pick<PipelineDeps, 'db' | 'portalId' | 'api' | 'settings'>,
  asOf: Day,
): Promise<ActOutcome> {
  const falls = await fallsOf(deps, asOf);
  if (deps.settings.tasks === 'workflow') await adopt(deps, falls);
  else
    await planActs(
      deps.db,
      deps.portalId,
      falls.map(({ task }) => task),
    );
  await planActs(deps.db, deps.portalId, await followUpTasks(deps, asOf));
  const pending = await pendingActs(deps.db, deps.portalId);
  const outcome = await createTasks(deps.api, pending);
  await completeActs(deps.db, deps.portalId, [...outcome.created, ...outcome.existing]);
  // Not only those just created: an earlier try may have been broken off before it showed its own.
  const unshown = await unshownActs(deps.db, deps.portalId, SHOW_DAYS);
  const onCards = unshown.filter(({ key }) => stepOfTask(key) !== null);
  return {
    tasksCreated: outcome.created.length,
    failed: outcome.failed,
    toShow: [...new Set(onCards.map(({ companyId }) => companyId))],
  };
}

/** A fall of a band and the task that it calls for. */
interface Fall {
  readonly task: PlannedTask;
  readonly to: ScoredBand;
  readonly changedAt: string;
}

/** Remembers the tasks that workflows made of falls as the tasks of these falls. */
async function adopt(
  { db, portalId, api, settings }: Pick<PipelineDeps, 'db' | 'portalId' | 'api' | 'settings'>,
  falls: readonly Fall[],
): Promise<void> {
  const acts = await loadActs(db, portalId, [...new Set(falls.map(({ task }) => task.companyId))]);
  const known = new Set([...acts.values()].flat().map(({ key }) => key));
  const unknown = falls.filter(({ task }) => !known.has(task.key));
  const expected = unknown.flatMap(({ task: { key, companyId }, to, changedAt }): ExpectedTask[] => {
    const playbook = playbookOf(to);
    if (playbook === null) return [];
    return [{ key, companyId, subjectStart: PLAYBOOK_WORDS[playbook][settings.locale], since: changedAt }];
  });
  const adopted = await adoptTasks(api, expected);
  const keys = new Set(adopted.map(({ key }) => key));
  await planActs(
    db,
    portalId,
    unknown.flatMap(({ task }) => (keys.has(task.key) ? [task] : [])),
  );
  await completeActs(db, portalId, adopted);
}

async function fallsOf(
  { db, portalId, settings }: Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>,
  asOf: Day,
): Promise<Fall[]> {
  const falls: Fall[] = [];
  const changed = await bandsChangedSince(db, portalId, addDays(asOf, -NEWS_DAYS));
  for (const ids of chunksOf(changed, PAGE)) {
    falls.push(...(await fallsAmong({ db, portalId, settings }, ids, asOf)));
  }
  return falls;
}

async function fallsAmong(
  { db, portalId, settings }: Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>,
  ids: readonly string[],
  asOf: Day,
): Promise<Fall[]> {
  const companies = new Map((await loadCompanies(db, portalId, ids)).map((each) => [each.companyId, each]));
  const falls: Fall[] = [];
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
    if ('task' in planned) falls.push({ task: planned.task, to, changedAt: bandChangedAt });
  }
  return falls;
}
