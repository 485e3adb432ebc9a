import { type Habit, type Habits } from './habits.ts';
import { levelAt } from './level-at.ts';
import { COMPLETION_LEFT } from './levels.ts';
import { EVENTS_PER_USER_DAY } from './parameters.ts';
import { type Random } from './random.ts';
import { type WorldActivity } from './types.ts';
import {
  FEATURES,
  integrationEvent,
  LOGIN_EVENT,
  WORKFLOW_COMPLETED_EVENT,
  WORKFLOW_STARTED_EVENT,
} from './vocabulary.ts';

/** Events by place; the features come first, so that a feature's place is its place in `FEATURES`. */
const EVENTS = [
  ...FEATURES.map(({ event }) => event),
  LOGIN_EVENT,
  WORKFLOW_STARTED_EVENT,
  WORKFLOW_COMPLETED_EVENT,
];
const LOGIN = FEATURES.length;
const STARTED = LOGIN + 1;
const COMPLETED = LOGIN + 2;

/** Id of the technical user that integrations report as; it has no e-mail address and is nobody's work. */
export function systemUserId(accountId: string): string {
  return `system-${accountId}`;
}

/** Spreads a day's events of a user over what they usually do; a login comes first. */
function drawEvents(
  random: Random,
  habit: Habit,
  completion: number,
  median: number,
): WorldActivity['events'] {
  const { features, workflowShare } = habit;
  const { sigma } = EVENTS_PER_USER_DAY;
  const counts = new Uint16Array(EVENTS.length);
  const count = (place: number) => {
    counts[place] = (counts[place] ?? 0) + 1;
  };
  let left = Math.max(1, Math.round(random.logNormal(median, sigma)));
  count(LOGIN);
  left -= 1;
  while (left > 0) {
    left -= 1;
    if (left > 0 && random.chance(workflowShare)) {
      count(STARTED);
      if (!random.chance(completion)) continue;
      count(COMPLETED);
      left -= 1;
    } else {
      // The square makes favourites come first.
      count(features[Math.floor(features.length * random.next() ** 2)] ?? 0);
    }
  }
  const events: { name: string; count: number }[] = [];
  for (let place = 0; place < counts.length; place += 1) {
    const times = counts[place] ?? 0;
    if (times > 0) events.push({ name: EVENTS[place] ?? '', count: times });
  }
  return events;
}

/** Most syncs of an integration on a day; fewer in a world that tracks fewer events. */
const MOST_SYNCS = 4;

function drawSyncs(
  random: Random,
  accountId: string,
  integrations: readonly string[],
  median: number,
): WorldActivity {
  const share = Math.min(1, median / EVENTS_PER_USER_DAY.median);
  const most = Math.max(1, Math.round(MOST_SYNCS * share));
  return {
    userId: systemUserId(accountId),
    email: '',
    events: integrations.flatMap((name) => {
      const count = random.integer(1, most);
      return random.chance(share) ? [{ name: integrationEvent(name), count }] : [];
    }),
  };
}

/** Share of the users who still come is vigour to this power: most of a decline is people who stop coming. */
const STAYING_EXPONENT = 2 / 3;

/**
 * One day of a company: users at work by chance and engagement, and its integrations. Vigour is the share of the
 * customer's own normal that is left.
 */
export function drawActivity(
  random: Random,
  accountId: string,
  habits: Habits,
  { engagement, vigour }: { readonly engagement: number; readonly vigour: number },
  day: number,
  median: number = EVENTS_PER_USER_DAY.median,
): WorldActivity[] {
  const active: WorldActivity[] = [];
  const staying = vigour ** STAYING_EXPONENT;
  const completion = habits.completion * levelAt(COMPLETION_LEFT, vigour);
  for (const habit of habits.users) {
    const { userId, email, joined, left, propensity } = habit.person;
    if (joined > day || (left !== null && left <= day) || habit.stamina > staying) continue;
    if (!random.chance(Math.min(0.98, (propensity * engagement) / staying))) continue;
    active.push({ userId, email, events: drawEvents(random, habit, completion, median) });
  }
  const syncs = drawSyncs(random, accountId, habits.integrations, median);
  return syncs.events.length === 0 ? active : [...active, syncs];
}
