import { hourNumber } from '../../../src/scoring/facts/hour-number.ts';

const HOUR = 3_600_000;

test.each([
  ['2026-10-31', '2026-10-31T00:00:00Z'],
  ['2026-10-31T00:30', '2026-10-31T00:30:00Z'],
  ['2026-10-31T00:30:15', '2026-10-31T00:30:15Z'],
  ['2026-10-31T00:30:15.250', '2026-10-31T00:30:15.250Z'],
  ['2026-10-31T00:30:15Z', '2026-10-31T00:30:15Z'],
  ['2026-10-31T00:30:15+01:00', '2026-10-30T23:30:15Z'],
  ['2026-10-31T00:30:15-0130', '2026-10-31T02:00:15Z'],
])('%s is %s, whatever the zone of the machine', (iso, instant) => {
  expect(hourNumber(iso)).toBeCloseTo(Date.parse(instant) / HOUR, 9);
});
