import fc from 'fast-check';
import { averagePrecision } from '../../src/insights/precision-recall.ts';
import { brierScore, calibrationCurve, calibrationError } from '../../src/insights/calibration.ts';

/** By the definition, threshold by threshold, without sorting or ranks. */
function byThresholds(scores: readonly number[], labels: readonly boolean[]): number | null {
  const positives = labels.filter(Boolean).length;
  if (positives === 0) return null;
  const thresholds = [...new Set(scores)].sort((left, right) => right - left);
  let [area, recall] = [0, 0];
  for (const threshold of thresholds) {
    const taken = labels.filter((_, index) => (scores[index] ?? 0) >= threshold);
    const found = taken.filter(Boolean).length;
    area += (found / positives - recall) * (found / taken.length);
    recall = found / positives;
  }
  return area;
}

test('equals the definition to 1e-12, ties included', () => {
  const row = fc.tuple(
    fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ noNaN: true, min: 0, max: 9 })),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const [scores, labels] = [rows.map(([score]) => score), rows.map(([, label]) => label)];
      const expected = byThresholds(scores, labels);
      const actual = averagePrecision(scores, labels, 'higher-is-positive');
      if (expected === null || actual === null) expect(actual).toBe(expected);
      else expect(Math.abs(actual - expected)).toBeLessThan(1e-12);
      const mirrored = averagePrecision(
        scores.map((score) => -score),
        labels,
        'lower-is-positive',
      );
      expect(mirrored).toBe(actual);
    }),
    { numRuns: 400 },
  );
});

test('guessing reaches the base rate', () => {
  expect(averagePrecision([5, 5, 5, 5], [true, false, false, false], 'lower-is-positive')).toBe(0.25);
});

test('Brier score and calibration by hand', () => {
  const probabilities = Float64Array.of(0.9, 0.1, 0.2, 0.6);
  const labels = [1, 0, 0, 1];
  expect(brierScore(probabilities, labels)).toBeCloseTo((0.01 + 0.01 + 0.04 + 0.16) / 4, 12);
  expect(calibrationCurve(probabilities, labels, 2)).toEqual([
    { n: 2, predicted: expect.closeTo(0.15, 12) as number, observed: 0 },
    { n: 2, predicted: 0.75, observed: 1 },
  ]);
  expect(calibrationError(calibrationCurve(probabilities, labels, 2))).toBeCloseTo(0.2, 12);
  expect(calibrationCurve(probabilities, labels, 3).map(({ n }) => n)).toEqual([2, 1, 1]);
  expect(brierScore([], [])).toBeNull();
  expect(calibrationError([])).toBeNull();
});
