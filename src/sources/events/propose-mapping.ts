import { eventMapping, type Depth, type EventMappingInput } from '../amplitude/mapping.ts';

/** An event name as it was seen, and by how many users. */
export interface SeenEvent {
  readonly event: string;
  readonly users: number;
  /** Days on which users sent it, summed over users. */
  readonly userDays: number;
}

/** What an event is proposed to count as. */
export type Meaning =
  'ignored' | 'activity' | 'workflow-started' | 'workflow-completed' | 'integration' | `feature-${Depth}`;

export interface ProposedEvent extends SeenEvent {
  readonly meaning: Meaning;
  /** Why, for people. */
  readonly reason: string;
}

export interface ProposedMapping {
  /** For a mapping file; people look it over. */
  readonly mapping: EventMappingInput;
  /** Most used first. */
  readonly events: readonly ProposedEvent[];
}

/** A mapping under which every event is a feature of its own name: what is read with it shows the names there are. */
export const EVERY_EVENT_A_FEATURE: EventMappingInput = {
  ignored: [],
  activityOnly: [],
  workflows: { started: [], completed: [] },
  integrations: [],
  features: [{ event: '*', depth: 'basic' }],
};

const IGNORED =
  /^\$|^\[[^\]]*\] (start|end) session|session[ _]?(start|end)|^(identify|group|alias|page[ _]?leave|heartbeat|ping)$/i;
const ACTIVITY =
  /\b(log(ged)?[ _-]?(in|out)|sign(ed)?[ _-]?(in|out|up)|login|logout)\b|(page|screen)[ _-]?(view|viewed|load)|\bapp[ _-]?open/i;
const INTEGRATION = /integration|\bsync(ed|hroni[sz]ed)?\b|\bconnector\b/i;
const STARTED = /^(.*?)[ _-]*(started|start|begun|began|initiated|opened wizard)$/i;
const COMPLETED = /^(.*?)[ _-]*(completed|complete|finished|done|submitted|published|sent)$/i;
const ADVANCED =
  /\b(api|automat\w*|advanced|webhook\w*|forecast\w*|custom\w*|segment\w*|workflow builder|bulk)\b/i;
/** A feature that few reach takes more than a first look; the thresholds are shares of all users seen. */
const MODERATE_BELOW = 0.5;
const ADVANCED_BELOW = 0.15;

/**
 * Proposes what events mean by their names and by how many people use them. Workflows are pairs: what starts and what
 * completes under the same name.
 */
export function proposeMapping(seen: readonly SeenEvent[], users: number): ProposedMapping {
  const pairs = workflowPairs(seen);
  const events = [...seen]
    .sort((left, right) => right.users - left.users || (left.event < right.event ? -1 : 1))
    .map((each) => ({ ...each, ...meaningOf(each, users, pairs) }));
  const named = (meaning: Meaning) =>
    events.filter((each) => each.meaning === meaning).map(({ event }) => pattern(event));
  const depths: readonly Depth[] = ['advanced', 'moderate'];
  const mapping: EventMappingInput = {
    ignored: named('ignored'),
    activityOnly: named('activity'),
    workflows: { started: named('workflow-started'), completed: named('workflow-completed') },
    integrations: named('integration').map((event) => ({ event, property: 'integration' })),
    features: [
      ...depths.flatMap((depth) => named(`feature-${depth}`).map((event) => ({ event, depth }))),
      { event: '*', depth: 'basic' },
    ],
  };
  return { mapping: checked(mapping), events };
}

/** Names are patterns in a mapping; one with an asterisk fits itself all the same. */
function pattern(event: string): string {
  return event.slice(0, 200);
}

/** What is proposed can be used as it is. */
function checked(mapping: EventMappingInput): EventMappingInput {
  eventMapping.parse(mapping);
  return mapping;
}

function workflowPairs(seen: readonly SeenEvent[]): ReadonlySet<string> {
  const stems = (expression: RegExp) =>
    new Set(seen.flatMap(({ event }) => expression.exec(event)?.[1]?.toLowerCase() ?? []));
  const completed = stems(COMPLETED);
  return new Set([...stems(STARTED)].filter((stem) => completed.has(stem)));
}

function meaningOf(
  { event, users }: SeenEvent,
  all: number,
  pairs: ReadonlySet<string>,
): { readonly meaning: Meaning; readonly reason: string } {
  const stem = (expression: RegExp) => expression.exec(event)?.[1]?.toLowerCase();
  if (IGNORED.test(event)) return { meaning: 'ignored', reason: 'sent by the library, not by a person' };
  if (ACTIVITY.test(event)) return { meaning: 'activity', reason: 'shows that somebody is there' };
  if (pairs.has(stem(STARTED) ?? '\u0000'))
    return { meaning: 'workflow-started', reason: 'has a completion of the same name' };
  if (pairs.has(stem(COMPLETED) ?? '\u0000'))
    return { meaning: 'workflow-completed', reason: 'has a start of the same name' };
  if (INTEGRATION.test(event)) return { meaning: 'integration', reason: 'shows another system at work' };
  if (ADVANCED.test(event)) return { meaning: 'feature-advanced', reason: 'by its name' };
  const share = all === 0 ? 0 : users / all;
  const percent = `${Math.round(share * 100)} % of users`;
  if (share < ADVANCED_BELOW) return { meaning: 'feature-advanced', reason: percent };
  return share < MODERATE_BELOW
    ? { meaning: 'feature-moderate', reason: percent }
    : { meaning: 'feature-basic', reason: percent };
}
