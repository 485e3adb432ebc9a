import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { main as refreshHealth } from '../../serverless/functions/refresh-health.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { type CardAnswer } from '../../src/model/card-actions.ts';
import { messageTexts, say } from '../../src/model/messages/message.ts';
import { breakdownWithBasis, startCompanyPortal } from './company-portal.ts';

/** A Stripe that knows the customer and has billed nothing. */
let stripe: Server;
beforeAll(async () => {
  stripe = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', data: [], has_more: false }));
  });
  await new Promise<void>((resolve) => stripe.listen(0, '127.0.0.1', resolve));
  const { port } = stripe.address() as AddressInfo;
  Object.assign(process.env, { STRIPE_API_KEY: 'sk_test_1', STRIPE_BASE_URL: `http://127.0.0.1:${port}` });
});
afterAll(() => new Promise((resolve) => stripe.close(resolve)));

const BILLING = ['payment-behaviour', 'contract-commitment', 'active-user-penetration'];
const DAY_BEFORE = { status: 'ok' as const, fetchedAt: '2026-10-31T02:00:00.000Z', reason: null };

/** A customer in default, billed by both systems where `accounts` has both. */
function customer(accounts: Record<string, string[]>): HealthBreakdown {
  const scored = breakdownWithBasis('red', { accounts });
  const indicators = Object.entries(scored.words?.indicators ?? {}).map(
    ([id, words]): [string, typeof words] => [
      id,
      BILLING.includes(id) ? { ...words, sources: ['stripe', 'zuora'] } : words,
    ],
  );
  return {
    ...scored,
    arr: { amount: 9_000, currency: 'EUR' },
    renewsAt: '2027-03-01',
    result: {
      ...scored.result,
      caps: [{ id: 'payment-default', limit: 59, reason: 'An invoice is 70 days overdue' }],
    },
    sources: { stripe: DAY_BEFORE, zuora: DAY_BEFORE },
    words: scored.words && { ...scored.words, indicators: Object.fromEntries(indicators) },
  };
}

async function refreshed(before: HealthBreakdown): Promise<CardAnswer> {
  const portal = await startCompanyPortal(before);
  Object.assign(process.env, portal.environment);
  try {
    return (await refreshHealth({ parameters: { companyId: portal.companyId } })) as CardAnswer;
  } finally {
    await portal.close();
  }
}

const billingOf = ({ result }: HealthBreakdown) =>
  result.indicators
    .filter(({ id }) => BILLING.includes(id))
    .map(({ id, state, score }) => ({ id, state, score }));
const capIds = ({ result }: HealthBreakdown) => result.caps.map(({ id }) => id);
const onlyByRun = messageTexts(say('function.only-by-run'));

test('what two systems bill stays as it was where a function can read only one of them', async () => {
  const before = customer({ stripe: ['cus_1'], zuora: ['A-1'] });
  const { breakdown: after, done } = await refreshed(before);
  expect(after && billingOf(after)).toEqual(billingOf(before));
  expect(after && capIds(after)).toContain('payment-default');
  expect(after).toMatchObject({ arr: before.arr, renewsAt: before.renewsAt });
  expect(done?.incomplete).toEqual([{ source: 'zuora', reason: onlyByRun }]);
  expect(after?.sources).toEqual(before.sources);
});

test('the other system may be connected: what counts is who bills this customer', async () => {
  const before = customer({ stripe: ['cus_1'] });
  const { breakdown: after } = await refreshed(before);
  expect(after?.result.indicators.find(({ id }) => id === 'payment-behaviour')?.state).toBe('no-data');
  expect(after && capIds(after)).not.toContain('payment-default');
  expect(after?.sources['stripe']?.fetchedAt).toBe(after?.scoredAt);
});
