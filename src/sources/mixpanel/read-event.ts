import { z } from 'zod';
import { type EventLine, eventTime } from '../events/event-line.ts';
import { type ProjectCalendar } from './project-days.ts';
import { firstIssue } from '../../model/messages/issue.ts';
import { type Message, say } from '../../model/messages/message.ts';

/** From here on a `time` is in milliseconds (1973), below it in seconds; no event is that old. */
const FIRST_MILLISECONDS = 100_000_000_000;
const LAST_TIME = 32_503_680_000_000;

const account = z.union([z.string(), z.number()]);
const exported = z.object({
  event: z.string().min(1),
  properties: z.looseObject({
    time: z.number().positive().max(LAST_TIME),
    distinct_id: z.union([z.string(), z.number()]).nullish(),
    $insert_id: z.string().nullish(),
  }),
});

/** How the events of a project are read. */
export interface ReadingRules {
  readonly calendar: ProjectCalendar;
  /** Event property that holds the account. */
  readonly groupKey: string;
}

/** What a line of an export is: an event, an event that does not count, or nothing like one. */
export type ReadLine =
  | { readonly kind: 'event'; readonly line: EventLine }
  | { readonly kind: 'fault'; readonly reason: Message; readonly id: string | null }
  | { readonly kind: 'alien'; readonly reason: Message };

/** Brings a line of Mixpanel's raw export into the shape of the roll-up. */
export function readEvent(text: string, { calendar, groupKey }: ReadingRules): ReadLine {
  const raw = parsed(text);
  if (typeof raw !== 'object' || raw === null || !('event' in raw)) {
    return { kind: 'alien', reason: say('not-an-event') };
  }
  const event = exported.safeParse(raw);
  if (!event.success) {
    return { kind: 'fault', id: insertId(raw), reason: firstIssue(event.error) };
  }
  const { properties } = event.data;
  const groups = properties[groupKey];
  if (
    groups !== undefined &&
    !z
      .union([account, z.array(account)])
      .nullable()
      .safeParse(groups).success
  ) {
    const reason = say('mixpanel.groups', { key: groupKey });
    return { kind: 'fault', id: insertId(raw), reason };
  }
  const time = properties.time < FIRST_MILLISECONDS ? properties.time * 1000 : properties.time;
  const instant = calendar.instantOf(time);
  const distinctId = properties.distinct_id ?? null;
  const line = {
    uuid: identityOf(event.data, distinctId),
    event_type: event.data.event,
    event_time: eventTime(instant),
    server_upload_time: `${calendar.dayAt(instant)} 00:00:00`,
    user_id: distinctId,
    groups: groups == null ? {} : { [groupKey]: groups },
    user_properties: { email: emailOf(properties) },
    event_properties: properties,
  };
  return { kind: 'event', line };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Mixpanel takes two events for one when all four agree. */
function identityOf(
  { event, properties }: z.infer<typeof exported>,
  distinctId: string | number | null,
): string | undefined {
  const { $insert_id: id, time } = properties;
  return id == null ? undefined : JSON.stringify([id, distinctId, time, event]);
}

function emailOf(properties: Readonly<Record<string, unknown>>): string | null {
  const email = properties.$email ?? properties.email;
  return typeof email === 'string' && email.includes('@') ? email : null;
}

const identified = z.object({ properties: z.object({ $insert_id: z.string() }) });

function insertId(raw: unknown): string | null {
  return identified.safeParse(raw).data?.properties.$insert_id ?? null;
}
