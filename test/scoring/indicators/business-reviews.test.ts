import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

const reviews = (attended: number, scheduled: number, lastDaysAgo?: number) => ({
  relationship: {
    reviews: {
      scheduled,
      attended,
      ...(lastDaysAgo === undefined ? {} : { lastAttendedAt: daysAgo(lastDaysAgo) }),
    },
  },
});

describe('business-reviews', () => {
  test.each([
    [0, 0],
    [1, 25],
    [2, 50],
    [3, 75],
    [4, 100],
    [5, 100],
  ])('%p of 4 attended score %p', (attended, expected) => {
    expect(scoreOf('business-reviews', reviews(attended, 4, 10))).toBeCloseTo(expected, 9);
  });

  test('more than 180 days since the last one limits the score to 60', () => {
    expect(scoreOf('business-reviews', reviews(4, 4, 180))).toBe(100);
    expect(scoreOf('business-reviews', reviews(4, 4, 181))).toBe(60);
    expect(scoreOf('business-reviews', reviews(1, 4, 181))).toBe(25);
  });

  test('an unknown or future last day limits nothing', () => {
    expect(scoreOf('business-reviews', reviews(4, 4))).toBe(100);
    expect(measure('business-reviews', reviews(4, 4, -1))).toMatchObject({
      score: 100,
      value: { daysSinceLast: null },
    });
  });

  test('none scheduled is no data', () => {
    expect(measure('business-reviews', reviews(0, 0))).toEqual({ state: 'no-data' });
    expect(measure('business-reviews', {})).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('business-reviews', reviews(3, 4, 42))).toEqual({
      en: '3 of 4 reviews attended, the last 42 days ago',
      es: '3 de 4 revisiones con asistencia, la última hace 42 días',
    });
  });
});
