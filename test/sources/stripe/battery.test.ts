import { createStripeSource } from '../../../src/sources/stripe/index.ts';
import { sourceBattery } from '../../batteries/source-battery.ts';
import {
  aCharge,
  aCustomer,
  anInvoice,
  API_KEY,
  aSubscription,
  startFakeStripe,
  type FakeStripe,
} from './fake-stripe.ts';

const OBJECTS: Record<string, (id: string, overrides?: Record<string, unknown>) => Record<string, unknown>> =
  {
    customers: aCustomer,
    subscriptions: aSubscription,
    invoices: anInvoice,
    charges: aCharge,
  };
const BAD_FIELD: Record<string, Record<string, unknown>> = {
  customers: { email: 7 },
  subscriptions: { items: { data: 'none' } },
  invoices: { total: '200.00' },
  charges: { status: null },
};

for (const [stream, make] of Object.entries(OBJECTS)) {
  sourceBattery(`stripe ${stream}`, {
    stream,
    badRecord: 'bad_1',
    credentials: 'STRIPE_API_KEY',
    async start(faults, sleep) {
      const fake = await startFakeStripe(faults);
      const bad = make('bad_1', BAD_FIELD[stream]);
      const created = { created: Date.parse('2026-11-03') / 1000 };
      const good = ['a', 'b', 'c'].map((id) => make(id, created));
      fake.lists[stream as keyof FakeStripe['lists']].push(good[0], { ...bad, ...created }, good[1], good[2]);
      return {
        source: createStripeSource({ baseUrl: fake.baseUrl, apiKey: API_KEY }, { sleep }),
        unauthorized: createStripeSource({ baseUrl: fake.baseUrl, apiKey: 'rk_test_wrong' }, { sleep }),
        close: fake.close,
      };
    },
  });
}
