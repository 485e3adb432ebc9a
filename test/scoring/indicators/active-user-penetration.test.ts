import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

function seatsInUse(active: number, seats: number) {
  const users = Array.from({ length: active + 2 }, (_, index) => ({
    id: `u${index}`,
    activeDays: index < active ? [1] : [0, 12],
  }));
  return { usage: { seats, users } };
}

describe('active-user-penetration', () => {
  test.each([
    [0, 0],
    [2, 25],
    [4, 50],
    [5, 60],
    [6, 70],
    [7, 80],
    [8, 90],
    [9, 95],
    [10, 100],
    [13, 100],
  ])('%p of 10 seats score %p', (active, expected) => {
    expect(scoreOf('active-user-penetration', seatsInUse(active, 10))).toBeCloseTo(expected, 9);
  });

  test('S0: 18 of 20 seats is excellent, 8 of 20 is poor', () => {
    expect(scoreOf('active-user-penetration', seatsInUse(18, 20))).toBeCloseTo(95, 9);
    expect(scoreOf('active-user-penetration', seatsInUse(8, 20))).toBeCloseTo(50, 9);
  });

  test('a user whose active days are unknown counts by the last activity', () => {
    const users = [
      { id: 'u1', lastActive: daysAgo(29) },
      { id: 'u2', lastActive: daysAgo(30) },
      { id: 'u3', lastActive: daysAgo(-1) },
    ];
    expect(measure('active-user-penetration', { usage: { seats: 10, users } })).toMatchObject({
      value: { active: 1, seats: 10, ratio: 0.1 },
    });
  });

  test.each([
    ['no users', { usage: { seats: 10 } }],
    ['no seats', { usage: { users: [{ id: 'u1', activeDays: [3] }] } }],
    ['no seats bought', { usage: { seats: 0, users: [{ id: 'u1', activeDays: [3] }] } }],
    ['users of whom nothing is known', { usage: { seats: 10, users: [{ id: 'u1' }] } }],
    ['no usage', {}],
  ])('%s is no data', (_name, sections) => {
    expect(measure('active-user-penetration', sections)).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('active-user-penetration', seatsInUse(14, 20))).toEqual({
      en: '14 of 20 seats',
      es: '14 de 20 asientos',
    });
  });
});
