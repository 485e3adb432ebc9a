import { z } from 'zod';
import { AppError } from '../errors.ts';
import { OBJECT_TYPE_IDS } from '../model/hubspot-api.ts';
import { say } from '../model/messages/message.ts';
import { type AnnouncedRecord, type WebhookEvent, type WebhookVendor } from '../model/webhook.ts';
import { verifySignature } from './signature.ts';

/** An event of HubSpot says itself which account it is from; one delivery may hold events of several. */
export interface HubSpotEvent extends WebhookEvent {
  readonly portalId: string;
}

const event = z.looseObject({
  eventId: z.number(),
  portalId: z.number().int().positive(),
  subscriptionType: z.string(),
  occurredAt: z.number(),
  subscriptionId: z.number().optional(),
  objectId: z.number().optional(),
  objectTypeId: z.string().optional(),
  propertyName: z.string().optional(),
});
type RawEvent = z.infer<typeof event>;

const COMPANY_TYPE = OBJECT_TYPE_IDS.companies;
/** Object types that lead to a company, as a type of events or of objects names them. */
const RECORD_KINDS: ReadonlyMap<string, AnnouncedRecord['kind']> = new Map([
  ['deal', 'deal'],
  [OBJECT_TYPE_IDS.deals, 'deal'],
  ['ticket', 'ticket'],
  [OBJECT_TYPE_IDS.tickets, 'ticket'],
]);
/** Our own properties; what we wrote ourselves is no news. */
const OWN_PROPERTY = /^health_/;

/**
 * HubSpot's webhooks: v3 signatures, or v2 where HubSpot still sends those. What is kept of an event is what and
 * when, never the value: the CRM source reads the truth.
 */
export function createHubSpotWebhooks(): Omit<WebhookVendor, 'events'> & {
  events(body: unknown): readonly HubSpotEvent[];
} {
  return {
    source: 'hubspot-crm',
    verify: (request, secret, now) =>
      verifySignature(request, { secret, now: now.getTime(), accept: ['v3', 'v2'] }).valid,
    events(body) {
      const parsed = z.array(event).max(1_000).safeParse(body);
      if (!parsed.success) throw new AppError('input-invalid', say('webhook.hubspot'));
      return parsed.data.filter((each) => !OWN_PROPERTY.test(each.propertyName ?? '')).map(eventOf);
    },
  };
}

function recordOf({ subscriptionType, objectTypeId, objectId }: RawEvent): AnnouncedRecord | undefined {
  const [object = ''] = subscriptionType.split('.');
  const kind = RECORD_KINDS.get(objectTypeId ?? object) ?? RECORD_KINDS.get(object);
  return kind === undefined || objectId === undefined ? undefined : { kind, id: String(objectId) };
}

function eventOf(raw: RawEvent): HubSpotEvent {
  const record = recordOf(raw);
  const isCompany = raw.subscriptionType.startsWith('company.') || raw.objectTypeId === COMPANY_TYPE;
  return {
    portalId: String(raw.portalId),
    // HubSpot says that event ids alone are not unique.
    key: [raw.subscriptionId ?? raw.subscriptionType, raw.eventId, raw.objectId ?? '', raw.occurredAt].join(
      ':',
    ),
    accountIds: isCompany && raw.objectId !== undefined ? [String(raw.objectId)] : [],
    record,
    body: {
      type: raw.subscriptionType,
      record: record ?? null,
      objectId: raw.objectId ?? null,
      property: raw.propertyName ?? null,
      at: new Date(raw.occurredAt).toISOString(),
    },
  };
}
