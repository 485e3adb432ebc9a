import { earnProbability, probabilityFor } from '../../../src/insights/fit/earn-probability.ts';
import { randomFrom } from '../../../src/insights/random.ts';

function book(customers: number, effect: number, rate: number, seed = 3) {
  const random = randomFrom(seed);
  const values = Float64Array.from({ length: customers }, () => random() * 100);
  const labels = Uint8Array.from(values, (value) => {
    const linear = Math.log(rate / (1 - rate)) - effect * (value - 50);
    return random() < 1 / (1 + Math.exp(-linear)) ? 1 : 0;
  });
  return {
    features: [{ name: 'usage', values }],
    labels,
    customers: Array.from({ length: customers }, (_, row) => `c${row}`),
  };
}

test('earned where it is better than the base rate on customers not seen, and calibrated', () => {
  const result = earnProbability(book(1000, 0.08, 0.2));
  if (!result.earned) throw new Error(result.reason);
  expect(result.brier).toBeLessThan(result.brierOfBaseRate);
  const [sick, unknown, well] = [5, null, 95].map((usage) => probabilityFor(result.model, () => usage));
  expect(sick).toBeGreaterThan(0.8);
  expect(well).toBeLessThan(0.05);
  expect(unknown).toBeGreaterThan(well ?? 1);
  // What it says is what happens: 0.2 × e^(0.08×25) odds at 25.
  const odds = (0.2 / 0.8) * Math.exp(0.08 * 25);
  expect(Math.abs(probabilityFor(result.model, () => 25) - odds / (1 + odds))).toBeLessThan(0.08);
});

test.each([
  ['29 customers with it', book(1000, 0.08, 0.2), 29, 'too-few-events'],
  ['nothing to learn', book(400, 0, 0.2), Number.POSITIVE_INFINITY, 'no-better-than-base-rate'],
])('%s: absent, with the reason', (_what, rows, most, reason) => {
  let seen = 0;
  const labels = rows.labels.map((label) => (label === 1 && (seen += 1) <= most ? 1 : 0));
  expect(earnProbability({ ...rows, labels })).toMatchObject({ earned: false, reason });
});

test('thirty rows of one customer are one event', () => {
  const rows = book(300, 0.08, 0.2);
  const customers = rows.customers.map((id, row) => (rows.labels[row] === 1 ? 'same' : id));
  expect(earnProbability({ ...rows, customers })).toMatchObject({
    earned: false,
    reason: 'too-few-events',
    events: 1,
  });
});
