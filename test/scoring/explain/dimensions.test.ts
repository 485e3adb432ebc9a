import { type ScoreResult } from '../../../src/model/result.ts';
import { dimensionChanges } from '../../../src/scoring/explain/index.ts';
import { result } from './results.ts';

function withDimensions(scores: Readonly<Record<string, number | null>>): ScoreResult {
  const dimensions = Object.entries(scores).map(([id, score]) => ({
    id,
    weight: 0.5,
    score,
    rawScore: score,
    coverage: 1,
  }));
  return { ...result({ seats: [1, 50] }), dimensions };
}

describe('dimensionChanges', () => {
  test('gives the signed change of each dimension', () => {
    const before = withDimensions({ product: 80, business: 40 });
    const after = withDimensions({ product: 81.5, business: 29 });
    expect(dimensionChanges(before, after)).toEqual({ product: 1.5, business: -11 });
  });

  test('keeps a dimension that did not move', () => {
    const same = withDimensions({ product: 80 });
    expect(dimensionChanges(same, same)).toEqual({ product: 0 });
  });

  test('leaves out what is unknown on either side or new', () => {
    const before = withDimensions({ product: null, business: 40 });
    const after = withDimensions({ product: 80, business: null, relationship: 50 });
    expect(dimensionChanges(before, after)).toEqual({});
  });
});
