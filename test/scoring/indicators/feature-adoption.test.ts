import { measure, scoreOf, wordsOf } from '../subject.ts';

type Depth = 'basic' | 'moderate' | 'advanced';

function using(count: number, depth: Depth | undefined, available = 20) {
  const used = Array.from({ length: count }, (_, index) => ({ id: `f${index}`, depth }));
  return { usage: { features: { available, used } } };
}

describe('feature-adoption', () => {
  test.each([
    // 100 × √(breadth × depth), breadth = used ÷ 15 of 20, depth 0.4, 0.7 or 1.
    [0, 'basic', 0],
    [3, 'basic', 100 * Math.sqrt(0.2 * 0.4)],
    [15, 'basic', 100 * Math.sqrt(0.4)],
    [15, 'moderate', 100 * Math.sqrt(0.7)],
    [15, 'advanced', 100],
    [20, 'advanced', 100],
    [2, 'advanced', 100 * Math.sqrt(2 / 15)],
    [10, 'moderate', 100 * Math.sqrt((2 / 3) * 0.7)],
  ] as const)('%p of 20 features, %s, score %p', (count, depth, expected) => {
    expect(scoreOf('feature-adoption', using(count, depth))).toBeCloseTo(expected, 9);
  });

  test('S0: broad and moderate beats narrow and expert', () => {
    const broad = scoreOf('feature-adoption', using(10, 'moderate'));
    expect(broad).toBeGreaterThan(scoreOf('feature-adoption', using(2, 'advanced')) + 25);
  });

  test('depth is the mean over the features; an unknown one counts as basic', () => {
    const used = [{ id: 'a', depth: 'advanced' as const }, { id: 'b' }];
    // breadth 2/15, depth 0.4 + 0.6 × 0.5 = 0.7
    expect(scoreOf('feature-adoption', { usage: { features: { available: 20, used } } })).toBeCloseTo(
      100 * Math.sqrt((2 / 15) * 0.7),
      9,
    );
  });

  test('features used of none available are an error, not a score', () => {
    expect(() => measure('feature-adoption', using(2, 'basic', 0))).toThrow('2 features are used');
  });

  test.each([
    ['no usage', {}],
    ['no features', { usage: {} }],
    ['a product without features', using(0, 'basic', 0)],
  ])('%s is no data', (_name, sections) => {
    expect(measure('feature-adoption', sections)).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('feature-adoption', using(15, 'moderate'))).toEqual({
      en: '15 of 20 features, depth 70 %',
      es: '15 de 20 funciones, profundidad 70 %',
    });
  });
});
