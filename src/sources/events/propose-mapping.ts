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

/** Applied to names as {@link wordsOf} spells them, in English and Spanish. */
const IGNORED =
  /\b(start|end) session\b|\bsession ?(start|end)|^(identify|group|alias|page ?leave|heartbeat|ping|latido)$/;
const ACTIVITY =
  /\b(log(ged)? ?(in|out)|sign(ed)? ?(in|out|up))\b|(page|screen) ?(view|load)|\bapp ?open|(inici\w*|cierre|cerr\w*)( de)? sesion|(pagina|pantalla) (vista|abierta)/;
const INTEGRATION = /integra(tion|cion)|\bsync(ed|hroni[sz]ed)?\b|\bconnector\b|\bsincroniza|\bconector\b/;
const ADVANCED =
  /\b(api|automat\w*|advanced|webhook\w*|forecast\w*|custom\w*|segment\w*|workflow builder|bulk|avanzad[oa]s?|personalizad[oa]s?|prevision\w*|masiv[oa]s?)\b/;
const STARTED = withVerb(
  'started|start|begun|began|begin|initiated|opened wizard|iniciad[oa]|inici[oa]r?|comenzad[oa]|empezad[oa]',
);
const COMPLETED = withVerb(
  'completed|complete|finished|finish|done|submitted|submit|published|publish|sent|completad[oa]|completar|finalizad[oa]|finalizar|terminad[oa]|enviad[oa]|publicad[oa]',
);
/** A feature that few reach takes more than a first look; the thresholds are shares of all users seen. */
const MODERATE_BELOW = 0.5;
const ADVANCED_BELOW = 0.15;
const MAX_PATTERN = 200;

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

/** Names are patterns in a mapping; one with an asterisk fits itself all the same, and the start of a long one fits it. */
function pattern(event: string): string {
  return event.length <= MAX_PATTERN ? event : `${event.slice(0, MAX_PATTERN - 1)}*`;
}

/** What is proposed can be used as it is. */
function checked(mapping: EventMappingInput): EventMappingInput {
  eventMapping.parse(mapping);
  return mapping;
}

/** `reportViewed`, `report_viewed` and `Report: viewed` → `report viewed`; without accents. */
function wordsOf(event: string): string {
  return event
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** What stands before or behind one of the verbs: `export started`, `start export`, `inicio de la exportacion`. */
function withVerb(verbs: string): (words: string) => string | undefined {
  const behind = new RegExp(`^(?:(.+) )?(?:${verbs})$`);
  const before = new RegExp(`^(?:${verbs})(?: del?(?: la)?)? (.+)$`);
  return (words) => {
    const found = behind.exec(words);
    return found === null ? before.exec(words)?.[1] : (found[1] ?? '');
  };
}

function workflowPairs(seen: readonly SeenEvent[]): ReadonlySet<string> {
  const stems = (stemOf: (words: string) => string | undefined) =>
    new Set(seen.flatMap(({ event }) => stemOf(wordsOf(event)) ?? []));
  const completed = stems(COMPLETED);
  return new Set([...stems(STARTED)].filter((stem) => completed.has(stem)));
}

function meaningOf(
  { event, users }: SeenEvent,
  all: number,
  pairs: ReadonlySet<string>,
): { readonly meaning: Meaning; readonly reason: string } {
  const words = wordsOf(event);
  const isPaired = (stem: string | undefined) => stem !== undefined && pairs.has(stem);
  if (event.startsWith('$') || IGNORED.test(words))
    return { meaning: 'ignored', reason: 'sent by the library, not by a person' };
  if (ACTIVITY.test(words)) return { meaning: 'activity', reason: 'shows that somebody is there' };
  if (isPaired(STARTED(words)))
    return { meaning: 'workflow-started', reason: 'has a completion of the same name' };
  if (isPaired(COMPLETED(words)))
    return { meaning: 'workflow-completed', reason: 'has a start of the same name' };
  if (INTEGRATION.test(words)) return { meaning: 'integration', reason: 'shows another system at work' };
  if (ADVANCED.test(words)) return { meaning: 'feature-advanced', reason: 'by its name' };
  const share = all === 0 ? 0 : users / all;
  const percent = `${Math.round(share * 100)} % of users`;
  if (share < ADVANCED_BELOW) return { meaning: 'feature-advanced', reason: percent };
  return share < MODERATE_BELOW
    ? { meaning: 'feature-moderate', reason: percent }
    : { meaning: 'feature-basic', reason: percent };
}
