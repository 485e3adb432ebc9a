import fc from 'fast-check';
import { AppError, ERROR_CODES, type ErrorCode } from '../../src/errors.ts';
import { pauseSeconds } from '../../src/jobs/patience.ts';

const NOT_YET = { times: 0, seconds: 0 };
const HOUR = 3600;

/** The pauses of a job that always fails with this error, until it is given up. */
function pausesOf(error: AppError, random: number): number[] {
  const pauses: number[] = [];
  let waited = NOT_YET;
  for (;;) {
    const pause = pauseSeconds(error, waited, random);
    if (pause === null) return pauses;
    pauses.push(pause);
    waited = { times: waited.times + 1, seconds: waited.seconds + pause };
  }
}

const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('an outage is waited for for hours, in pauses that grow to a quarter of an hour', () => {
  const error = new AppError('upstream-unavailable', 'HubSpot is down');
  fc.assert(
    fc.property(anyRandom, (random) => {
      const pauses = pausesOf(error, random);
      const total = pauses.reduce((sum, each) => sum + each, 0);
      expect(total).toBeGreaterThan(5 * HOUR);
      expect(total).toBeLessThanOrEqual(6 * HOUR);
      expect(pauses[0]).toBeLessThanOrEqual(10);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(900);
      expect(pauses.toSorted((left, right) => left - right)).toEqual(pauses);
    }),
  );
});

test('what the other side asks for is waited for, for hours if need be, and never cut short', () => {
  fc.assert(
    fc.property(anyRandom, fc.integer({ min: 1, max: 86_400_000 }), (random, retryAfterMs) => {
      const error = new AppError('rate-limited', 'the daily allowance is used up', { retryAfterMs });
      const pauses = pausesOf(error, random);
      const total = pauses.reduce((sum, each) => sum + each, 0);
      for (const pause of pauses) expect(pause * 1000).toBeGreaterThanOrEqual(retryAfterMs);
      expect(total).toBeLessThanOrEqual(6 * HOUR);
      expect(total).toBeGreaterThan(6 * HOUR - Math.max(900, retryAfterMs / 1000) - 1);
    }),
  );
});

test.each(Object.keys(ERROR_CODES) as ErrorCode[])('%s: put off only where waiting can help', (code) => {
  const helps = ['rate-limited', 'upstream-unavailable', 'upstream-invalid', 'store-failed'].includes(code);
  expect(pauseSeconds(new AppError(code, 'x', { retryAfterMs: 1000 }), NOT_YET, 0) !== null).toBe(helps);
});
