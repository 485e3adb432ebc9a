import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type WebhookEvent, type WebhookVendor } from '../../model/webhook.ts';
import { sameText } from '../http/same-text.ts';
import { call } from './call.ts';
import { lastingOf } from './people.ts';

/** What Segment's libraries put into one request at most, with room. */
const MAX_CALLS = 5_000;

const calls = z.union([
  z.array(z.looseObject({})).max(MAX_CALLS),
  z.looseObject({ batch: z.array(z.looseObject({})).max(MAX_CALLS), sentAt: z.string().optional() }),
  z.looseObject({ batch: z.undefined().optional() }),
]);

type RawCall = Readonly<Record<string, unknown>>;

/**
 * Segment's calls, from its libraries with the write key as user name, or from its Webhooks destination, which signs
 * with the write key as shared secret. Each call of a batch is an event of its own, known by its message id.
 */
export const segmentWebhook: WebhookVendor = {
  source: 'segment',
  verify({ body, headers }, secret) {
    const signature = headers['x-signature'];
    if (signature !== undefined) {
      return sameText(signature, createHmac('sha1', secret).update(body).digest('hex'));
    }
    const basic = Buffer.from(`${secret}:`).toString('base64');
    return sameText(headers.authorization ?? '', `Basic ${basic}`);
  },
  events(body): readonly WebhookEvent[] {
    const parsed = calls.safeParse(body);
    if (!parsed.success || isEmpty(parsed.data)) {
      throw new AppError('input-invalid', say('webhook.segment'));
    }
    return callsOf(parsed.data).map(eventOf);
  },
};

function isEmpty(body: z.infer<typeof calls>): boolean {
  return !Array.isArray(body) && Object.keys(body).length === 0;
}

function callsOf(body: z.infer<typeof calls>): RawCall[] {
  if (Array.isArray(body)) return body.map(typed);
  if (!Array.isArray(body.batch)) return [typed(body)];
  const { sentAt } = body;
  return (body.batch as RawCall[]).map((each) => typed({ sentAt, ...each }));
}

/** Calls to `/v1/track` and the like do not repeat in the body what they are. */
function typed(raw: RawCall): RawCall {
  if (raw.type !== undefined) return raw;
  if (raw.event !== undefined) return { ...raw, type: 'track' };
  if (raw.groupId !== undefined) return { ...raw, type: 'group' };
  return { ...raw, type: raw.traits === undefined ? 'page' : 'identify' };
}

/** A call that does not fit is stored all the same: the pull sets it aside where people look. */
function eventOf(raw: RawCall): WebhookEvent {
  const known = call.safeParse(raw).data;
  const account = known?.groupId ?? known?.context?.groupId;
  return {
    key: known?.messageId ?? createHash('sha256').update(JSON.stringify(raw)).digest('hex'),
    accountIds: account == null ? [] : [account],
    body: raw,
    lasting: known === undefined ? undefined : lastingOf(known),
  };
}
