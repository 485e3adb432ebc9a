import { queuePriority } from '../../../src/scoring/index.ts';
import { AS_OF, daysAgo } from '../subject.ts';

const priority = (renewsIn: number | null, arr: number | null = 1000, risk = 40) =>
  queuePriority({ risk, arr, renewsAt: renewsIn === null ? null : daysAgo(-renewsIn), asOf: AS_OF });

describe('queue priority', () => {
  test.each([
    [365, 40_000],
    [181, 40_000],
    [180, 40_000],
    [90, 60_000],
    [0, 80_000],
    [-10, 40_000],
    [null, 40_000],
  ])('risk 40 on 1,000 a year, renewal in %p days: %p', (days, expected) => {
    expect(priority(days)).toBeCloseTo(expected, 6);
  });

  test('more risk or more revenue stands higher; unknown revenue still orders by risk', () => {
    expect(priority(90, 1000, 55)).toBeGreaterThan(priority(90));
    expect(priority(90, 2000)).toBeGreaterThan(priority(90));
    expect(priority(null, null, 55)).toBeGreaterThan(priority(null, null, 40));
  });
});
