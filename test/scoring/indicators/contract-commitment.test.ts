import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

const contract = (termMonths: number, renewsIn?: number, autoRenew?: boolean) => ({
  business: {
    contract: { termMonths, autoRenew, renewsAt: renewsIn === undefined ? undefined : daysAgo(-renewsIn) },
  },
});

describe('contract-commitment', () => {
  test.each([
    [0, 40],
    [1, 40],
    [2, 45],
    [3, 50],
    [12, 75],
    [18, 82.5],
    [24, 90],
    [36, 100],
    [60, 100],
  ])('%p months score %p', (months, expected) => {
    expect(scoreOf('contract-commitment', contract(months))).toBeCloseTo(expected, 9);
  });

  test.each([
    [-1, 75],
    [0, 55],
    [90, 55],
    [91, 75],
  ])('without auto-renewal and %p days from renewal a year scores %p', (days, expected) => {
    expect(scoreOf('contract-commitment', contract(12, days, false))).toBe(expected);
  });

  test('auto-renewal on or unknown costs nothing', () => {
    expect(scoreOf('contract-commitment', contract(12, 30, true))).toBe(75);
    expect(scoreOf('contract-commitment', contract(12, 30))).toBe(75);
  });

  test('an unknown term is no data', () => {
    expect(measure('contract-commitment', {})).toEqual({ state: 'no-data' });
    expect(measure('contract-commitment', { business: { contract: { autoRenew: false } } })).toEqual({
      state: 'no-data',
    });
  });

  test('says it in words', () => {
    expect(wordsOf('contract-commitment', contract(12, 92))).toEqual({
      en: '12 months, renews in 92 days',
      es: '12 meses, renueva en 92 días',
    });
    expect(wordsOf('contract-commitment', contract(1)).es).toBe('1 mes');
  });
});
