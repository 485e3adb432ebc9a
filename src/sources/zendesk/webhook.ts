import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type WebhookEvent, type WebhookVendor } from '../../model/webhook.ts';
import { sameText } from '../http/same-text.ts';

/** A delivery older than this is a replay; Zendesk itself states no limit. */
const MAX_AGE_MS = 5 * 60_000;

/** An event of Zendesk's own subscriptions; `subject` names the object, for example `zen:ticket:35436`. */
const subscribed = z.object({
  id: z.string().min(1),
  type: z.string(),
  subject: z.string().optional(),
  detail: z.looseObject({ organization_id: z.union([z.string(), z.number()]).nullish() }).optional(),
});

/**
 * Zendesk's webhooks: signed over timestamp and body. They only say that something changed; the streams read what.
 * https://developer.zendesk.com/documentation/webhooks/verifying/
 */
export const zendeskWebhook: WebhookVendor = {
  source: 'zendesk',
  verify({ body, headers }, secret, now) {
    const signature = headers['x-zendesk-webhook-signature'];
    const timestamp = headers['x-zendesk-webhook-signature-timestamp'];
    if (signature === undefined || timestamp === undefined) return false;
    const age = Math.abs(now.getTime() - Date.parse(timestamp));
    if (Number.isNaN(age) || age > MAX_AGE_MS) return false;
    return sameText(signature, createHmac('sha256', secret).update(timestamp).update(body).digest('base64'));
  },
  events(body): readonly WebhookEvent[] {
    const event = subscribed.safeParse(body);
    if (!event.success) {
      throw new AppError('input-invalid', say('webhook.zendesk'), {
        cause: event.error,
      });
    }
    const { id, type, subject, detail } = event.data;
    const organization = detail?.organization_id;
    const accountIds = organization == null ? [] : [String(organization)];
    return [{ key: id, accountIds, body: { type, subject: subject ?? null } }];
  },
};
