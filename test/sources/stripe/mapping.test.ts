import { type RecordOf } from '../../../src/model/record.ts';
import { Faults } from '../../batteries/faults.ts';
import { type PullOverrides } from '../../batteries/pull.ts';
import {
  anEvent,
  anInvoice,
  anInvoiceLine,
  anItem,
  aSubscription,
  startFakeStripe,
  unix,
  type FakeStripe,
  type StripeObject,
} from './fake-stripe.ts';
import { pullFrom, reasonsOf, recordsOf } from './pulls.ts';

let fake: FakeStripe;

beforeEach(async () => {
  fake = await startFakeStripe(new Faults());
});
afterEach(() => fake.close());

const pull = (stream: string, cursor?: unknown, overrides?: PullOverrides) =>
  pullFrom(fake, stream, cursor, overrides);

async function subscriptionOf(overrides: StripeObject) {
  fake.lists.subscriptions.push(aSubscription('sub_1', overrides));
  const pages = await pull('subscriptions');
  return { record: recordsOf(pages)[0] as RecordOf<'subscription'>, reasons: reasonsOf(pages) };
}

const items = (...data: StripeObject[]) => ({ items: { object: 'list', has_more: false, data } });
const coupon = (terms: StripeObject) => ({
  end: null,
  source: { type: 'coupon', coupon: { duration: 'forever', ...terms } },
});

