import { dayNumber } from '../../../src/model/day.ts';
import { createExchange } from '../../../src/model/exchange.ts';
import { healthBreakdown } from '../../../src/model/breakdown.ts';
import { assembleSignals } from '../../../src/pipeline/assemble/assemble.ts';
import { annualRevenue, revenueCurrency, revenueSeries } from '../../../src/scoring/records/revenue.ts';
import { crmCompany, facts, invoice, portal, subscription } from './builders.ts';

const AS_OF = '2026-11-01';
const ASOF = dayNumber(AS_OF);
const stated = (currency: string | null, records: Parameters<typeof facts>[0] = []) =>
  assembleSignals(facts(records, [], new Map(), crmCompany({ arr: 48_000, currency })), portal(), {
    asOf: AS_OF,
    isLatest: true,
    history: [],
    managerId: null,
  }).arr;

test('a revenue that the CRM states counts by the code of its currency, an empty one as EUR', () => {
  expect(stated(' usd')).toEqual({ amount: 48_000, currency: 'USD' });
  expect(stated(null)).toEqual({ amount: 48_000, currency: 'EUR' });
});

test.each(['Euro', 'US$'])('in %j it is none, and what billing says counts', (currency) => {
  expect(stated(currency)).toBeUndefined();
  expect(stated(currency, [subscription({ monthlyAmount: 10 })])).toEqual({ amount: 120, currency: 'EUR' });
});

test('a breakdown can hold any revenue that gets so far', () => {
  const { arr } = healthBreakdown.shape;
  for (const currency of ['Euro', 'US$', 'eur', null])
    expect(arr.safeParse(stated(currency) ?? null).success).toBe(true);
});

test('a subscription in no currency brings no revenue, with rates and without', () => {
  const records = { subscription: [subscription({ currency: 'Euro' })] };
  expect(annualRevenue(records, ASOF, null)).toBeUndefined();
  expect(annualRevenue(records, ASOF, createExchange('EUR', []))).toBeUndefined();
  records.subscription.push(subscription({ id: 'sub_2', monthlyAmount: 10 }));
  expect(annualRevenue(records, ASOF, null)).toEqual({ amount: 120, currency: 'EUR' });
});

test('a code in small letters is the same currency', () => {
  const records = {
    subscription: [subscription({ currency: 'eur' }), subscription({ id: 'sub_2', monthlyAmount: 10 })],
    invoice: [invoice({ monthlyAmount: 100, currency: 'eur ', subscriptionId: 'sub_1' })],
  };
  expect(annualRevenue(records, ASOF, null)).toEqual({ amount: 1_920, currency: 'EUR' });
  expect(revenueCurrency(records, ASOF, null)).toBe('EUR');
  const rates = createExchange('USD', [{ date: '2026-01-01', currency: 'EUR', rate: 2 }]);
  expect(annualRevenue(records, ASOF, rates)).toEqual({ amount: 3_840, currency: 'USD' });
  expect(revenueSeries(records, ASOF, rates)).toEqual([{ at: '2026-10-01', amount: 200 }]);
});
