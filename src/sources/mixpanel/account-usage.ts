import { addDays, type Day, dayFromNumber, dayNumber, dayOf } from '../../model/day.ts';
import { type UsageSignals } from '../../model/signals.ts';
import { classifier } from '../amplitude/classify.ts';
import { eventMapping } from '../amplitude/mapping.ts';
import { type SourceDeps } from '../http/deps.ts';
import { linesOf } from '../http/lines.ts';
import { type Answer } from '../http/request.ts';
import { errorForNetwork } from '../http/upstream-error.ts';
import { exportDays, MIXPANEL } from './api.ts';
import type { MixpanelConfig } from './index.ts';
import { lastCoveredDay, projectCalendar } from './project-days.ts';
import { readEvent } from './read-event.ts';

/** Six windows of 30 days, as the nightly run looks at. */
const WINDOWS = 6;
const WINDOW_DAYS = 30;

export interface AccountUsageRequest {
  /** Values of the group key that are this company. */
  readonly accountIds: readonly string[];
  /** First day that counts: before it the company was no customer, or nothing is known. */
  readonly since: Day;
  readonly now: Date;
  readonly signal: AbortSignal;
}

export type AccountUsage = Required<Pick<UsageSignals, 'coverage' | 'daily' | 'users'>>;

/**
 * Who of one company used the product on which day, straight from the raw export, filtered by Mixpanel. Nothing is
 * stored and no file is written, so that a function with little memory can do it.
 */
export async function readAccountUsage(
  config: Omit<MixpanelConfig, 'dataGroupId'>,
  { accountIds, since, now, signal }: AccountUsageRequest,
  deps: SourceDeps = {},
): Promise<AccountUsage> {
  const groupKey = config.groupKey ?? 'company_id';
  const rules = { calendar: projectCalendar(config.timeZone ?? 'UTC'), groupKey };
  const classify = classifier(eventMapping.parse(config.mapping ?? {}));
  const asOf = dayOf(now.getTime());
  const reach = addDays(asOf, 1 - WINDOWS * WINDOW_DAYS);
  const from = since > reach ? since : reach;
  const today = rules.calendar.dayAt(now.getTime());
  // The nightly run counts whole days only; so does this, or both would say something else about the same day.
  const coverage = { from, to: lastCoveredDay(rules.calendar, addDays(today, -1)) };
  const wanted = new Set(accountIds);
  const where = accountIds.map((id) => isAccount(groupKey, id)).join(' or ');
  const context = { now, signal, since: from, tempDir: '' };
  const read = async (answer: Answer) => {
    const people = new Map<string, Set<Day>>();
    for await (const lines of linesOf(answer.chunks, MIXPANEL)) {
      for (const text of lines) {
        const event = readEvent(text, rules);
        if (event.kind === 'alien' && /terminated early/i.test(text)) {
          throw errorForNetwork(MIXPANEL, 'the export ended early');
        }
        if (event.kind !== 'event') continue;
        const { groups, user_properties: user, user_id: id, event_type: type, event_time: at } = event.line;
        if (![groups[groupKey]].flat().some((each) => wanted.has(String(each)))) continue;
        const person = user.email?.toLowerCase() ?? (id === null ? null : String(id));
        if (person === null || !classify(type).activity) continue;
        const day = at.slice(0, 10);
        if (day < coverage.from || day > coverage.to) continue;
        const seen = people.get(person) ?? new Set<Day>();
        people.set(person, seen.add(day));
      }
    }
    return usageOf(people, coverage, asOf);
  };
  // A day of the project may begin up to a day before the UTC day of its name.
  return exportDays(config, { from: addDays(from, -1), to: today }, context, deps, read, where);
}

/** Some clients send the group as a list. Names and values are quoted as JSON, which the vendor's expressions read. */
function isAccount(groupKey: string, id: string): string {
  const property = `properties[${JSON.stringify(groupKey)}]`;
  return `(${property} == ${JSON.stringify(id)} or ${JSON.stringify(id)} in ${property})`;
}

function usageOf(
  people: ReadonlyMap<string, ReadonlySet<Day>>,
  coverage: { readonly from: Day; readonly to: Day },
  asOf: Day,
): AccountUsage {
  const daily = new Map<Day, number>();
  const users = [...people].map(([id, seen]) => {
    for (const day of seen) daily.set(day, (daily.get(day) ?? 0) + 1);
    const activeDays = new Array<number>(WINDOWS).fill(0);
    for (const day of seen) {
      const window = Math.floor((dayNumber(asOf) - dayNumber(day)) / WINDOW_DAYS);
      activeDays[window] = (activeDays[window] ?? 0) + 1;
    }
    const lastActive = dayFromNumber(Math.max(...[...seen].map(dayNumber)));
    return { id, role: 'member' as const, lastActive, activeDays };
  });
  return {
    coverage,
    daily: [...daily].sort().map(([date, activeUsers]) => ({ date, activeUsers })),
    users,
  };
}
