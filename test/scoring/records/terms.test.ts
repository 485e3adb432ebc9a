import { dayNumber } from '../../../src/model/day.ts';
import { type RecordOf } from '../../../src/model/record.ts';
import { assembleBusiness } from '../../../src/scoring/records/business.ts';
import { annualRevenue, revenueSeries } from '../../../src/scoring/records/revenue.ts';
import { seatsAt } from '../../../src/scoring/records/seats.ts';
import { invoice, subscription } from '../../pipeline/assemble/builders.ts';

/** Contracts whose steps are known in advance: the subscription itself only knows the day it was last read. */

type Step = readonly [at: string, monthlyAmount: number, seats: number | null];

const history = (steps: readonly Step[], over: Partial<RecordOf<'mrr'>> = {}): RecordOf<'mrr'> => ({
  kind: 'mrr',
  id: 'sub_1',
  accountId: 'cus_1',
  currency: 'EUR',
  points: steps.map(([at, monthlyAmount, seats]) => ({ at, monthlyAmount, seats })),
  ...over,
});
const read = subscription({ startedAt: '2026-01-01', seats: 10, monthlyAmount: 100 });
const RAMP: Step[] = [
  ['2026-01-01', 100, 10],
  ['2026-07-01', 200, 20],
  ['2027-01-01', 0, null],
];
const arr = (records: Parameters<typeof annualRevenue>[0], day: string) =>
  annualRevenue(records, dayNumber(day), null)?.amount;
const seats = (records: Parameters<typeof seatsAt>[0], day: string) => seatsAt(records, dayNumber(day), true);

describe('a contract that steps up', () => {
  const ramp = { subscription: [read], mrr: [history(RAMP)] };

  test.each([
    ['2026-06-30', 10, 1200],
    ['2026-07-01', 20, 2400],
    ['2026-11-01', 20, 2400],
  ])('has on %s %d seats and %d a year, without being read again', (day, count, yearly) => {
    expect(seats(ramp, day)).toBe(count);
    expect(seatsAt(ramp, dayNumber(day), false)).toBe(count);
    expect(arr(ramp, day)).toBe(yearly);
  });

  test('counts with the others of its account, which have no steps', () => {
    const records = {
      ...ramp,
      subscription: [read, subscription({ id: 'sub_2', seats: 5, monthlyAmount: 50 })],
    };
    expect(seats(records, '2026-11-01')).toBe(25);
    expect(arr(records, '2026-11-01')).toBe(3000);
  });

  test('has its own figures before the first step, and those of no other account', () => {
    expect(arr({ ...ramp, mrr: [history(RAMP.slice(1))] }, '2026-06-30')).toBe(1200);
    const foreign = { ...ramp, mrr: [history(RAMP, { accountId: 'cus_2' })] };
    expect(arr(foreign, '2026-11-01')).toBe(1200);
  });

  test('to a price that is not by seat has none', () => {
    const flat: Step[] = [
      ['2026-01-01', 100, 10],
      ['2026-07-01', 300, null],
    ];
    expect(seats({ ...ramp, mrr: [history(flat)] }, '2026-11-01')).toBeUndefined();
  });

  test('is the main contract once it is the largest', () => {
    const other = subscription({ id: 'sub_2', monthlyAmount: 150, termMonths: 1 });
    const records = { ...ramp, subscription: [other, { ...read, termMonths: 24 }] };
    const termOn = (day: string) =>
      assembleBusiness(records, { kinds: new Set(), exchange: null }, dayNumber(day), true).contract
        ?.termMonths;
    expect(termOn('2026-06-30')).toBe(1);
    expect(termOn('2026-07-01')).toBe(24);
  });
});

describe('at the end of the term', () => {
  const term: Step[] = [
    ['2026-01-01', 100, 10],
    ['2026-10-01', 0, null],
  ];
  const ending = { ...read, currentPeriodEnd: '2026-10-01' };
  const lapsing = { subscription: [{ ...ending, autoRenew: false }], mrr: [history(term)] };

  test('what a renewal can still follow goes on as it was', () => {
    expect(arr(lapsing, '2026-10-31')).toBe(1200);
    expect(seats(lapsing, '2026-10-31')).toBe(10);
    expect(seatsAt(lapsing, dayNumber('2026-10-31'), false)).toBe(10);
    expect(revenueSeries(lapsing, dayNumber('2026-10-31'), null)).toEqual([
      { at: '2026-01-01', amount: 100 },
    ]);
  });

  test('what was not renewed has ended then', () => {
    expect(arr(lapsing, '2026-11-01')).toBeUndefined();
    expect(seats(lapsing, '2026-11-01')).toBeUndefined();
    expect(seatsAt(lapsing, dayNumber('2026-11-01'), false)).toBeUndefined();
    expect(revenueSeries(lapsing, dayNumber('2026-11-01'), null).at(-1)).toEqual({
      at: '2026-10-01',
      amount: 0,
    });
  });

  test('what renews by itself but has no charges any more brings nothing after the grace', () => {
    const emptied = { ...lapsing, subscription: [{ ...ending, autoRenew: true }] };
    expect(arr(emptied, '2026-10-31')).toBe(1200);
    expect(arr(emptied, '2026-11-01')).toBe(0);
  });

  test('bills of what was not renewed end with the term too', () => {
    const records = { subscription: lapsing.subscription, invoice: [invoice({ issuedAt: '2026-01-01' })] };
    expect(revenueSeries(records, dayNumber('2026-11-01'), null).at(-1)).toEqual({
      at: '2026-10-01',
      amount: 0,
    });
  });
});
