import { dailyUsage, daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

const covered30 = { from: daysAgo(29), to: daysAgo(0) };

/** `days` active days in window 0, the last of them today. */
function activeOn(days: number) {
  return { usage: { coverage: covered30, daily: dailyUsage(days - 1, 0, 3) } };
}

/** Active every day of a long coverage until `silent` days ago; frequency alone would allow far more. */
function silentFor(silent: number) {
  const users = [{ id: 'u1', lastActive: daysAgo(silent), activeDays: [30] }];
  return { usage: { users } };
}

describe('login-activity', () => {
  test.each([
    [1, 30],
    [2, 50],
    [3, 60],
    [4, 70],
    [12, 80],
    [20, 90],
    [30, 100],
  ])('%p active days of 30 score %p', (days, expected) => {
    expect(scoreOf('login-activity', activeOn(days))).toBeCloseTo(expected, 9);
  });

  test.each([
    [0, 100],
    [3, 100],
    [7, 89],
    [14, 69],
    [21, 49],
    [30, 29],
    [60, 14.5],
    [90, 0],
    [200, 0],
  ])('last active %p days ago scores at most %p', (silent, expected) => {
    expect(scoreOf('login-activity', silentFor(silent))).toBeCloseTo(expected, 9);
  });

  test('older windows count half and a quarter', () => {
    // 10, 20 and 30 active days: (10 + 20/2 + 30/4) / 1.75 = 15.7142857…; 70 + (15.714…−4)/16 × 20.
    const daily = [...dailyUsage(9, 0, 1), ...dailyUsage(49, 30, 1), ...dailyUsage(89, 60, 1)];
    const usage = { coverage: { from: daysAgo(89), to: daysAgo(0) }, daily };
    expect(measure('login-activity', { usage })).toMatchObject({
      value: { activeDays: expect.closeTo(27.5 / 1.75, 9) as number, daysSinceLast: 0 },
    });
    expect(scoreOf('login-activity', { usage })).toBeCloseTo(70 + ((27.5 / 1.75 - 4) / 16) * 20, 9);
  });

  test('a window that coverage holds only in part is left out, window 0 is not', () => {
    const daily = [...dailyUsage(9, 0, 1), ...dailyUsage(49, 30, 1)];
    const partly = { coverage: { from: daysAgo(58), to: daysAgo(0) }, daily };
    const wholly = { coverage: { from: daysAgo(59), to: daysAgo(0) }, daily };
    const short = { coverage: { from: daysAgo(12), to: daysAgo(0) }, daily };
    expect(measure('login-activity', { usage: partly })).toMatchObject({ value: { activeDays: 10 } });
    expect(measure('login-activity', { usage: wholly })).toMatchObject({
      value: { activeDays: expect.closeTo(20 / 1.5, 9) as number },
    });
    expect(measure('login-activity', { usage: short })).toMatchObject({ value: { activeDays: 10 } });
  });

  test('windows behind the end of coverage are left out, those before it are not', () => {
    // Coverage ends 45 days ago: window 1 (days 30–59) is partly beyond it, window 2 lies inside.
    const daily = dailyUsage(89, 45, 1);
    const usage = { coverage: { from: daysAgo(89), to: daysAgo(45) }, daily };
    expect(measure('login-activity', { usage })).toMatchObject({
      value: { activeDays: expect.closeTo((0 + 30 / 4) / 1.25, 9) as number, daysSinceLast: 45 },
    });
  });

  test('without coverage it starts at the first day listed', () => {
    const usage = { daily: dailyUsage(59, 0, 1, 2) };
    expect(measure('login-activity', { usage })).toMatchObject({ value: { activeDays: 15 } });
  });

  test('never active in covered time scores 0', () => {
    expect(scoreOf('login-activity', { usage: { coverage: covered30, daily: [] } })).toBe(0);
    expect(scoreOf('login-activity', { usage: { users: [{ id: 'u1', activeDays: [0, 0] }] } })).toBe(0);
  });

  test('two readings of one day count once', () => {
    const daily = [...dailyUsage(9, 0, 2), ...dailyUsage(9, 0, 5)];
    expect(scoreOf('login-activity', { usage: { coverage: covered30, daily } })).toBeCloseTo(77.5, 9);
  });

  test('users stand in for missing daily counts', () => {
    const users = [
      { id: 'u1', lastActive: daysAgo(2), activeDays: [4, 4] },
      { id: 'u2', lastActive: daysAgo(9), activeDays: [2, 4] },
    ];
    expect(scoreOf('login-activity', { usage: { users } })).toBeCloseTo(70, 9);
  });

  test.each([
    ['no usage', {}],
    ['an empty usage section', { usage: {} }],
    ['coverage alone', { usage: { coverage: covered30 } }],
    ['an empty list without coverage', { usage: { daily: [] } }],
    ['only days to come', { usage: { daily: [{ date: daysAgo(-1), activeUsers: 5 }] } }],
    ['users of whom nothing is known', { usage: { users: [{ id: 'u1' }] } }],
    ['a last activity after the as-of day', { usage: { users: [{ id: 'u1', lastActive: daysAgo(-3) }] } }],
  ])('%s is no data', (_name, sections) => {
    expect(measure('login-activity', sections)).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('login-activity', activeOn(20))).toEqual({
      en: 'active on 20 of 30 days, last active 0 days ago',
      es: '20 días activos de 30, último acceso hace 0 días',
    });
  });
});
