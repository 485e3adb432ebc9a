import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type WebhookEvent, type WebhookVendor } from '../../model/webhook.ts';
import { entry } from './entry.ts';
import { accountOf } from './map-entry.ts';

const body = z.union([
  z.object({ entries: z.array(z.unknown()).min(1).max(1_000) }),
  z.record(z.string(), z.unknown()),
]);

/**
 * The HTTP endpoint of a survey or onboarding tool, or of whatever forwards what it says: a POST with
 * `Authorization: Bearer <token>` and one entry, or up to 1,000 as `{"entries": […]}`.
 */
export function entriesWebhook(source: string): WebhookVendor {
  return {
    source,
    verify: ({ headers }, secret) => isSame(headers.authorization ?? '', `Bearer ${secret}`),
    events(raw) {
      const parsed = body.safeParse(raw);
      if (!parsed.success)
        throw new AppError('input-invalid', say('webhook.entries', { shape: '{"entries": […]}' }));
      const { entries } = parsed.data;
      return (Array.isArray(entries) ? entries : [parsed.data]).map(eventOf);
    },
  };
}

/** An entry that does not fit is stored all the same: the pull sets it aside where people look. */
function eventOf(raw: unknown): WebhookEvent {
  const found = entry.safeParse(raw).data;
  const account = found === undefined ? null : accountOf(found);
  return {
    // A later version of the same entry is another delivery.
    key: createHash('sha256').update(JSON.stringify(raw)).digest('hex'),
    accountIds: account === null ? [] : [account.externalId],
    body: raw,
  };
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
