import Stripe from 'stripe';
import { stripeWebhook } from '../../../src/sources/stripe/webhook.ts';

const now = new Date('2026-11-01T10:00:00Z');
const secret = 'whsec_test';
const body = JSON.stringify({
  id: 'evt_1',
  type: 'invoice.paid',
  data: { object: { object: 'invoice', id: 'in_1', customer: 'cus_1' } },
});

/** Stripe's own library signs, so that the check is not ours twice. */
const sign = (payload: string, at = now) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: at.getTime() / 1000 });
const request = (header: string | undefined, payload = body) => ({
  method: 'POST',
  url: 'https://pulso.example.com/webhooks/stripe',
  body: Buffer.from(payload),
  headers: { 'stripe-signature': header },
});

test('a delivery that Stripe signed passes, also beside the signature of an older secret', () => {
  expect(stripeWebhook.verify(request(sign(body)), secret, now)).toBe(true);
  expect(stripeWebhook.verify(request(`${sign(body)},v1=${'0'.repeat(64)}`), secret, now)).toBe(true);
});

test.each([
  ['none', undefined],
  ['empty', ''],
  ['of another body', sign('{}')],
  ['of six minutes ago', sign(body, new Date(now.getTime() - 360_000))],
  ['of six minutes ahead', sign(body, new Date(now.getTime() + 360_000))],
  ['of v0 only', sign(body).replace('v1=', 'v0=')],
  ['without time', sign(body).replace(/t=\d+/, 't=')],
])('a signature %s is refused', (_name, header) => {
  expect(stripeWebhook.verify(request(header), secret, now)).toBe(false);
});

test('an event names the customer it is about', () => {
  expect(stripeWebhook.events(JSON.parse(body))).toEqual([
    { key: 'evt_1', accountIds: ['cus_1'], body: { type: 'invoice.paid' } },
  ]);
  const own = {
    id: 'evt_2',
    type: 'customer.updated',
    data: { object: { object: 'customer', id: 'cus_2' } },
  };
  expect(stripeWebhook.events(own)).toMatchObject([{ accountIds: ['cus_2'] }]);
  const without = {
    id: 'evt_3',
    type: 'price.created',
    data: { object: { object: 'price', id: 'price_1' } },
  };
  expect(stripeWebhook.events(without)).toMatchObject([{ accountIds: [] }]);
});

test.each([null, 'evt_1', [], { id: 'in_1' }, { id: 'evt_1', data: {} }])('%j is no event', (value) => {
  expect(() => stripeWebhook.events(value)).toThrow(
    expect.objectContaining({ code: 'input-invalid' }) as Error,
  );
});
