import { type Day } from '../model/day.ts';
import { LOCALES } from '../model/bands.ts';
import { type Message } from '../model/messages/message.ts';
import { adoptTasks, createTasks, type ExpectedTask } from '../hubspot/tasks/index.ts';
import { playbookOf } from '../scoring/index.ts';
import { stepOfTask } from '../scoring/playbooks/playbook-task.ts';
import { PLAYBOOK_WORDS } from '../scoring/words/index.ts';
import { completeActs, loadActs, pendingActs, planActs, replanActs, unshownActs } from '../store/acts.ts';
import { movedBands, saveActedBands } from '../store/health.ts';
import { type PipelineDeps } from './deps.ts';
import { type Fall, recentFalls } from './falls.ts';
import { followUpTasks } from './proof/follow-up-tasks.ts';

/** Tasks this old were shown by a daily run. */
const SHOW_DAYS = 2;

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'api' | 'settings'>;

export interface TasksMade {
  readonly tasksCreated: number;
  readonly failed: readonly { readonly key: string; readonly reason: Message }[];
}

export interface ActOutcome extends TasksMade {
  /** Companies whose card does not list all of them yet. */
  readonly toShow: readonly string[];
}

/**
 * One task for each company whose published band fell lately, and one for each fresh NPS answer and contraction.
 * Planned tasks are stored before they are created and carry a unique key in HubSpot, so that neither a crash nor a
 * second worker makes two. Where workflows create the tasks of bands, theirs are given that key, and only what was
 * planned before that choice is finished.
 */
export async function actOnNews(deps: Deps, asOf: Day): Promise<ActOutcome> {
  await planFalls(deps, asOf, null);
  await planActs(deps.db, deps.portalId, await followUpTasks(deps, asOf));
  const made = await createPending(deps);
  // Not only those just created: an earlier try may have been broken off before it showed its own.
  const unshown = await unshownActs(deps.db, deps.portalId, SHOW_DAYS);
  const onCards = unshown.filter(({ key }) => stepOfTask(key) !== null);
  return { ...made, toShow: [...new Set(onCards.map(({ companyId }) => companyId))] };
}

/**
 * The tasks of falls of these companies alone, whose bands were published between two runs: by the next run they may
 * have changed again.
 */
export async function actOnFalls(deps: Deps, asOf: Day, companyIds: readonly string[]): Promise<TasksMade> {
  await planFalls(deps, asOf, companyIds);
  return createPending(deps, companyIds);
}

async function createPending(
  { db, portalId, api }: Deps,
  companyIds?: readonly string[],
): Promise<TasksMade> {
  const outcome = await createTasks(api, await pendingActs(db, portalId, companyIds));
  await completeActs(db, portalId, [...outcome.created, ...outcome.existing]);
  return { tasksCreated: outcome.created.length, failed: outcome.failed };
}

async function planFalls(deps: Deps, asOf: Day, companyIds: readonly string[] | null): Promise<void> {
  const { db, portalId, settings } = deps;
  const moved = new Map(
    (await movedBands(db, portalId, companyIds)).map((each) => [each.companyId, each] as const),
  );
  const { falls, undecided } = await recentFalls(deps, asOf, moved, companyIds);
  const tasks = falls.map(({ task }) => task);
  if (settings.tasks === 'workflow') {
    await adopt(deps, falls);
    await replanActs(db, portalId, tasks);
  } else {
    // A fall that was acted on and has no task here yet was left to a workflow, which has made one since.
    await adopt(
      deps,
      falls.filter(({ task }) => !moved.has(task.companyId)),
    );
    await planActs(db, portalId, tasks);
  }
  const decided = [...moved.values()].filter(({ companyId }) => !undecided.has(companyId));
  await saveActedBands(db, portalId, decided);
}

/** Remembers the tasks that workflows made of falls as the tasks of these falls. */
async function adopt({ db, portalId, api }: Deps, falls: readonly Fall[]): Promise<void> {
  if (falls.length === 0) return;
  const acts = await loadActs(db, portalId, [...new Set(falls.map(({ task }) => task.companyId))]);
  const known = new Set([...acts.values()].flat().map(({ key }) => key));
  const unknown = falls.filter(({ task }) => !known.has(task.key));
  const expected = unknown.flatMap(({ task: { key, companyId }, to, changedAt }): ExpectedTask[] => {
    const playbook = playbookOf(to);
    if (playbook === null) return [];
    // In any language: a workflow keeps the one that it was created in.
    const subjectStarts = LOCALES.map((locale) => PLAYBOOK_WORDS[playbook][locale]);
    return [{ key, companyId, subjectStarts, since: changedAt }];
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
