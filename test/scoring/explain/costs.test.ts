import { topCosts } from '../../../src/scoring/explain/index.ts';
import { result } from './results.ts';

describe('topCosts', () => {
  const costs = topCosts(result({ seats: [0.2, 10], nps: [0.5, 90], roi: [0.3, 50] }), 3);

  test('orders by weight times points missing', () => {
    expect(costs.map((cost) => cost.indicator.id)).toEqual(['seats', 'roi', 'nps']);
    expect(costs.map((cost) => cost.points)).toEqual([
      expect.closeTo(18, 9),
      expect.closeTo(15, 9),
      expect.closeTo(5, 9),
    ]);
  });

  test('returns at most as many as asked for', () => {
    const many = result({ a: [0.2, 10], b: [0.4, 10], c: [0.4, 10] });
    expect(topCosts(many, 2).map((cost) => cost.indicator.id)).toEqual(['b', 'c']);
    expect(topCosts(many, 0)).toEqual([]);
  });

  test('leaves out what is perfect, above 100, or unknown', () => {
    expect(topCosts(result({ a: [0.5, 100], b: [0.3, 130], c: [0.2, null] }), 3)).toEqual([]);
  });

  test('has nothing for a company nothing is known of', () => {
    expect(topCosts(result({ a: [1, null] }), 3)).toEqual([]);
  });
});
