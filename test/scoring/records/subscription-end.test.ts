import { dayFromNumber, dayNumber } from '../../../src/model/day.ts';
import { endDay, runs } from '../../../src/scoring/records/subscription-end.ts';
import { subscription } from '../../pipeline/assemble/builders.ts';

const endOn = (over: Parameters<typeof subscription>[0], day: string) => {
  const end = endDay(subscription(over), dayNumber(day));
  return end === null ? null : dayFromNumber(end);
};

test('a stated end is the end, whatever else the subscription says', () => {
  const ended = { endedAt: '2026-09-01T10:00:00Z', currentPeriodEnd: '2027-01-01', autoRenew: false };
  expect(endOn(ended, '2026-08-01')).toBe('2026-09-01');
  expect(endOn(ended, '2027-06-01')).toBe('2026-09-01');
});

describe('a term that does not renew by itself', () => {
  const termed = { currentPeriodEnd: '2026-10-01', autoRenew: false };

  test.each([
    ['2026-09-30', null],
    ['2026-10-01', null],
    ['2026-10-31', null],
    ['2026-11-01', '2026-10-01'],
    ['2028-01-01', '2026-10-01'],
  ])('on %s has ended on %s: renewals may be signed 30 days late', (day, end) => {
    expect(endOn(termed, day)).toBe(end);
  });

  test('runs until the grace is over', () => {
    expect(runs(subscription(termed), dayNumber('2026-10-31'))).toBe(true);
    expect(runs(subscription(termed), dayNumber('2026-11-01'))).toBe(false);
  });

  test('goes on where it renews by itself, or has no end of a term', () => {
    expect(endOn({ ...termed, autoRenew: true }, '2028-01-01')).toBeNull();
    expect(endOn({ ...termed, currentPeriodEnd: null }, '2028-01-01')).toBeNull();
  });

  test('that ends before it begins runs on no day', () => {
    const never = subscription({ ...termed, startedAt: '2026-10-01', endedAt: '2026-10-01' });
    expect(runs(never, dayNumber('2026-10-01'))).toBe(false);
  });
});
