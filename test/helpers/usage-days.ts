import { dayFromNumber } from '../../src/model/day.ts';
import { type UsageUserDay } from '../../src/model/source.ts';
import { type StoredUsage } from '../../src/store/usage.ts';
import { isWhole, monthOf, packMonth, type UsageMonth, WIDTH } from '../../src/store/usage-month.ts';

/** Usage of a user on a day in one chunk, as people read it. */
export interface UsageDay extends Omit<UsageUserDay, 'accountId' | 'chunk'> {
  readonly source: string;
}

const ALL = { from: '0001-01-01', to: '9999-12-31' };

/** Months as the store gives them, of days that are chunks of their own. */
export function packDays(days: readonly UsageDay[]): StoredUsage[] {
  const rows = days.map((each) => ({ ...each, accountId: 'acct_1', chunk: each.day }));
  const months = Map.groupBy(rows, ({ source, chunk }) => `${source} ${monthOf(chunk)}`);
  return [...months]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, of]) => {
      const month = packMonth(of, null, ALL);
      return month === null ? [] : { source: of[0]?.source ?? '', month };
    });
}

/** The days that whole months hold. */
export function daysOf(usage: readonly StoredUsage[]): UsageDay[] {
  return usage.flatMap(({ source, month }) => (isWhole(month) ? daysOfMonth(source, month) : []));
}

function daysOfMonth(source: string, month: UsageMonth): UsageDay[] {
  const days: UsageDay[] = [];
  for (const numbers of Object.values(month.chunks)) {
    for (let at = 0; at < numbers.length; at += WIDTH) {
      const [
        user = 0,
        day = 0,
        events = 0,
        workflowsStarted = 0,
        workflowsCompleted = 0,
        used = 0,
        through = 0,
      ] = numbers.slice(at, at + WIDTH);
      const [userId = '', email = null] = month.users[user] ?? [];
      const flat = month.features[used] ?? [];
      const features = Object.fromEntries(
        flat.flatMap((feature, place) => (place % 2 === 0 ? [[feature, flat[place + 1]]] : [])),
      ) as UsageUserDay['features'];
      const integrations = month.integrations[through] ?? [];
      days.push({
        source,
        userId,
        email,
        day: dayFromNumber(day),
        events,
        workflowsStarted,
        workflowsCompleted,
        features,
        integrations: [...integrations],
      });
    }
  }
  return days;
}
