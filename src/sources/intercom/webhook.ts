import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type WebhookEvent, type WebhookVendor } from '../../model/webhook.ts';
import { sameText } from '../http/same-text.ts';

const notification = z.object({
  id: z.string().min(1),
  topic: z.string(),
  data: z.object({ item: z.looseObject({ id: z.union([z.string(), z.number()]).nullish() }) }),
});

/**
 * Intercom's notifications, signed with the client secret of the app. The signature has no time in it, so that a
 * repeated delivery is only known by its id. They only say that something changed; the streams read what.
 */
export const intercomWebhook: WebhookVendor = {
  source: 'intercom',
  verify({ body, headers }, secret) {
    const signature = headers['x-hub-signature'];
    if (signature === undefined) return false;
    return sameText(signature, `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`);
  },
  events(body): readonly WebhookEvent[] {
    const parsed = notification.safeParse(body);
    if (!parsed.success) {
      throw new AppError('input-invalid', say('webhook.intercom'), { cause: parsed.error });
    }
    const { id, topic, data } = parsed.data;
    const itemId = data.item.id == null ? null : String(data.item.id);
    const accountIds = topic.startsWith('company.') && itemId !== null ? [itemId] : [];
    return [{ key: id, accountIds, body: { topic, itemId } }];
  },
};
