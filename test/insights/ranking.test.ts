import fc from 'fast-check';
import { AppError } from '../../src/errors.ts';
import { type Direction, rocAuc, rocAucWithin } from '../../src/insights/ranking.ts';

interface Ranked {
  readonly scores: readonly number[];
  readonly labels: readonly boolean[];
}

const DIRECTIONS: readonly Direction[] = ['lower-is-positive', 'higher-is-positive'];

/** Every positive against every negative, one by one. */
function bruteForce({ scores, labels }: Ranked, direction: Direction): { wins: number; pairs: number } {
  const sign = direction === 'lower-is-positive' ? -1 : 1;
  let wins = 0;
  let pairs = 0;
  scores.forEach((positive, i) => {
    scores.forEach((negative, j) => {
      if (labels[i] !== true || labels[j] !== false) return;
      pairs += 1;
      const lead = sign * (positive - negative);
      if (lead === 0) wins += 0.5;
      else if (lead > 0) wins += 1;
    });
  });
  return { wins, pairs };
}

const ratio = ({ wins, pairs }: { wins: number; pairs: number }) => (pairs === 0 ? null : wins / pairs);

function expectEqual(actual: number | null, expected: number | null): void {
  if (actual === null || expected === null) expect(actual).toBe(expected);
  else expect(Math.abs(actual - expected)).toBeLessThan(1e-12);
}

/** Few distinct values half of the time, so that there are many ties. */
const anyScore = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 100, noNaN: true }));
const anyRanked: fc.Arbitrary<Ranked> = fc
  .array(fc.tuple(anyScore, fc.boolean()), { maxLength: 60 })
  .map((rows) => ({ scores: rows.map(([score]) => score), labels: rows.map(([, label]) => label) }));

describe('rocAuc', () => {
  test('is 1 when every churner had the lower health, 0 when every one had the higher', () => {
    const [scores, labels] = [
      [20, 30, 80, 90],
      [true, true, false, false],
    ];
    expect(rocAuc(scores, labels, 'lower-is-positive')).toBe(1);
    expect(rocAuc(scores, labels, 'higher-is-positive')).toBe(0);
  });

  test('counts ties as half', () => {
    expect(rocAuc([50, 50], [true, false], 'lower-is-positive')).toBe(0.5);
    expect(rocAuc([50, 50, 60], [true, false, false], 'lower-is-positive')).toBe(0.75);
  });

  test.each(DIRECTIONS)('equals counting every pair, %s', (direction) => {
    fc.assert(
      fc.property(anyRanked, ({ scores, labels }) => {
        expectEqual(rocAuc(scores, labels, direction), ratio(bruteForce({ scores, labels }, direction)));
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(anyRanked, ({ scores, labels }) => {
        const reversed = rocAuc(scores.toReversed(), labels.toReversed(), 'lower-is-positive');
        expect(reversed).toBe(rocAuc(scores, labels, 'lower-is-positive'));
      }),
    );
  });

  test('treats −0 and 0 as the same score', () => {
    expect(rocAuc([-0, 0], [true, false], 'lower-is-positive')).toBe(0.5);
  });

  test.each([
    ['nobody', [], []],
    ['no positives', [1, 2], [false, false]],
    ['no negatives', [1, 2], [true, true]],
  ])('is null with %s: there is nothing to rank', (_name, scores, labels) => {
    expect(rocAuc(scores, labels, 'lower-is-positive')).toBeNull();
  });

  test.each([
    ['NaN', [1, Number.NaN], [true, false]],
    ['infinity', [Number.POSITIVE_INFINITY, 1], [true, false]],
    ['an outcome too few', [1, 2], [true]],
    ['an outcome too many', [1], [true, false]],
  ])('refuses %s', (_name, scores, labels) => {
    expect(() => rocAuc(scores, labels, 'lower-is-positive')).toThrow(AppError);
  });
});

describe('rocAucWithin', () => {
  test.each(DIRECTIONS)('equals counting every pair inside its group, %s', (direction) => {
    fc.assert(
      fc.property(fc.array(anyRanked, { maxLength: 5 }), (groups) => {
        const counts = groups.map((group) => bruteForce(group, direction));
        const wins = counts.reduce((sum, count) => sum + count.wins, 0);
        const pairs = counts.reduce((sum, count) => sum + count.pairs, 0);
        expectEqual(rocAucWithin(groups, direction), ratio({ wins, pairs }));
      }),
    );
  });

  test('does not reward telling the groups apart', () => {
    const weak = { scores: [10, 10], labels: [true, false] };
    const strong = { scores: [90, 90, 90], labels: [false, false, true] };
    const [scores, labels] = [
      [...weak.scores, ...strong.scores],
      [...weak.labels, ...strong.labels],
    ];
    expect(rocAucWithin([weak, strong], 'lower-is-positive')).toBe(0.5);
    expect(rocAuc(scores, labels, 'lower-is-positive')).not.toBe(0.5);
  });

  test('weighs a group by its pairs', () => {
    const large = { scores: [1, 2, 3, 4], labels: [true, false, false, false] };
    const small = { scores: [2, 1], labels: [true, false] };
    expect(rocAucWithin([large, small], 'lower-is-positive')).toBe(0.75);
  });

  test('ignores groups with one outcome, and is null when there are only such', () => {
    const one = { scores: [1, 2], labels: [true, true] };
    const both = { scores: [1, 2], labels: [true, false] };
    expect(rocAucWithin([one, both], 'lower-is-positive')).toBe(1);
    expect(rocAucWithin([one], 'lower-is-positive')).toBeNull();
    expect(rocAucWithin([], 'lower-is-positive')).toBeNull();
  });

  test('refuses a group that does not fit together', () => {
    const broken = { scores: [1, 2], labels: [true] };
    expect(() => rocAucWithin([broken], 'lower-is-positive')).toThrow(AppError);
  });
});
