import fc from 'fast-check';
import { interpolate, type Curve } from '../../src/scoring/index.ts';

const curve: Curve = [
  [0, 10],
  [10, 30],
  [20, 0],
];

test.each([
  [-5, 10],
  [0, 10],
  [5, 20],
  [10, 30],
  [15, 15],
  [20, 0],
  [99, 0],
])('%p → %p', (value, expected) => {
  expect(interpolate(curve, value)).toBeCloseTo(expected, 12);
});

test('infinities are clamped like any other value', () => {
  expect(interpolate(curve, Number.NEGATIVE_INFINITY)).toBe(10);
  expect(interpolate(curve, Number.POSITIVE_INFINITY)).toBe(0);
});

test('a single point is a constant', () => {
  expect(interpolate([[3, 42]], -1)).toBe(42);
  expect(interpolate([[3, 42]], 7)).toBe(42);
});

test('what is not a number, and a curve without points, are refused', () => {
  expect(() => interpolate(curve, Number.NaN)).toThrow('not a number');
  expect(() => interpolate([], 1)).toThrow('at least one control point');
});

test('between two points the result lies between their scores', () => {
  fc.assert(
    fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (value) => {
      const score = interpolate(curve, value);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(30);
    }),
  );
});
