import { addDays } from '../src/model/day.ts';
import { type UsageUserDay } from '../src/model/source.ts';
import { type World, type WorldActivity, type WorldCompany } from '../src/sandbox/world/types.ts';
import {
  FEATURES,
  parseEventName,
  WORKFLOW_COMPLETED_EVENT,
  WORKFLOW_STARTED_EVENT,
} from '../src/sandbox/world/vocabulary.ts';
import { monthOf, packMonth } from '../src/store/usage-month.ts';
import { type StoredUsage } from '../src/store/usage.ts';

const FEATURE_OF = new Map(FEATURES.map(({ id, event, depth }) => [event, { id, depth }]));
const SOURCE = 'amplitude';

/** The days that the sources cover, by source. */
export function coverageOf({ startDay, options }: World): Map<string, { from: string; to: string }> {
  return new Map([[SOURCE, { from: startDay, to: options.endDay }]]);
}

/** First day that each feature was seen at any customer. In a book of customers all are seen in the first days. */
export function featuresOf({ startDay }: World): Map<string, string> {
  return new Map(FEATURES.map(({ id }) => [id, startDay]));
}

/** What the usage sources store, month by month. */
export function usageOf(world: World, company: WorldCompany): StoredUsage[] {
  const months = Map.groupBy(userDaysOf(world, company), ({ chunk }) => monthOf(chunk));
  return [...months.values()].flatMap((rows) => {
    const month = packMonth(rows, null, { from: world.startDay, to: world.options.endDay });
    return month === null ? [] : [{ source: SOURCE, month }];
  });
}

/** A row for each user and day, as events are rolled up. Those whom the main analytics does not see are seen elsewhere. */
export function* userDaysOf(world: World, company: WorldCompany): Generator<UsageUserDay> {
  const elsewhere = company.usage.link === 'none';
  for (let day = world.startDay; day <= world.options.endDay; day = addDays(day, 1)) {
    const work = elsewhere ? world.work(company, day) : world.activity(company, day);
    for (const { userId, email, events } of work) {
      const who = { accountId: company.accountId, userId, email: email === '' ? null : email };
      yield { ...who, day, chunk: day, ...summed(events) };
    }
  }
}

type Summed = Omit<UsageUserDay, 'accountId' | 'userId' | 'email' | 'day' | 'chunk'>;

function summed(events: WorldActivity['events']): Summed {
  const sum = { events: 0, workflowsStarted: 0, workflowsCompleted: 0 };
  const features: Record<string, 'basic' | 'moderate' | 'advanced'> = {};
  const integrations: string[] = [];
  for (const { name, count } of events) {
    const { event, integration } = parseEventName(name);
    if (integration === null) sum.events += count;
    else integrations.push(integration);
    const feature = FEATURE_OF.get(event);
    if (feature !== undefined) features[feature.id] = feature.depth;
    if (event === WORKFLOW_STARTED_EVENT) sum.workflowsStarted += count;
    if (event === WORKFLOW_COMPLETED_EVENT) sum.workflowsCompleted += count;
  }
  return { ...sum, features, integrations };
}
