import { dayNumber } from '../../../src/model/day.ts';
import { createExchange, parseExchangeRates } from '../../../src/model/exchange.ts';
import { type RecordOf } from '../../../src/model/record.ts';
import { assembleSignals } from '../../../src/pipeline/assemble/assemble.ts';
import { annualRevenue, movements, revenueSeries } from '../../../src/scoring/records/revenue.ts';
import { facts, invoice, portal, subscription } from './builders.ts';

/** Recurring revenue of a company: several customers, currencies, trials, steps, rises and falls. */

const ASOF = dayNumber('2026-11-01');
const bill = (issuedAt: string, monthlyAmount: number, over: Partial<RecordOf<'invoice'>> = {}) =>
  invoice({ id: `in_${issuedAt}_${over.accountId ?? ''}`, issuedAt, monthlyAmount, ...over });
const steps = (
  id: string,
  points: [string, number][],
  over: Partial<RecordOf<'mrr'>> = {},
): RecordOf<'mrr'> => ({
  kind: 'mrr',
  id,
  accountId: 'acc_1',
  currency: 'EUR',
  points: points.map(([at, monthlyAmount]) => ({ at, monthlyAmount })),
  ...over,
});

test('several customers of a company are added up, in the past too', () => {
  const records = {
    invoice: [
      bill('2026-01-01', 100),
      bill('2026-03-01', 120),
      bill('2026-02-01', 50, { accountId: 'cus_2' }),
    ],
    subscription: [
      subscription({ monthlyAmount: 120 }),
      subscription({ id: 'sub_2', accountId: 'cus_2', monthlyAmount: 50 }),
    ],
  };
  expect(annualRevenue(records, ASOF, null)).toEqual({ amount: 2040, currency: 'EUR' });
  expect(revenueSeries(records, ASOF, null)).toEqual([
    { at: '2026-01-01', amount: 100 },
    { at: '2026-02-01', amount: 150 },
    { at: '2026-03-01', amount: 170 },
  ]);
  expect(revenueSeries(records, dayNumber('2026-02-15'), null)).toHaveLength(2);
});

test('trials and what has ended bring nothing', () => {
  const records = {
    subscription: [
      subscription({ trial: true }),
      subscription({ id: 'b', endedAt: '2026-10-01' }),
      subscription({ id: 'c', monthlyAmount: 10 }),
    ],
  };
  expect(annualRevenue(records, ASOF, null)?.amount).toBe(120);
  expect(annualRevenue({ subscription: [subscription({ trial: true })] }, ASOF, null)).toBeUndefined();
});

describe('currencies', () => {
  const records = {
    subscription: [
      subscription({ monthlyAmount: 100 }),
      subscription({ id: 'b', accountId: 'cus_2', monthlyAmount: 50, currency: 'USD' }),
    ],
    invoice: [bill('2026-01-01', 100), bill('2026-01-01', 50, { accountId: 'cus_2', currency: 'USD' })],
  };
  const rates = parseExchangeRates('date,currency,rate\n2026-01-01,USD,0.9\n2026-06-01,USD,0.8\n');

  test('are added up at the rate of the day', () => {
    const exchange = createExchange('EUR', rates);
    expect(annualRevenue(records, ASOF, exchange)?.amount).toBeCloseTo(12 * 140, 8);
    expect(annualRevenue(records, dayNumber('2026-02-01'), exchange)?.amount).toBeCloseTo(12 * 145, 8);
  });

  test('that fall are no contraction', () => {
    expect(movements(revenueSeries(records, ASOF, createExchange('EUR', rates)))).toEqual([]);
  });

  test('are not mixed without rates, nor before the first rate', () => {
    expect(annualRevenue(records, ASOF, null)).toEqual({ amount: 1200, currency: 'EUR' });
    expect(annualRevenue(records, dayNumber('2025-12-01'), createExchange('EUR', rates))?.amount).toBe(1200);
  });

  test.each([
    '',
    'date;currency;rate',
    'date,currency,rate\n2026-01-01,usd,1',
    'date,currency,rate\n2026-01-01,USD,-1',
    'date,currency,rate\nsoon,USD,1',
  ])('rates %j are refused', (text) => {
    expect(() => parseExchangeRates(text)).toThrow(RangeError);
  });
});

