import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type WebhookVendor } from '../../model/webhook.ts';
import { sameText } from '../http/same-text.ts';

/** Stripe's own libraries refuse deliveries older than this. */
const MAX_AGE_MS = 5 * 60_000;

const event = z.looseObject({
  id: z.string().startsWith('evt_'),
  type: z.string(),
  data: z.object({
    object: z.looseObject({
      object: z.string().optional(),
      id: z.string().optional(),
      customer: z.union([z.string(), z.object({ id: z.string() })]).nullish(),
    }),
  }),
});

/**
 * Stripe's webhooks: `Stripe-Signature: t=…,v1=…` over timestamp and body; several v1 while a secret is being rolled.
 * They only say that something changed; the event stream reads what. https://docs.stripe.com/webhooks#verify-manually
 */
export const stripeWebhook: WebhookVendor = {
  source: 'stripe',
  verify({ body, headers }, secret, now) {
    const parts = (headers['stripe-signature'] ?? '').split(',').map((part) => part.trim().split('='));
    const timestamp = parts.find(([name]) => name === 't')?.[1] ?? '';
    const age = Math.abs(now.getTime() - Number(timestamp) * 1000);
    if (!/^\d{1,12}$/.test(timestamp) || age > MAX_AGE_MS) return false;
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
    return parts.some(([name, signature]) => name === 'v1' && sameText(signature ?? '', expected));
  },
  events(body) {
    const parsed = event.safeParse(body);
    if (!parsed.success) throw new AppError('input-invalid', say('webhook.stripe'));
    const { id, type, data } = parsed.data;
    const { object, id: objectId, customer } = data.object;
    const customerId = typeof customer === 'object' ? customer?.id : customer;
    const account = object === 'customer' ? objectId : customerId;
    return [{ key: id, accountIds: account == null ? [] : [account], body: { type } }];
  },
};
