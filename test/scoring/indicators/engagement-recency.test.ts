import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

const spoke = (...ages: number[]) => ({
  relationship: { interactions: ages.map((age) => ({ at: daysAgo(age) })) },
});

describe('engagement-recency', () => {
  test.each([
    [0, 100],
    [7, 90],
    [30, 70],
    [45, 57.5],
    [60, 45],
    [90, 25],
    [180, 0],
    [400, 0],
  ])('last contact %p days ago scores %p', (age, expected) => {
    expect(scoreOf('engagement-recency', spoke(age, age + 20))).toBeCloseTo(expected, 9);
  });

  test('contacts to come do not count; none at all is no data', () => {
    expect(scoreOf('engagement-recency', spoke(-1, 30))).toBe(70);
    expect(measure('engagement-recency', spoke(-1))).toEqual({ state: 'no-data' });
    expect(measure('engagement-recency', {})).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('engagement-recency', spoke(3))).toEqual({ en: '3 days ago', es: 'hace 3 días' });
  });
});
