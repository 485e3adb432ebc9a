import { dayNumber } from '../../../src/model/day.ts';
import { isKeyUser, userHealth } from '../../../src/scoring/index.ts';
import { AS_OF, MODEL, daysAgo, score } from '../subject.ts';

const today = dayNumber(AS_OF);
const healthOf = (user: object) => userHealth({ id: 'u', ...user }, today, MODEL)?.score;

describe('user health', () => {
  test('is 0.5 × recency + 0.3 × active days + 0.2 × advanced features', () => {
    // 3 days → 100, 20 days → 90, 1 feature → 70: 50 + 27 + 14
    expect(healthOf({ lastActive: daysAgo(3), activeDays: [20], advancedFeatures: 1 })).toBeCloseTo(91, 9);
    // 30 days → 29, 0 days → 0, none → 40: 14.5 + 0 + 8
    expect(healthOf({ lastActive: daysAgo(30), activeDays: [0], advancedFeatures: 0 })).toBeCloseTo(22.5, 9);
    expect(healthOf({ lastActive: daysAgo(0), activeDays: [30], advancedFeatures: 3 })).toBe(100);
    expect(healthOf({ lastActive: daysAgo(0), activeDays: [30], advancedFeatures: 2 })).toBeCloseTo(97, 9);
  });

  test('spreads the weight of what is unknown', () => {
    expect(healthOf({ lastActive: daysAgo(7) })).toBeCloseTo(89, 9);
    expect(healthOf({ lastActive: daysAgo(7), advancedFeatures: 0 })).toBeCloseTo(
      (0.5 * 89 + 0.2 * 40) / 0.7,
      9,
    );
    expect(healthOf({ activeDays: [4] })).toBeCloseTo(70, 9);
  });

  test('a user seen in no window is inactive, not unknown', () => {
    expect(healthOf({ activeDays: [0, 0, 0] })).toBe(0);
  });

  test('ignores a last activity after the as-of day', () => {
    expect(healthOf({ lastActive: daysAgo(-1), activeDays: [4] })).toBeCloseTo(70, 9);
    expect(healthOf({ lastActive: daysAgo(-1) })).toBeUndefined();
  });

  test('is at risk below 40', () => {
    const risk = (lastActive: string) => userHealth({ id: 'u', lastActive }, today, MODEL)?.atRisk;
    expect(risk(daysAgo(21))).toBe(false);
    expect(risk(daysAgo(30))).toBe(true);
  });

  test('a user of whom nothing is known is left out; the rest come by id', () => {
    const users = [{ id: 'c', activeDays: [4] }, { id: 'b' }, { id: 'a', activeDays: [4] }];
    expect(score({ usage: { users } }).users.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  test('sponsor, champion and admin are key users', () => {
    expect(
      (['executive-sponsor', 'champion', 'admin', 'member'] as const).map((role) => isKeyUser({ role })),
    ).toEqual([true, true, true, false]);
    expect(isKeyUser({})).toBe(false);
  });
});