describe('rises and falls', () => {
  test('are events; beginnings, ends and rounding are not', () => {
    const records = {
      mrr: [
        steps('a', [
          ['2025-01-01', 100],
          ['2026-03-01', 101],
          ['2026-06-01', 150],
          ['2026-09-01', 80],
          ['2026-12-01', 200],
        ]),
      ],
      subscription: [subscription({ accountId: 'acc_1' })],
    };
    expect(movements(revenueSeries(records, ASOF, null))).toEqual([
      { at: '2026-06-01', contraction: false },
      { at: '2026-09-01', contraction: true },
    ]);
  });

  test('of an account with several subscriptions are not guessed from bills that do not name theirs', () => {
    const records = {
      subscription: [subscription(), subscription({ id: 'b' })],
      invoice: [bill('2026-01-01', 100, { subscriptionId: 'b' }), bill('2026-01-15', 10)],
    };
    expect(revenueSeries(records, ASOF, null)).toEqual([]);
  });

  test('of an account with several subscriptions are right on every past day, by the bills of each', () => {
    const of = (subscriptionId: string, at: string, amount: number) =>
      bill(at, amount, { id: `${subscriptionId} ${at}`, subscriptionId });
    const records = {
      subscription: [
        subscription({ id: 'a', startedAt: '2026-01-01', endedAt: '2026-06-10' }),
        subscription({ id: 'b', startedAt: '2026-02-15' }),
        subscription({ id: 'trial', startedAt: '2026-09-01', trial: true }),
      ],
      invoice: [
        of('a', '2026-01-01', 100),
        of('b', '2026-02-15', 40),
        of('a', '2026-03-01', 120),
        of('b', '2026-07-15', 70),
        of('b', '2026-12-15', 90),
      ],
    };
    const series = [
      { at: '2026-01-01', amount: 100 },
      { at: '2026-02-15', amount: 140 },
      { at: '2026-03-01', amount: 160 },
      { at: '2026-06-10', amount: 40 },
      { at: '2026-07-15', amount: 70 },
    ];
    expect(revenueSeries(records, ASOF, null)).toEqual(series);
    expect(revenueSeries(records, dayNumber('2026-02-20'), null)).toEqual(series.slice(0, 2));
  });

  test('reach the score: a fall is a contraction, a deal and its bills count once', () => {
    const options = { asOf: '2026-11-01', isLatest: true, history: [], managerId: null };
    const business = (points: [string, number][], kinds: ('deal' | 'mrr')[] = ['mrr']) =>
      assembleSignals(
        facts([steps('a', points), subscription({ accountId: 'acc_1' })]),
        portal({ kinds }),
        options,
      ).business;
    expect(
      business([
        ['2025-01-01', 100],
        ['2026-09-01', 60],
      ])?.expansion,
    ).toEqual([{ at: '2026-09-01', contraction: true }]);
    expect(business([['2025-01-01', 100]])?.expansion).toBeUndefined();
    expect(business([['2025-01-01', 100]], ['deal'])?.expansion).toEqual([]);
  });
});

test('trainings and milestones count as they were known on the day', () => {
  const step = (id: string, over: Partial<RecordOf<'progress'>>): RecordOf<'progress'> => ({
    kind: 'progress',
    id,
    accountId: 'a',
    step: 'training',
    name: id,
    assignedAt: '2026-09-01',
    dueAt: null,
    doneAt: null,
    ...over,
  });
  const known = facts([
    step('t1', { doneAt: '2026-10-01' }),
    step('t2', {}),
    step('m1', { step: 'milestone', dueAt: '2026-10-15', doneAt: '2026-10-20' }),
    step('m2', { step: 'milestone', dueAt: '2026-12-01' }),
  ]);
  const usage = (asOf: string) =>
    assembleSignals(known, portal(), { asOf, isLatest: false, history: [], managerId: null }).usage;
  expect(usage('2026-11-01')).toMatchObject({
    training: { assigned: 2, completed: 1 },
    milestones: { due: 1, done: 1 },
  });
  expect(usage('2026-10-16')).toMatchObject({ milestones: { due: 1, done: 0 } });
  expect(usage('2026-08-01')).toBeUndefined();
});
