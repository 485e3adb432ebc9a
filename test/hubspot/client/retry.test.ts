import { AppError } from '../../../src/errors.ts';
import { isIdempotent, retryDelayMs } from '../../../src/hubspot/client/retry.ts';

const unavailable = new AppError('upstream-unavailable', 'x');

test('the wait doubles, is jittered by half and capped', () => {
  const at = (attempt: number, random: number) => retryDelayMs(unavailable, attempt, true, () => random);
  expect([at(1, 0), at(1, 0.999)]).toEqual([125, expect.closeTo(250, 0)]);
  expect([at(4, 0), at(4, 0.999)]).toEqual([1000, expect.closeTo(2000, -1)]);
  expect(at(5, 0)).toBeNull();
});

test('a wait of hours is left to the caller', () => {
  const error = new AppError('rate-limited', 'x', { retryAfterMs: 3_600_000 });
  expect(retryDelayMs(error, 1, true, () => 0)).toBeNull();
});

test.each(['unauthorized', 'forbidden', 'not-found', 'upstream-rejected', 'internal'] as const)(
  '%s is never repeated',
  (code) => {
    expect(retryDelayMs(new AppError(code, 'x'), 1, true, () => 0)).toBeNull();
  },
);

test.each([
  ['GET', '/crm/objects/2026-09/companies', true],
  ['PATCH', '/crm/properties/2026-09/companies/health_band', true],
  ['POST', '/crm/objects/2026-09/tasks/batch/read', true],
  ['POST', '/crm/objects/2026-09/tasks/batch/create', false],
  ['POST', '/crm/associations/2026-09/tasks/companies/batch/create', true],
  ['POST', '/crm/properties/2026-09/companies', false],
  ['POST', '/crm/lists/2026-09/search', true],
  ['POST', '/automation/v4/flows', false],
])('%s %s idempotent: %s', (method, path, expected) => {
  expect(isIdempotent(method, path)).toBe(expected);
});
