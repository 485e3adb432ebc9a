import { createHmac } from 'node:crypto';
import { zendeskWebhook } from '../../../src/sources/zendesk/index.ts';

const SECRET = 'a secret of the webhook';
const AT = '2026-11-22T10:00:00Z';
const NOW = new Date('2026-11-22T10:00:30Z');
const BODY = Buffer.from(
  JSON.stringify({
    id: '2b24ef10-19d3-4740-93cf-8f98ec4776c0',
    type: 'zen:event-type:ticket.created',
    subject: 'zen:ticket:35436',
    detail: { id: '35436', organization_id: '360001000001' },
  }),
);

/** In the documented order: timestamp, then body. */
function sign(body: Uint8Array, timestamp: string, secret = SECRET): string {
  return createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
}

function request(body: Uint8Array, timestamp: string | undefined, signature: string | undefined) {
  const headers = {
    'x-zendesk-webhook-signature': signature,
    'x-zendesk-webhook-signature-timestamp': timestamp,
  };
  return { method: 'POST', url: 'https://pulso.example.com/webhooks/zendesk', body, headers };
}

test('a delivery that Zendesk signed is taken', () => {
  expect(zendeskWebhook.verify(request(BODY, AT, sign(BODY, AT)), SECRET, NOW)).toBe(true);
});

test.each([
  ['one more byte', request(Buffer.concat([BODY, Buffer.from(' ')]), AT, sign(BODY, AT))],
  ['another secret', request(BODY, AT, sign(BODY, AT, 'other'))],
  ['another time', request(BODY, '2026-11-22T10:00:01Z', sign(BODY, AT))],
  [
    'the other order',
    request(BODY, AT, createHmac('sha256', SECRET).update(BODY).update(AT).digest('base64')),
  ],
  ['no signature', request(BODY, AT, undefined)],
  ['no time', request(BODY, undefined, sign(BODY, AT))],
  ['a time that is none', request(BODY, 'now', sign(BODY, 'now'))],
  ['a time long ago', request(BODY, '2026-11-22T09:00:00Z', sign(BODY, '2026-11-22T09:00:00Z'))],
  ['an empty signature', request(BODY, AT, '')],
])('%s is refused', (_what, given) => {
  expect(zendeskWebhook.verify(given, SECRET, NOW)).toBe(false);
});

test('an event says what it is about, and nothing of what was written', () => {
  const events = zendeskWebhook.events(JSON.parse(BODY.toString()));
  expect(events).toEqual([
    {
      key: '2b24ef10-19d3-4740-93cf-8f98ec4776c0',
      accountIds: ['360001000001'],
      body: { type: 'zen:event-type:ticket.created', subject: 'zen:ticket:35436' },
    },
  ]);
});

test.each([null, 7, [], {}, { id: 7, type: 'x' }])('%j is no event', (body) => {
  expect(() => zendeskWebhook.events(body)).toThrow(
    expect.objectContaining({ code: 'input-invalid' }) as Error,
  );
});
