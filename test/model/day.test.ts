import fc from 'fast-check';
import { addDays, dayFromNumber, dayNumber, dayOf, daysBetween, isIsoDate } from '../../src/model/day.ts';

test('a day number agrees with the platform calendar, on any day of four centuries', () => {
  fc.assert(
    fc.property(fc.integer({ min: -80_000, max: 80_000 }), (number) => {
      const day = dayFromNumber(number);
      expect(day).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10));
      expect(dayNumber(day)).toBe(number);
      expect(dayNumber(`${day}T23:59:59.999Z`)).toBe(number);
    }),
  );
});

test.each([
  ['2026-11-01T00:30:00+02:00', '2026-10-31'],
  ['2026-10-31T23:30:00-03:00', '2026-11-01'],
  ['2026-11-01T12:00:00Z', '2026-11-01'],
  ['2026-11-01T23:30', '2026-11-01'],
  ['2026-11-01T23:30:00.5', '2026-11-01'],
])('%s is on the UTC day %s', (instant, day) => {
  expect(dayOf(instant)).toBe(day);
});

test('days add and subtract across months and leap years', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(daysBetween('2026-12-31', '2026-01-01')).toBe(-364);
});

test.each([
  '2026-02-29',
  '2026-13-01',
  '2026-00-10',
  '26-01-01',
  '2026-1-1',
  'tomorrow',
  '',
  '2026-11-01T25:00:00Z',
  '2026-11-01 10:00',
])('%j is not a date', (text) => {
  expect(isIsoDate(text)).toBe(false);
});

test.each(['2028-02-29', '2026-11-01T09:00:00Z', '2026-11-01T09:00:00.123+05:30', '2026-11-01T09:00'])(
  '%j is a date',
  (text) => {
    expect(isIsoDate(text)).toBe(true);
  },
);

test('what is not a date has no day number', () => {
  expect(dayNumber('garbage!!!')).toBeNaN();
  expect(dayNumber('')).toBeNaN();
});
