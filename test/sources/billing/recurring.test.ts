import fc from 'fast-check';
import {
  monthlyRecurring,
  periodPrice,
  type ItemPrice,
  type RecurringItem,
} from '../../../src/sources/billing/recurring.ts';
import { MONTHS, periodMonths } from '../../../src/sources/billing/periods.ts';

const item = (over: Partial<RecurringItem> = {}): RecurringItem => ({
  price: { kind: 'unit', amount: 10 },
  quantity: 3,
  months: 1,
  discounts: [],
  ...over,
});
const tiers = [
  { upTo: 5, unitAmount: 10, flatAmount: 20 },
  { upTo: 10, unitAmount: 8, flatAmount: 0 },
  { upTo: null, unitAmount: 5, flatAmount: 0 },
];

test.each<[string, RecurringItem, number]>([
  ['units of a month', item(), 30],
  [
    'a yearly flat fee, whatever the quantity',
    item({ price: { kind: 'flat', amount: 120 }, months: 12 }),
    10,
  ],
  ['units of a quarter', item({ months: MONTHS.quarter }), 10],
  ['a week, of which a month has 4.35', item({ months: MONTHS.week, quantity: 1 }), (10 * 365) / 84],
  [
    'a percentage, then an amount of its own period',
    item({ discounts: [{ percent: 50 }, { amount: 12, months: 12 }] }),
    14,
  ],
  ['more off than there is', item({ discounts: [{ amount: 100, months: 1 }] }), 0],
])('%s', (_, one, expected) => {
  expect(monthlyRecurring([one], [])).toBeCloseTo(expected, 10);
});

test.each<['graduated' | 'volume', number, number]>([
  ['graduated', 0, 20],
  ['graduated', 5, 70],
  ['graduated', 6, 78],
  ['graduated', 12, 20 + 50 + 40 + 10],
  ['volume', 5, 70],
  ['volume', 6, 48],
  ['volume', 12, 60],
])('%s tiers at %d units cost %d', (mode, quantity, expected) => {
  expect(periodPrice({ kind: 'tiers', mode, tiers }, quantity)).toBe(expected);
});

test('discounts of the whole come after those of the items', () => {
  expect(monthlyRecurring([item(), item({ discounts: [{ percent: 50 }] })], [{ percent: 10 }])).toBeCloseTo(
    40.5,
    10,
  );
});

test('graduated tiers never get cheaper with more units, and without flat fees two halves cost no less than the whole', () => {
  const price: ItemPrice = {
    kind: 'tiers',
    mode: 'graduated',
    tiers: tiers.map((tier) => ({ ...tier, flatAmount: 0 })),
  };
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(1000), (few, more) => {
      const whole = periodPrice(price, few + more);
      expect(whole).toBeGreaterThanOrEqual(periodPrice(price, few));
      expect(periodPrice(price, few) + periodPrice(price, more)).toBeGreaterThanOrEqual(whole);
    }),
  );
});

test('calendar months and years are whole months', () => {
  expect([28, 29, 30, 31].map(periodMonths)).toEqual([1, 1, 1, 1]);
  expect([90, 92, 365, 366].map(periodMonths)).toEqual([3, 3, 12, 12]);
  expect(periodMonths(7)).toBeCloseTo(0.23, 2);
});
