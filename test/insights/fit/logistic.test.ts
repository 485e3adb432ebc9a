import fc from 'fast-check';
import { AppError } from '../../../src/errors.ts';
import { type Design } from '../../../src/insights/fit/design.ts';
import { fitFast } from '../../../src/insights/fit/fit-fast.ts';
import { fitLogistic } from '../../../src/insights/fit/logistic.ts';
import { LogisticLoss } from '../../../src/insights/fit/logistic-loss.ts';
import { randomFrom } from '../../../src/insights/random.ts';

function drawn(rows: number, weights: readonly number[], seed = 1): { design: Design; labels: Uint8Array } {
  const random = randomFrom(seed);
  const columns = weights.map(() => Float64Array.from({ length: rows }, () => random() * 4 - 2));
  const labels = Uint8Array.from({ length: rows }, (_, row) => {
    const linear = weights.reduce((sum, weight, column) => sum + weight * columns[column]![row]!, 0);
    return random() < 1 / (1 + Math.exp(-linear)) ? 1 : 0;
  });
  return { design: { rows, columns }, labels };
}

const design = (...columns: readonly (readonly number[])[]): Design => ({
  rows: columns[0]?.length ?? 0,
  columns: columns.map((column) => Float64Array.from(column)),
});

describe('LogisticLoss', () => {
  test('derivatives agree with differences of the objective', () => {
    const { design: drawnDesign, labels } = drawn(300, [1, -2, 0.5]);
    const loss = new LogisticLoss(drawnDesign, labels, 0.7);
    const point = Float64Array.from([0.3, -0.4, 0.1, 0.2]);
    loss.evaluate(point);
    const gradient = loss.gradient(point);
    const hessian = loss.hessian();
    const step = 1e-5;
    const moved = (index: number, by: number) =>
      point.map((value, at) => (at === index ? value + by : value));
    for (let index = 0; index < 4; index += 1) {
      const slope = (loss.evaluate(moved(index, step)) - loss.evaluate(moved(index, -step))) / (2 * step);
      expect(Math.abs(gradient[index]! - slope)).toBeLessThan(1e-4);
      loss.evaluate(moved(index, step));
      const up = loss.gradient(moved(index, step));
      loss.evaluate(moved(index, -step));
      const down = loss.gradient(moved(index, -step));
      for (let other = index; other < 4; other += 1) {
        const curvature = (up[other]! - down[other]!) / (2 * step);
        expect(Math.abs(hessian[other * 4 + index]! - curvature)).toBeLessThan(1e-4);
      }
    }
  });

  test('stays finite where the exponential would overflow', () => {
    const loss = new LogisticLoss(design([1000, -1000]), Uint8Array.of(0, 1), 1);
    expect(loss.evaluate(Float64Array.of(1, 0))).toBeCloseTo(2000.5, 9);
  });
});

describe('fitLogistic', () => {
  test('without a feature the intercept is the log odds, unpenalised', () => {
    const { intercept } = fitLogistic(design([0, 0, 0, 0]), Uint8Array.of(1, 1, 1, 0), { c: 1 });
    expect(intercept).toBeCloseTo(Math.log(3), 9);
  });

  test('solves the equation of the optimum, worked by hand for two mirrored rows', () => {
    // x = ±1, y = ±1, intercept 0 by symmetry: w = 2C σ(−w).
    const { intercept, coefficients } = fitLogistic(design([1, -1]), Uint8Array.of(1, 0), { c: 1 });
    const w = coefficients[0] ?? 0;
    expect(w).toBeCloseTo(2 / (1 + Math.exp(w)), 9);
    expect(intercept).toBeCloseTo(0, 9);
  });

  test('reaches the tolerance from anywhere, the same optimum each time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (seed, from) => {
          const data = drawn(80, [1, -0.5], seed);
          const plain = fitLogistic(data.design, data.labels, { c: 2 });
          const start = { intercept: from, coefficients: Float64Array.of(-from, from) };
          const other = fitLogistic(data.design, data.labels, { c: 2, start });
          expect(plain.gradientNorm).toBeLessThan(1e-8);
          for (const [index, value] of plain.coefficients.entries()) {
            expect(Math.abs(value - other.coefficients[index]!)).toBeLessThan(1e-7);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([1, 1000, 1e6])('separable outcomes have a finite optimum, C = %d', (c) => {
    const fit = fitLogistic(design([-3, -2, 2, 3]), Uint8Array.of(0, 0, 1, 1), { c });
    expect(Number.isFinite(fit.coefficients[0])).toBe(true);
    expect(fit.gradientNorm).toBeLessThan(1e-8);
  });

  test('equal columns share the effect equally', () => {
    const { design: one, labels } = drawn(200, [1.5]);
    const column = [...one.columns[0]!];
    const { coefficients } = fitLogistic(design(column, column), labels, { c: 1 });
    expect(coefficients[0]).toBeCloseTo(coefficients[1] ?? 0, 9);
  });

  test('one outcome only has no optimum and is refused', () => {
    expect(() => fitLogistic(design([1, 2]), Uint8Array.of(1, 1), { c: 1 })).toThrow(AppError);
  });

  test('non-negative: no coefficient below 0, and no better point nearby', () => {
    const { design: drawnDesign, labels } = drawn(400, [1, -1, 0.3, -0.2], 5);
    const fit = fitLogistic(drawnDesign, labels, { c: 1, nonNegative: 4 });
    expect([...fit.coefficients].map((value) => value > 0)).toEqual([true, false, true, false]);
    const loss = new LogisticLoss(drawnDesign, labels, 1);
    const best = Float64Array.of(...fit.coefficients, fit.intercept);
    const reached = loss.evaluate(best);
    const random = randomFrom(3);
    for (let trial = 0; trial < 200; trial += 1) {
      const near = best.map((value, index) => {
        const moved = value + (random() - 0.5) / 10;
        return index < 4 ? Math.max(0, moved) : moved;
      });
      expect(loss.evaluate(near)).toBeGreaterThanOrEqual(reached);
    }
  });

  test('non-negative equals free where nothing wants to be negative', () => {
    const { design: drawnDesign, labels } = drawn(400, [1, 0.8], 2);
    const free = fitLogistic(drawnDesign, labels, { c: 1 });
    const bounded = fitLogistic(drawnDesign, labels, { c: 1, nonNegative: 2 });
    for (const [index, value] of free.coefficients.entries()) {
      expect(bounded.coefficients[index]).toBeCloseTo(value, 8);
    }
  });
});

test('a large table started from a sample reaches the same optimum', () => {
  const { design: large, labels } = drawn(45_000, [0.5, -0.3]);
  const plain = fitLogistic(large, labels, { c: 1 });
  const fast = fitFast(large, labels, { c: 1 });
  expect(Math.abs(plain.intercept - fast.intercept)).toBeLessThan(1e-9);
  for (const [index, value] of plain.coefficients.entries()) {
    expect(Math.abs(value - fast.coefficients[index]!)).toBeLessThan(1e-9);
  }
});
