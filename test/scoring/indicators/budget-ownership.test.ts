import { measure, scoreOf, wordsOf } from '../subject.ts';

const budget = (change: number, dedicated?: boolean) => ({ business: { budget: { change, dedicated } } });

describe('budget-ownership', () => {
  test.each([
    [-0.9, 10],
    [-0.3, 10],
    [-0.15, 42.5],
    [0, 75],
    [0.1, 87.5],
    [0.2, 100],
    [2, 100],
  ])('a change of %p scores %p', (change, expected) => {
    expect(scoreOf('budget-ownership', budget(change, true))).toBeCloseTo(expected, 9);
  });

  test('no dedicated budget costs 30, down to 0; unknown costs nothing', () => {
    expect(scoreOf('budget-ownership', budget(0, false))).toBe(45);
    expect(scoreOf('budget-ownership', budget(-0.3, false))).toBe(0);
    expect(scoreOf('budget-ownership', budget(0))).toBe(75);
  });

  test('an unknown change is no data', () => {
    expect(measure('budget-ownership', {})).toEqual({ state: 'no-data' });
    expect(measure('budget-ownership', { business: { budget: { dedicated: false } } })).toEqual({
      state: 'no-data',
    });
  });

  test('says it in words', () => {
    expect(wordsOf('budget-ownership', budget(0.1, true))).toEqual({
      en: '+10 % year on year',
      es: '+10 % en un año',
    });
    expect(wordsOf('budget-ownership', budget(-0.1, false)).en).toBe(
      '−10 % year on year, no dedicated budget',
    );
  });
});
