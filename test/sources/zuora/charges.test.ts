import { mapSubscription } from '../../../src/sources/zuora/subscriptions.ts';
import { say } from '../../../src/model/messages/message.ts';

const NOW = { now: new Date('2026-11-12T06:00:00Z') };

const charge = (over: object = {}) => ({
  number: 'C-1',
  type: 'Recurring',
  model: 'PerUnit',
  price: 120,
  quantity: 10,
  billingPeriod: 'Annual',
  listPriceBase: 'Per_Billing_Period',
  effectiveStartDate: '2026-01-01',
  effectiveEndDate: '2027-01-01',
  ...over,
});

const subscriptionOf = (charges: object[], over: object = {}) => {
  const raw = {
    subscriptionNumber: 'A-S1',
    accountId: 'acc1',
    status: 'Active',
    currency: 'EUR',
    termType: 'TERMED',
    contractEffectiveDate: '2026-01-01',
    subscriptionEndDate: '2027-01-01',
    termEndDate: '2027-01-01',
    currentTerm: 12,
    currentTermPeriodType: 'Month',
    autoRenew: true,
    ratePlans: [{ ratePlanCharges: charges }],
    ...over,
  };
  const mapped = mapSubscription(raw, NOW);
  const records = mapped.records ?? [];
  return {
    record: records.find((each) => each.kind === 'subscription'),
    points: records.find((each) => each.kind === 'mrr')?.points,
    quarantined: mapped.quarantined ?? [],
  };
};

const percentOff = (discountPercentage: number, over: object = {}) =>
  charge({
    number: 'C-2',
    model: 'DiscountPercentage',
    discountPercentage,
    price: null,
    quantity: null,
    applyDiscountTo: 'ONETIMERECURRINGUSAGE',
    discountLevel: 'subscription',
    mrr: 0,
    ...over,
  });

test.each<[string, object[], number]>([
  ['units of a year', [charge()], 100],
  ['a list price by month billed yearly', [charge({ listPriceBase: 'Per_Month', price: 10 })], 100],
  ['a flat fee of a quarter', [charge({ model: 'FlatFee', billingPeriod: 'Quarter', price: 30 })], 10],
  ['half a year', [charge({ billingPeriod: 'Semi_Annual', price: 6 })], 10],
  [
    'months of its own',
    [charge({ billingPeriod: 'Specific_Months', specificBillingPeriod: 5, price: 5 })],
    10,
  ],
  ['the figure Zuora states', [charge({ mrr: 77.77 })], 77.77],
  ['a percentage off all', [charge(), percentOff(25)], 75],
  [
    'an amount off a month',
    [charge(), percentOff(0, { model: 'DiscountFixedAmount', discountAmount: 10, billingPeriod: 'Month' })],
    90,
  ],
  ['a discount of what is used only', [charge(), percentOff(25, { applyDiscountTo: 'USAGE' })], 100],
  ['a discount that has ended', [charge(), percentOff(25, { effectiveEndDate: '2026-06-01' })], 100],
  ['what is charged once', [charge(), charge({ type: 'OneTime', price: 999 })], 100],
  [
    'graduated tiers',
    [
      charge({
        model: 'Tiered',
        billingPeriod: 'Month',
        price: null,
        quantity: 15,
        tiers: [
          { tier: 1, startingUnit: 0, endingUnit: 10, price: 20, priceFormat: 'per unit' },
          { tier: 2, startingUnit: 11, endingUnit: null, price: 50, priceFormat: 'flat fee' },
        ],
      }),
    ],
    250,
  ],
  [
    'volume tiers',
    [
      charge({
        model: 'Volume',
        billingPeriod: 'Month',
        price: null,
        quantity: 15,
        tiers: [
          { endingUnit: 10, price: 20, priceFormat: 'per unit' },
          { endingUnit: null, price: 15, priceFormat: 'per unit' },
        ],
      }),
    ],
    225,
  ],
])('monthly amount with %s', (_, charges, amount) => {
  expect(subscriptionOf(charges).record?.monthlyAmount).toBe(amount);
});

test('a charge of a model we do not know is left out with a note', () => {
  const { record, quarantined } = subscriptionOf([charge(), charge({ number: 'C-9', model: 'Delivery' })]);
  expect(record?.monthlyAmount).toBe(100);
  expect(quarantined).toEqual([
    {
      stream: 'subscriptions',
      recordId: 'A-S1',
      reason: say('zuora.charge', { charge: 'C-9', model: 'Delivery' }),
    },
  ]);
});

test('steps of a contract are known in advance; a contraction is a lower point', () => {
  const { points, record } = subscriptionOf([
    charge({ effectiveEndDate: '2026-07-01' }),
    charge({ quantity: 8, effectiveStartDate: '2026-07-01', effectiveEndDate: '2026-12-01' }),
    charge({ quantity: 20, effectiveStartDate: '2026-12-01' }),
  ]);
  expect(points).toEqual([
    { at: '2026-01-01', monthlyAmount: 100, seats: 10 },
    { at: '2026-07-01', monthlyAmount: 80, seats: 8 },
    { at: '2026-12-01', monthlyAmount: 200, seats: 20 },
    { at: '2027-01-01', monthlyAmount: 0, seats: null },
  ]);
  expect(record).toMatchObject({
    seats: 8,
    monthlyAmount: 80,
    termMonths: 12,
    autoRenew: true,
    currentPeriodEnd: '2027-01-01',
  });
});

test.each<[string, object, object]>([
  [
    'cancelled',
    { status: 'Cancelled', subscriptionEndDate: '2026-09-01', termEndDate: '2026-09-01' },
    { endedAt: '2026-09-01', autoRenew: false, monthlyAmount: 100 },
  ],
  [
    'evergreen',
    { termType: 'EVERGREEN', termEndDate: null, currentTerm: 0 },
    { termMonths: 12, autoRenew: true, currentPeriodEnd: null },
  ],
  ['of a term in years', { currentTerm: 2, currentTermPeriodType: 'Year' }, { termMonths: 24 }],
  ['without automatic renewal', { autoRenew: false }, { autoRenew: false }],
])('a subscription that is %s', (_, over, expected) => {
  expect(subscriptionOf([charge()], over).record).toMatchObject(expected);
});

test('a draft is no contract', () => {
  expect(subscriptionOf([charge()], { status: 'Draft' }).record).toBeUndefined();
});

test.each([
  { currency: 7 },
  { ratePlans: 'none' },
  { contractEffectiveDate: 'soon' },
  { contractEffectiveDate: null, subscriptionStartDate: null },
])('a subscription with %j is set aside under its number', (over) => {
  const { record, quarantined } = subscriptionOf([charge()], over);
  expect(record).toBeUndefined();
  expect(quarantined).toEqual([expect.objectContaining({ recordId: 'A-S1' })]);
});
