import fc from 'fast-check';
import { roundHalfAway, roundToTotal } from '../../../src/scoring/words/round-terms.ts';

describe('roundHalfAway', () => {
  test('treats gains and losses alike', () => {
    expect([8.5, -8.5, 8.4, -8.4, 0].map(roundHalfAway)).toEqual([9, -9, 8, -8, 0]);
    expect(Object.is(roundHalfAway(-0.3), 0)).toBe(true);
  });
});

describe('roundToTotal', () => {
  test('gives the missing point to the value that lost most', () => {
    expect(roundToTotal([-6.2, -4.1, 1.4])).toEqual([-6, -4, 1]);
    expect(roundToTotal([0.4, 0.4, 0.4])).toEqual([1, 0, 0]);
    expect(roundToTotal([33.4, 33.3, 33.3])).toEqual([34, 33, 33]);
  });

  test('has nothing to round in an empty list', () => {
    expect(roundToTotal([])).toEqual([]);
  });

  test('for any values: adds up, less than a point off, never the wrong sign', () => {
    const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (exact) => {
        const rounded = roundToTotal(exact);
        const sum = (list: readonly number[]) => list.reduce((total, value) => total + value, 0);
        expect(sum(rounded)).toBe(roundHalfAway(sum(exact)));
        rounded.forEach((value, index) => {
          expect(Math.abs(value - (exact[index] ?? 0))).toBeLessThan(1);
          expect(value * (exact[index] ?? 0)).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });
});
