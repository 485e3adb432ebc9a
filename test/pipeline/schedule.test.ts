import { daysBetween } from '../../src/model/day.ts';
import { backfillDays, catchUpDays } from '../../src/pipeline/schedule.ts';

const asOf = '2026-11-01';

test('a first sync scores the past year weekly and the last 60 days daily', () => {
  const days = backfillDays({ asOf, from: '2024-01-01', to: asOf });
  const daily = days.slice(-60);
  const weekly = days.slice(0, -60);
  expect(daily.at(-1)).toBe(asOf);
  expect(daily.slice(1).every((day, index) => daysBetween(daily[index] ?? '', day) === 1)).toBe(true);
  expect(weekly).toHaveLength(43);
  expect(weekly.slice(1).every((day, index) => daysBetween(weekly[index] ?? '', day) === 7)).toBe(true);
  expect(daysBetween(weekly.at(-1) ?? '', daily[0] ?? '')).toBe(7);
  expect(daysBetween(days[0] ?? '', asOf)).toBeLessThanOrEqual(365);
});

test('no past day is scored before a whole first window is covered', () => {
  const days = backfillDays({ asOf, from: '2026-09-20', to: asOf });
  expect(days[0]).toBe('2026-10-19');
});

test('a customer of yesterday is scored today', () => {
  expect(backfillDays({ asOf, from: '2026-10-31', to: asOf })).toEqual([asOf]);
});

test('a lost customer is scored to the last day and not after', () => {
  const days = backfillDays({ asOf, from: '2024-01-01', to: '2026-10-20' });
  expect(days.at(-1)).toBe('2026-10-20');
  expect(backfillDays({ asOf, from: '2024-01-01', to: '2023-01-01' })).toEqual([]);
});

test('a later run scores the days that no run scored', () => {
  expect(catchUpDays('2026-10-29', { asOf, to: asOf })).toEqual(['2026-10-30', '2026-10-31', asOf]);
  expect(catchUpDays(asOf, { asOf, to: asOf })).toEqual([asOf]);
  expect(catchUpDays('2026-01-01', { asOf, to: asOf })).toHaveLength(61);
  expect(catchUpDays('2026-10-29', { asOf, to: '2026-10-30' })).toEqual(['2026-10-30']);
});
