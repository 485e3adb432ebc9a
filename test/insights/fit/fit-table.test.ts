import { fitTable, type FitInput } from '../../../src/insights/fit/fit-table.ts';
import { makeFolds } from '../../../src/insights/fit/folds.ts';
import { randomFrom } from '../../../src/insights/random.ts';

const random = randomFrom(11);
const ROWS = 200;
const signal = Float64Array.from({ length: ROWS }, () => random() * 10);
const labels = Uint8Array.from(signal, (value) => (random() * 10 < value ? 1 : 0));

const input = (features: Record<string, Float64Array>, rest: Partial<FitInput> = {}): FitInput => ({
  features: Object.entries(features).map(([name, values]) => ({ name, values })),
  labels,
  folds: null,
  customers: null,
  ...rest,
});

test('says what it did with constant, missing and repeated columns', () => {
  const report = fitTable(
    input({
      signal,
      constant: new Float64Array(ROWS).fill(0.1),
      empty: new Float64Array(ROWS).fill(Number.NaN),
      patchy: signal.map((value, row) => (row % 4 === 0 ? Number.NaN : value)),
      mirror: signal.map((value) => -3 * value),
    }),
    { c: 1 },
  );
  expect(report.coefficients.constant).toBe(0);
  expect(report.coefficients).not.toHaveProperty('empty');
  expect(report.coefficients.mirror).toBeCloseTo(-(report.coefficients.signal ?? 0), 8);
  expect(report.notes).toEqual([
    'empty: left out, it has no value in any row',
    `patchy: ${ROWS / 4} of ${ROWS} values are missing and take the mean`,
    'constant: it has the same value in every row, so its coefficient is 0',
    'mirror: says the same as signal; the two share one effect between them',
  ]);
});

test('population deviation: division by n', () => {
  const report = fitTable(input({ x: Float64Array.from(labels) }), { c: 1 });
  const share = report.events / report.n;
  expect(report.standardisation.x?.deviation).toBeCloseTo(Math.sqrt(share * (1 - share)), 12);
});

test.each([
  ['29 events', Uint8Array.from({ length: ROWS }, (_, row) => Number(row < 29)), '29 events'],
  ['29 rows without', Uint8Array.from({ length: ROWS }, (_, row) => Number(row >= 29)), '29 rows without'],
  ['no event', new Uint8Array(ROWS), '0 events'],
])('refuses %s with a clear message', (_what, few, message) => {
  expect(() => fitTable(input({ signal }, { labels: few }), { c: 1 })).toThrow(message);
});

test('accepts 30 events', () => {
  const thirty = Uint8Array.from({ length: ROWS }, (_, row) => Number(row < 30));
  expect(fitTable(input({ signal }, { labels: thirty }), { c: 1 }).events).toBe(30);
});

test.each([
  ['nothing but empty columns', { empty: new Float64Array(ROWS).fill(Number.NaN) }, 'no numeric column'],
  ['numbers too large to square', { huge: signal.map((value) => value * 1e307) }, 'Column huge'],
])('refuses %s', (_what, features, message) => {
  expect(() => fitTable(input(features), { c: 1 })).toThrow(message);
});

test('refuses folds that leave one outcome to learn from', () => {
  const folds = Array.from(labels, String);
  expect(() => fitTable(input({ signal }, { folds }), { c: 1 })).toThrow('only one outcome is left');
});

test('without folds, row i of each outcome goes to fold i mod 5', () => {
  const outcomes = Uint8Array.of(0, 0, 1, 0, 1, 0, 0, 0, 1);
  const held = makeFolds(outcomes, null, null).map((fold) => [...fold.held]);
  expect(held).toEqual([[0, 2, 7], [1, 4], [3, 8], [5], [6]]);
});

test('all rows of a customer share a fold', () => {
  const customers = ['a', 'b', 'a', 'c', 'b', 'd'];
  for (const { training, held } of makeFolds(Uint8Array.of(0, 0, 1, 0, 0, 0), null, customers)) {
    const trained = new Set([...training].map((row) => customers[row]));
    expect([...held].some((row) => trained.has(customers[row]))).toBe(false);
  }
});

test('trap: folds by row let a model recognise customers; folds by customer do not', () => {
  // 60 customers × 8 rows; the outcome is a coin a customer, the columns only tell customers apart.
  const coin = randomFrom(4);
  const outcome = Array.from({ length: 60 }, () => Number(coin() < 0.5));
  const marks = Array.from({ length: 60 }, () => Array.from({ length: 40 }, () => coin()));
  const rows = Array.from({ length: 480 }, (_, row) => row % 60);
  const panel: FitInput = {
    features: Array.from({ length: 40 }, (_, column) => ({
      name: `f${column}`,
      values: Float64Array.from(rows, (customer) => marks[customer]?.[column] ?? 0),
    })),
    labels: Uint8Array.from(rows, (customer) => outcome[customer] ?? 0),
    folds: null,
    customers: null,
  };
  const byRow = fitTable(panel, { c: 10 }).auc ?? 0;
  const byCustomer = fitTable({ ...panel, customers: rows.map(String) }, { c: 10 }).auc ?? 0;
  expect(byRow).toBeGreaterThan(0.95);
  expect(byCustomer).toBeLessThan(0.65);
});
