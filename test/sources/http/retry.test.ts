import { AppError } from '../../../src/errors.ts';
import { retryDelayMs, withRetry } from '../../../src/sources/http/retry.ts';
import {
  errorForNetwork,
  errorForStatus,
  resetAfterMs,
  retryAfterMs,
} from '../../../src/sources/http/upstream-error.ts';

const UPSTREAM = { name: 'Vendor', credentials: 'VENDOR_KEY' };
const unavailable = new AppError('upstream-unavailable', 'down');

describe('the retry policy', () => {
  test('doubles from half a second, with jitter downwards to half, up to thirty seconds', () => {
    expect([1, 2, 3].map((attempt) => retryDelayMs(unavailable, attempt, () => 0))).toEqual([250, 500, 1000]);
    expect([1, 2, 3].map((attempt) => retryDelayMs(unavailable, attempt, () => 1))).toEqual([
      500, 1000, 2000,
    ]);
  });

  test('gives up after six attempts', () => {
    expect(retryDelayMs(unavailable, 5, () => 0)).not.toBeNull();
    expect(retryDelayMs(unavailable, 6, () => 0)).toBeNull();
  });

  test('waits as long as asked, but leaves a long wait to the scheduler', () => {
    const asked = (retryAfterMs: number) => new AppError('rate-limited', 'slow', { retryAfterMs });
    expect(retryDelayMs(asked(9000), 1, () => 0)).toBe(9000);
    expect(retryDelayMs(asked(3_600_000), 1, () => 0)).toBeNull();
  });

  test.each([
    'unauthorized',
    'forbidden',
    'upstream-rejected',
    'upstream-invalid',
    'internal',
    'cancelled',
  ] as const)('%s is never repeated', (code) => {
    expect(retryDelayMs(new AppError(code, 'x'), 1, () => 0)).toBeNull();
  });
});

describe('withRetry', () => {
  const never = new AbortController().signal;

  test('hands on the first success and tells the log about each failure', async () => {
    const messages: string[] = [];
    let calls = 0;
    const operation = async () => {
      calls += 1;
      if (calls < 3) throw unavailable;
      return 'done';
    };
    const deps = { sleep: async () => undefined, log: (message: string) => void messages.push(message) };
    await expect(withRetry(operation, never, deps)).resolves.toBe('done');
    expect(messages).toHaveLength(2);
  });

  test('an abort during the wait ends it as cancelled', async () => {
    const controller = new AbortController();
    const failing = withRetry(() => Promise.reject(unavailable), controller.signal, { random: () => 1 });
    setTimeout(() => controller.abort(), 5);
    await expect(failing).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('a fault of our own is not repeated', async () => {
    let calls = 0;
    const operation = () => {
      calls += 1;
      return Promise.reject(new TypeError('bug'));
    };
    await expect(withRetry(operation, never, {})).rejects.toMatchObject({ code: 'internal' });
    expect(calls).toBe(1);
  });
});

test.each([
  [401, 'unauthorized', 'VENDOR_KEY'],
  [403, 'forbidden', 'VENDOR_KEY'],
  [429, 'rate-limited', 'later'],
  [408, 'upstream-unavailable', 'later'],
  [500, 'upstream-unavailable', 'later'],
  [599, 'upstream-unavailable', 'later'],
  [400, 'upstream-rejected', 'refused'],
  [404, 'upstream-rejected', 'refused'],
])('%d is %s and says what to do', (status, code, remedy) => {
  const error = errorForStatus(UPSTREAM, { status, detail: `<b>\u0000long</b>\n${'x'.repeat(9000)}` });
  expect(error.code).toBe(code);
  expect(error.message).toContain('Vendor');
  expect(error.message).toContain(remedy);
  expect(error.message.length).toBeLessThan(400);
  expect(error.message).not.toContain('\u0000');
});

test('a network failure names its reason', () => {
  const cause = new TypeError('fetch failed', {
    cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
  });
  expect(errorForNetwork(UPSTREAM, cause).message).toContain('ECONNREFUSED');
});

test.each([
  ['7', null, 7000],
  ['0.5', null, 500],
  ['Thu, 12 Nov 2026 10:00:30 GMT', 'Thu, 12 Nov 2026 10:00:00 GMT', 30_000],
  ['Thu, 12 Nov 2026 09:00:00 GMT', 'Thu, 12 Nov 2026 10:00:00 GMT', 0],
  ['Thu, 12 Nov 2026 10:00:30 GMT', null, undefined],
  ['soon', null, undefined],
  ['-5', null, undefined],
  [null, null, undefined],
])('Retry-After %s at %s is %s ms', (header, date, expected) => {
  expect(retryAfterMs(header, date)).toBe(expected);
});

describe('resetAfterMs', () => {
  const DATE = 'Sun, 22 Nov 2026 10:00:00 GMT';

  test.each([
    ['5', DATE, 5000],
    [String(Date.parse(DATE) / 1000 + 9), DATE, 9000],
    [String(Date.parse(DATE) / 1000 - 9), DATE, 0],
    [String(Date.parse(DATE) / 1000), null, undefined],
    ['soon', DATE, undefined],
    ['-3', DATE, undefined],
    [null, DATE, undefined],
  ])('%j at %j is %j', (reset, date, expected) => {
    expect(resetAfterMs(reset, date)).toBe(expected);
  });
});
