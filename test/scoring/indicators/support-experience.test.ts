import { measure, scoreOf, wordsOf } from '../subject.ts';

/** `active` users in window 0, so that the volume is `opened × 10 ÷ active`. */
function tickets(opened: number, sentiment?: number, active?: number) {
  const users = Array.from({ length: active ?? 0 }, (_, index) => ({ id: `u${index}`, activeDays: [5] }));
  return {
    relationship: { tickets: { opened, sentiment } },
    ...(active === undefined ? {} : { usage: { users } }),
  };
}

describe('support-experience', () => {
  test.each([
    [-1, 10],
    [-0.65, 25],
    [-0.3, 40],
    [-0.15, 52.5],
    [0, 65],
    [0.3, 80],
    [0.65, 90],
    [1, 100],
  ])('sentiment %p at low volume scores %p', (sentiment, expected) => {
    expect(scoreOf('support-experience', tickets(1, sentiment, 10))).toBeCloseTo(expected, 9);
  });

  test.each([
    // Volume per 10 active users, from 1 on: 10 points each, at most 25.
    [1, 40],
    [2, 30],
    [3, 20],
    [4, 15],
    [9, 15],
  ])('%p tickets of 10 users in a bad mood score %p', (opened, expected) => {
    expect(scoreOf('support-experience', tickets(opened, -0.3, 10))).toBeCloseTo(expected, 9);
  });

  test.each([
    // From 2 on: 5 points each, at most 10.
    [2, 80],
    [3, 75],
    [4, 70],
    [9, 70],
  ])('%p tickets of 10 users in a good mood score %p', (opened, expected) => {
    expect(scoreOf('support-experience', tickets(opened, 0.3, 10))).toBeCloseTo(expected, 9);
  });

  test('no ticket is neither good nor bad', () => {
    expect(scoreOf('support-experience', tickets(0))).toBe(70);
  });

  test('unknown sentiment counts as neutral', () => {
    expect(scoreOf('support-experience', tickets(1, undefined, 10))).toBe(65);
  });

  test('with nobody active the volume is counted for one user, and the floor is 0', () => {
    expect(scoreOf('support-experience', tickets(1, -1, 0))).toBe(0);
  });

  test('an unknown number of users counts as one', () => {
    expect(scoreOf('support-experience', tickets(8, -0.3))).toBeCloseTo(15, 9);
  });

  test('names the topic of most tickets', () => {
    const topics = [
      { topic: 'billing', count: 1 },
      { topic: 'integration', count: 2 },
    ];
    const found = measure('support-experience', { relationship: { tickets: { opened: 3, topics } } });
    expect(found).toMatchObject({ value: { topic: 'integration' } });
    const split = topics.map((each) => ({ ...each, count: 1 }));
    expect(
      measure('support-experience', { relationship: { tickets: { opened: 3, topics: split } } }),
    ).toMatchObject({
      value: { topic: null },
    });
  });

  test('no ticket section is no data', () => {
    expect(measure('support-experience', { relationship: {} })).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('support-experience', tickets(3, -0.2))).toEqual({
      en: '3 tickets in 30 days, mood −0.2',
      es: '3 tickets en 30 días, ánimo −0,2',
    });
  });
});
