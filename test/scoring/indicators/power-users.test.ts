import { type UsageUser } from '../../../src/model/signals.ts';
import { measure, scoreOf, wordsOf } from '../subject.ts';

const POWER = { activeDays: [15], advancedFeatures: 1, workflowsCompleted: 1 };

const people = (...users: Omit<UsageUser, 'id'>[]) => ({
  usage: { users: users.map((user, index) => ({ id: `u${index}`, ...user })) },
});

describe('power-users', () => {
  test.each([
    [0, 10],
    [1, 50],
    [2, 70],
    [3, 90],
    [4, 95],
    [5, 100],
    [9, 100],
  ])('%p power users score %p', (count, expected) => {
    const users = Array.from({ length: count }, () => POWER);
    expect(scoreOf('power-users', people(...users, { activeDays: [14] }))).toBeCloseTo(expected, 9);
  });

  test.each([
    ['14 active days', { ...POWER, activeDays: [14, 30] }],
    ['no advanced feature', { ...POWER, advancedFeatures: 0 }],
    ['no completed workflow', { ...POWER, workflowsCompleted: 0 }],
  ])('%s is not enough', (_name, user) => {
    expect(scoreOf('power-users', people(user))).toBe(10);
  });

  test('a user who may or may not be one is not counted either way', () => {
    expect(scoreOf('power-users', people(POWER, { activeDays: [20] }))).toBe(50);
    expect(measure('power-users', people({ activeDays: [20] }, { activeDays: [0] }))).toEqual({
      state: 'no-data',
    });
  });

  test('no users listed is known, no list is not', () => {
    expect(scoreOf('power-users', people())).toBe(10);
    expect(measure('power-users', { usage: {} })).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('power-users', people(POWER))).toEqual({ en: '1 power user', es: '1 usuario avanzado' });
  });
});
