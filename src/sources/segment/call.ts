import { z } from 'zod';
import { isoDate } from '../../model/fields.ts';

/** A call of the Segment specification, as far as it is read. */

const text = z.string().min(1).max(512);
const traits = z.looseObject({
  email: z.string().nullish(),
  name: z.string().nullish(),
  website: z.string().nullish(),
  domain: z.string().nullish(),
  hubspot_company_id: z.union([z.string(), z.number()]).nullish(),
});

export const call = z.object({
  type: z.enum(['track', 'identify', 'group', 'page', 'screen', 'alias']),
  messageId: text.nullish(),
  userId: z.union([text, z.number().transform(String)]).nullish(),
  anonymousId: text.nullish(),
  event: text.nullish(),
  groupId: z.union([text, z.number().transform(String)]).nullish(),
  traits: traits.nullish(),
  properties: z.looseObject({}).nullish(),
  context: z
    .looseObject({
      groupId: z.union([text, z.number().transform(String)]).nullish(),
      traits: traits.nullish(),
    })
    .nullish(),
  timestamp: isoDate.nullish(),
  /** Set by Segment, whose `timestamp` is corrected already. */
  originalTimestamp: isoDate.nullish(),
  sentAt: isoDate.nullish(),
});
export type Call = z.infer<typeof call>;

/** Who made a call. */
export function userOf({ userId, anonymousId }: Call): string | null {
  return userId ?? anonymousId ?? null;
}

/**
 * When it happened, in milliseconds. Clocks of devices are wrong: the time between happening and sending is right,
 * so it is taken off the time of arrival.
 */
export function happenedAt({ timestamp, originalTimestamp, sentAt }: Call, receivedAt: string): number {
  const arrived = Date.parse(receivedAt);
  if (timestamp == null) return arrived;
  const happened = Date.parse(timestamp);
  if (originalTimestamp != null || sentAt == null) return happened;
  return arrived - Math.max(0, Date.parse(sentAt) - happened);
}
