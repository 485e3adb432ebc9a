import { BAND_ORDER, compareBands, depthInside } from '../../../src/scoring/bands/ranges.ts';
import { BOUNDARIES } from './fixtures.ts';

describe('compareBands', () => {
  test('orders from red to thriving', () => {
    expect([...BAND_ORDER].reverse().sort(compareBands)).toEqual(BAND_ORDER);
    expect(compareBands('yellow', 'yellow')).toBe(0);
  });
});

describe('depthInside', () => {
  test('counts from the upper edge on the way down and from the lower edge on the way up', () => {
    expect(depthInside(BOUNDARIES, 'yellow', 'green', 77.5)).toBe(2.5);
    expect(depthInside(BOUNDARIES, 'yellow', 'orange', 77.5)).toBe(17.5);
  });

  test('takes the edge facing the published band when a band is jumped over', () => {
    expect(depthInside(BOUNDARIES, 'orange', 'green', 59)).toBe(1);
    expect(depthInside(BOUNDARIES, 'green', 'red', 81)).toBe(1);
  });

  test('works for any order of the boundaries and for a published band this model lacks', () => {
    const threeBands = [
      { id: 'green', from: 71 },
      { id: 'red', from: 0 },
      { id: 'yellow', from: 41 },
    ] as const;
    expect(depthInside(threeBands, 'red', 'orange', 39)).toBe(2);
    expect(depthInside(threeBands, 'yellow', 'orange', 42)).toBe(1);
  });

  test('a band without the facing edge is infinitely deep', () => {
    expect(depthInside(BOUNDARIES, 'green', 'thriving', 95)).toBe(Infinity);
  });
});
