import { basicCredentials, bearerToken } from '../../../src/sandbox/http/auth.ts';
import { createConcurrencyLimiter, createRateLimiter } from '../../../src/sandbox/http/limits.ts';

test('a rate limiter lets its number through in any window', () => {
  let now = 0;
  const limiter = createRateLimiter(2, 100, () => now);
  expect([limiter.take(), limiter.take(), limiter.take()]).toEqual([true, true, false]);
  now = 99;
  expect(limiter.take()).toBe(false);
  now = 100;
  expect([limiter.take(), limiter.take(), limiter.take()]).toEqual([true, true, false]);
});

test('a concurrency limiter gives a place back once, however often it is left', () => {
  const limiter = createConcurrencyLimiter(2);
  const first = limiter.enter();
  const second = limiter.enter();
  expect(limiter.enter()).toBeNull();
  first?.();
  first?.();
  expect(limiter.enter()).not.toBeNull();
  expect(limiter.enter()).toBeNull();
  second?.();
  expect(limiter.enter()).not.toBeNull();
});

test.each([
  [`Basic ${btoa('key:se:cret')}`, { user: 'key', password: 'se:cret' }],
  [`basic ${btoa('key:')}`, { user: 'key', password: '' }],
  [`Basic ${btoa('no colon')}`, null],
  ['Basic ***', null],
  ['Bearer x', null],
  ['', null],
  [undefined, null],
])('Basic credentials of %p', (header, expected) => {
  expect(basicCredentials(header)).toEqual(expected);
});

test.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['Bearer a b', null],
  ['Basic abc', null],
  [undefined, null],
])('Bearer token of %p', (header, expected) => {
  expect(bearerToken(header)).toBe(expected);
});
