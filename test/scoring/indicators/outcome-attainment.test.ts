import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

/** A goal of which half the time has passed. */
const halfway = (progress: number) => ({ progress, startedAt: daysAgo(50), dueAt: daysAgo(-50) });
const goals = (...all: { progress: number; startedAt: string; dueAt: string }[]) => ({
  business: { goals: all },
});

describe('outcome-attainment', () => {
  test.each([
    [0, 0],
    [0.125, 20],
    [0.25, 40],
    [0.4, 70],
    [0.5, 95],
    [0.55, 97.5],
    [0.6, 100],
    [1, 100],
  ])('progress %p at half the time scores %p', (progress, expected) => {
    expect(scoreOf('outcome-attainment', goals(halfway(progress)))).toBeCloseTo(expected, 9);
  });

  test('the mean over the goals decides', () => {
    // Ratios 1 and 0: mean 0.5.
    expect(scoreOf('outcome-attainment', goals(halfway(0.5), halfway(0)))).toBeCloseTo(40, 9);
  });

  test('a goal past its due day is expected whole', () => {
    const past = { progress: 0.8, startedAt: daysAgo(300), dueAt: daysAgo(20) };
    expect(scoreOf('outcome-attainment', goals(past))).toBeCloseTo(70, 9);
  });

  test('a goal that has hardly begun is expected to be at 5 %', () => {
    const fresh = { progress: 0.05, startedAt: daysAgo(0), dueAt: daysAgo(-365) };
    expect(measure('outcome-attainment', goals(fresh))).toMatchObject({ value: { ratio: 1 } });
  });

  test('a goal that starts later does not count', () => {
    const later = { progress: 0, startedAt: daysAgo(-1), dueAt: daysAgo(-90) };
    expect(scoreOf('outcome-attainment', goals(halfway(0.5), later))).toBeCloseTo(95, 9);
    expect(measure('outcome-attainment', goals(later))).toEqual({ state: 'no-data' });
  });

  test('a goal due before it starts is an error', () => {
    const impossible = { progress: 0.5, startedAt: daysAgo(10), dueAt: daysAgo(20) };
    expect(() => measure('outcome-attainment', goals(impossible))).toThrow('due before it starts');
  });

  test('no goals is no data', () => {
    expect(measure('outcome-attainment', {})).toEqual({ state: 'no-data' });
    expect(measure('outcome-attainment', goals())).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('outcome-attainment', goals(halfway(0.4)))).toEqual({
      en: '80 % of the plan, 1 goal',
      es: '80 % de lo previsto, 1 objetivo',
    });
  });
});