describe('subscriptions', () => {
  test('a yearly seat price becomes seats, term and monthly amount', async () => {
    expect((await subscriptionOf({})).record).toEqual({
      kind: 'subscription',
      id: 'sub_1',
      accountId: 'cus_1',
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: null,
      canceledAt: null,
      currentPeriodEnd: '2027-01-01T00:00:00.000Z',
      termMonths: 12,
      autoRenew: true,
      seats: 10,
      monthlyAmount: 200,
      currency: 'EUR',
      trial: false,
    });
  });

  test('the shape before 2025-03-31.basil: period and discount on the subscription, plan instead of price', async () => {
    const plan = {
      currency: 'eur',
      amount: 1500,
      interval: 'month',
      interval_count: 3,
      usage_type: 'licensed',
    };
    const { record } = await subscriptionOf({
      current_period_end: unix('2026-12-01'),
      discounts: undefined,
      discount: { end: null, coupon: { percent_off: 50, duration: 'forever' } },
      ...items({ id: 'si_1', quantity: 2, plan }),
    });
    expect(record).toMatchObject({
      currentPeriodEnd: '2026-12-01T00:00:00.000Z',
      termMonths: 3,
      monthlyAmount: 5,
    });
  });

  const monthly = { interval: 'month', interval_count: 1, usage_type: 'licensed' };

  test.each<[string, StripeObject, number]>([
    [
      'decimals of a cent',
      items(
        anItem({ quantity: 1000 }, { unit_amount: null, unit_amount_decimal: '0.35', recurring: monthly }),
      ),
      3.5,
    ],
    [
      'yen, which have no cents',
      {
        currency: 'jpy',
        ...items(
          anItem(
            { quantity: 2 },
            { currency: 'jpy', unit_amount: 500, unit_amount_decimal: '500', recurring: monthly },
          ),
        ),
      },
      1000,
    ],
    [
      'dinars, which have mils',
      {
        currency: 'kwd',
        ...items(
          anItem(
            { quantity: 1 },
            { currency: 'kwd', unit_amount: 5000, unit_amount_decimal: '5000', recurring: monthly },
          ),
        ),
      },
      5,
    ],
    [
      'several items',
      items(anItem({ id: 'a' }), anItem({ id: 'b', quantity: 1 }, { recurring: monthly })),
      440,
    ],
    ['a percentage off', { discounts: [coupon({ percent_off: 25 })] }, 150],
    ['an amount off a year', { discounts: [coupon({ amount_off: 12000 })] }, 190],
    ['more off than there is', { discounts: [coupon({ amount_off: 99999999 })] }, 0],
    [
      'a discount of one invoice, which is no recurring one',
      { discounts: [coupon({ percent_off: 25, duration: 'once' })] },
      200,
    ],
    [
      'a discount that has ended',
      { discounts: [{ ...coupon({ percent_off: 25 }), end: unix('2026-11-01') }] },
      200,
    ],
    ['a discount of an item', items(anItem({ discounts: [coupon({ percent_off: 50 })] })), 100],
  ])('monthly amount with %s', async (_, overrides, amount) => {
    expect((await subscriptionOf(overrides)).record.monthlyAmount).toBe(amount);
  });

  test.each([
    ['graduated', 10 * 20 + 5 * 10 + 30],
    ['volume', 15 * 10 + 30],
  ])('tiers are asked for once and priced %s', async (tiers_mode, amount) => {
    const tiers = [
      { up_to: 10, unit_amount: 2000, unit_amount_decimal: '2000' },
      {
        up_to: null,
        unit_amount: 1000,
        unit_amount_decimal: '1000',
        flat_amount: 3000,
        flat_amount_decimal: '3000',
      },
    ];
    const listed = {
      billing_scheme: 'tiered',
      tiers_mode,
      unit_amount: null,
      unit_amount_decimal: null,
      recurring: monthly,
    };
    fake.single.set('/v1/prices/price_1', { id: 'price_1', currency: 'eur', ...listed, tiers });
    const { record, reasons } = await subscriptionOf(items(anItem({ quantity: 15 }, listed)));
    expect(record.monthlyAmount).toBe(amount);
    expect(reasons).toEqual([]);
    await subscriptionOf(
      items(anItem({ id: 'a', quantity: 1 }, listed), anItem({ id: 'b', quantity: 2 }, listed)),
    );
    expect(fake.requests.filter((each) => each.startsWith('/v1/prices/'))).toHaveLength(2);
  });

  test.each<[string, StripeObject, RegExp]>([
    [
      'metered',
      anItem({ id: 'si_2', quantity: undefined }, { recurring: { ...monthly, usage_type: 'metered' } }),
      /si_2 is metered/,
    ],
    [
      'tiered',
      anItem(
        { id: 'si_2', quantity: 0 },
        { billing_scheme: 'tiered', unit_amount: null, unit_amount_decimal: null },
      ),
      /si_2 has tiered/,
    ],
  ])('a %s item is left out with a note', async (_, item, reason) => {
    const { record, reasons } = await subscriptionOf(items(anItem(), item));
    expect(record).toMatchObject({ monthlyAmount: 200, seats: 10 });
    expect(reasons).toEqual([expect.stringMatching(reason)]);
  });

  test.each<[string, StripeObject, StripeObject]>([
    [
      'cancelled at the end of the period',
      { cancel_at_period_end: true, canceled_at: unix('2026-10-01') },
      { autoRenew: false, endedAt: null },
    ],
    ['cancelled at a date', { cancel_at: unix('2027-06-01') }, { autoRenew: false }],
    [
      'ended',
      { status: 'canceled', canceled_at: unix('2026-09-01'), ended_at: unix('2026-10-01') },
      { autoRenew: false, endedAt: '2026-10-01T00:00:00.000Z' },
    ],
    ['on trial', { status: 'trialing' }, { trial: true }],
    ['paused because its trial ended without a means of payment', { status: 'paused' }, { trial: true }],
    ['late with a payment', { status: 'past_due' }, { trial: false }],
    ['of an expanded customer', { customer: { id: 'cus_7', object: 'customer' } }, { accountId: 'cus_7' }],
  ])('a subscription that is %s', async (_, overrides, expected) => {
    expect((await subscriptionOf(overrides)).record).toMatchObject(expected);
  });

  test('one whose first payment never came is none', async () => {
    expect((await subscriptionOf({ status: 'incomplete_expired' })).record).toBeUndefined();
  });

  test('one without a recurring price is set aside', async () => {
    expect((await subscriptionOf(items())).reasons).toEqual(['sub_1: items: none has a recurring price']);
  });

  test('an event with unexpanded discounts is read again by id', async () => {
    const first = await pull('subscriptions');
    fake.lists.events.push(
      anEvent(
        'evt_1',
        'customer.subscription.updated',
        '2026-11-12T12:29:00Z',
        aSubscription('sub_1', { discounts: ['di_1'] }),
      ),
    );
    fake.single.set(
      '/v1/subscriptions/sub_1',
      aSubscription('sub_1', { discounts: [coupon({ percent_off: 10 })] }),
    );
    expect(recordsOf(await pull('subscriptions', first.at(-1)?.cursor))).toMatchObject([
      { monthlyAmount: 180 },
    ]);
  });
});

