import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

const pulse = (score: number, age = 5) => ({ relationship: { pulse: { score, at: daysAgo(age) } } });

describe('csm-pulse', () => {
  test.each([
    [1, 0],
    [2, 30],
    [3, 60],
    [4, 85],
    [5, 100],
  ])('a pulse of %p scores %p', (score, expected) => {
    expect(scoreOf('csm-pulse', pulse(score))).toBe(expected);
  });

  test('a pulse is ignored after 90 days and before it is logged', () => {
    expect(scoreOf('csm-pulse', pulse(4, 90))).toBe(85);
    expect(measure('csm-pulse', pulse(4, 91))).toEqual({ state: 'no-data' });
    expect(measure('csm-pulse', pulse(4, -1))).toEqual({ state: 'no-data' });
    expect(measure('csm-pulse', {})).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('csm-pulse', pulse(4))).toEqual({ en: '4 of 5, 5 days ago', es: '4 de 5, hace 5 días' });
  });
});
