import { addDays, type Day } from '../../model/day.ts';
import { FOLLOW_UPS } from '../../model/follow-ups.ts';
import { type PlannedTask } from '../../model/health-view.ts';
import { type RecordKind } from '../../model/record.ts';
import { followUpTask, isTaskOf, occasionOfTask } from '../../scoring/playbooks/follow-up-task.ts';
import { loadActs, type StoredAct } from '../../store/acts.ts';
import { companiesWithNews } from '../../store/news.ts';
import { lostOn } from '../assemble/assemble.ts';
import { type CompanyFacts } from '../assemble/facts.ts';
import { type PipelineDeps } from '../deps.ts';
import { factsOf } from './each-company.ts';
import { FOLLOW_UP_DAYS, type FollowUp, followUps } from './follow-ups.ts';

/** Companies in memory at a time. */
const PAGE = 200;
const KINDS: readonly RecordKind[] = ['subscription', 'invoice', 'mrr', 'survey', 'deal', 'task'];

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>;

/**
 * The tasks that the follow-up rules of S4 call for: current customers with a fresh NPS answer or contraction. None
 * where a task of the same play is open already, for one call answers both.
 */
export async function followUpTasks(deps: Deps, asOf: Day): Promise<PlannedTask[]> {
  const { db, portalId, settings } = deps;
  const kinds = new Set(settings.followUps ?? FOLLOW_UPS);
  if (kinds.size === 0) return [];
  const days = { from: addDays(asOf, -FOLLOW_UP_DAYS), to: asOf };
  const ids = await companiesWithNews(db, portalId, days);
  const tasks: PlannedTask[] = [];
  for (let start = 0; start < ids.length; start += PAGE) {
    const page = await factsOf(deps, ids.slice(start, start + PAGE), KINDS);
    const acts = await loadActs(
      db,
      portalId,
      page.map(({ company }) => company.companyId),
    );
    for (const facts of page.filter((each) => isCustomer(deps, each, asOf))) {
      const known = acts.get(facts.company.companyId) ?? [];
      for (const each of followUps(facts, asOf, settings.exchange ?? null)) {
        if (!kinds.has(each.kind)) continue;
        const { ownerId } = facts.company;
        const task = followUpTask(each, { portalId, locale: settings.locale, ownerId, asOf });
        // Its own plan is no task yet, and is planned anew: the owner may be another by now.
        const others = known.filter(({ key, taskId }) => key !== task.key || taskId !== null);
        if (!isUnderWay(each, facts, others, days.from)) tasks.push(task);
      }
    }
  }
  return tasks;
}

/** A contract that is cancelled for a day to come still runs. */
function isCustomer({ settings }: Deps, facts: CompanyFacts, asOf: Day): boolean {
  const lost = lostOn(facts, asOf);
  return (
    settings.customerStages.includes(facts.company.lifecycleStage ?? '') && (lost === null || lost > asOf)
  );
}

/**
 * Somebody has such a task to do. One that HubSpot has not told of yet counts while what called for it is news: a person
 * may also have deleted it.
 */
function isUnderWay(
  { kind }: FollowUp,
  { records }: CompanyFacts,
  acts: readonly StoredAct[],
  newsSince: Day,
): boolean {
  const tasks = records.task ?? [];
  const told = new Set(tasks.map(({ key }) => key));
  const isNews = (key: string) => (occasionOfTask(key) ?? '') >= newsSince;
  return (
    tasks.some(({ key, status }) => isTaskOf(kind, key) && status !== 'COMPLETED') ||
    acts.some(({ key }) => isTaskOf(kind, key) && !told.has(key) && isNews(key))
  );
}