describe('invoices', () => {
  async function invoiceOf(overrides: StripeObject) {
    fake.lists.invoices.push(anInvoice('in_1', overrides));
    return recordsOf(await pull('invoices'))[0] as RecordOf<'invoice'>;
  }
  const lines = (...data: StripeObject[]) => ({ lines: { object: 'list', has_more: false, data } });

  test('dates, amount, and what was billed then', async () => {
    expect(await invoiceOf({})).toEqual({
      kind: 'invoice',
      id: 'in_1',
      accountId: 'cus_1',
      issuedAt: '2026-10-01T01:00:00.000Z',
      dueAt: '2026-10-31T00:00:00.000Z',
      paidAt: '2026-10-20T00:00:00.000Z',
      amount: 200,
      currency: 'EUR',
      status: 'paid',
      seats: 10,
      monthlyAmount: 200,
      subscriptionId: null,
    });
  });

  test('lines in the shape before basil', async () => {
    const old = { parent: undefined, type: 'subscription', proration: false };
    const invoice = await invoiceOf({
      subscription: 'sub_1',
      ...lines(anInvoiceLine(old), anInvoiceLine({ ...old, proration: true, amount: 999 })),
    });
    expect(invoice).toMatchObject({ seats: 10, monthlyAmount: 200 });
  });

  describe('lines that name their price', () => {
    const naming = (price: unknown, over: StripeObject = {}) =>
      anInvoiceLine({ pricing: { type: 'price_details', price_details: { price, product: 'p' } }, ...over });
    const priceOf = (id: string, usage_type: string) => ({
      id,
      currency: 'eur',
      recurring: { interval: 'month', interval_count: 1, usage_type },
    });
    const calls = { quantity: 12_000, amount: 36_000 };
    const invoicesWith = async (...data: StripeObject[]) => {
      fake.lists.invoices.push(anInvoice('in_1', lines(...data)), anInvoice('in_2', lines(...data)));
      const pages = await pull('invoices');
      return { records: recordsOf(pages), reasons: reasonsOf(pages) };
    };

    test('do not count where it is metered; each price is asked for once in a pull', async () => {
      fake.single.set('/v1/prices/price_seat', priceOf('price_seat', 'licensed'));
      fake.single.set('/v1/prices/price_call', priceOf('price_call', 'metered'));
      const { records, reasons } = await invoicesWith(naming('price_seat'), naming('price_call', calls));
      const told = { seats: 10, monthlyAmount: 200 };
      expect(records).toMatchObject([told, told]);
      expect(reasons).toEqual([]);
      expect(fake.requests.filter((each) => each.startsWith('/v1/prices/'))).toHaveLength(2);
    });

    test('are not asked about where the price came with them', async () => {
      const { records } = await invoicesWith(
        naming(priceOf('price_seat', 'licensed')),
        naming(priceOf('price_call', 'metered'), calls),
      );
      expect(records[0]).toMatchObject({ seats: 10, monthlyAmount: 200 });
      expect(fake.requests.some((each) => each.startsWith('/v1/prices/'))).toBe(false);
    });

    test('tell neither seats nor amount where one price is refused', async () => {
      fake.single.set('/v1/prices/price_seat', priceOf('price_seat', 'licensed'));
      const { records, reasons } = await invoicesWith(naming('price_seat'), naming('price_gone', calls));
      expect(records[0]).toMatchObject({ amount: 200, status: 'paid', seats: null, monthlyAmount: null });
      expect(reasons[0]).toMatch(/^in_1: price price_gone could not be read/);
    });
  });

  test('a metered line in the shape before basil counts for nothing', async () => {
    const price = { recurring: { usage_type: 'metered' } };
    const invoice = await invoiceOf(lines(anInvoiceLine(), anInvoiceLine({ price, quantity: 12_000 })));
    expect(invoice).toMatchObject({ seats: 10, monthlyAmount: 200 });
  });

  test.each([
    ['2026-02-01', '2026-03-01', 200],
    ['2026-01-01', '2026-04-01', 66.6667],
    ['2026-01-01', '2027-01-01', 16.6667],
  ])('a line from %s to %s is spread over its months', async (start, end, monthlyAmount) => {
    const line = anInvoiceLine({ period: { start: unix(start), end: unix(end) } });
    expect(await invoiceOf(lines(line))).toMatchObject({ monthlyAmount });
  });

  test('discounts of a line are off; one-off lines count for nothing', async () => {
    const oneOff = anInvoiceLine({ parent: { type: 'invoice_item_details' }, amount: 70000, quantity: 1 });
    const line = anInvoiceLine({ discount_amounts: [{ amount: 5000 }] });
    expect(await invoiceOf(lines(line, oneOff))).toMatchObject({ seats: 10, monthlyAmount: 150 });
  });

  test.each([
    ['parent', { parent: { subscription_details: { subscription: 'sub_2' } } }],
    ['parent, expanded', { parent: { subscription_details: { subscription: { id: 'sub_2' } } } }],
    ['subscription, before 2025-03-31.basil', { parent: null, subscription: 'sub_2' }],
  ])('names the subscription it bills: %s', async (_where, overrides) => {
    expect(await invoiceOf(overrides)).toMatchObject({ subscriptionId: 'sub_2' });
  });

  test('an invoice without subscription lines has neither seats nor a monthly amount', async () => {
    expect(await invoiceOf(lines())).toMatchObject({ seats: null, monthlyAmount: null });
  });

  test('an open one is unpaid and due when issued where it says no date', async () => {
    expect(await invoiceOf({ status: 'open', due_date: null, status_transitions: null })).toMatchObject({
      paidAt: null,
      dueAt: '2026-10-01T00:00:00.000Z',
      status: 'open',
    });
  });

  test('a draft is none', async () => {
    expect(await invoiceOf({ status: 'draft' })).toBeUndefined();
  });

  test('the lines of a long one are all read', async () => {
    fake.single.set('/v1/invoices/in_1/lines', {
      object: 'list',
      data: [anInvoiceLine(), anInvoiceLine()],
      has_more: false,
    });
    const data = [anInvoiceLine()];
    expect(await invoiceOf({ lines: { object: 'list', has_more: true, data } })).toMatchObject({ seats: 20 });
  });
});
