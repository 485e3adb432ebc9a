import { scoreResult } from '../../../src/model/result.ts';
import { MODEL, score } from '../subject.ts';

/** Hand-made signals whose indicator scores are round numbers. */
const product = {
  // login 100 (30 days, today), penetration 90 (8 of 10), the other four have no data
  seats: 10,
  users: Array.from({ length: 10 }, (_, index) => ({
    id: `u${index}`,
    lastActive: '2026-11-01',
    activeDays: [index < 8 ? 30 : 0],
  })),
};
const relationship = { champion: { identified: true } }; // champion-advocacy 50
const business = { roi: { value: 300, cost: 100 } }; // roi-multiple 90

describe('weights of what is missing', () => {
  test('spread in proportion inside the dimension', () => {
    const result = score({ usage: product });
    const [login, seats] = result.indicators;
    // Only 0.10 and 0.25 of product are scored: 100 × 10/35 + 90 × 25/35.
    expect(login).toMatchObject({ state: 'scored', score: 100 });
    expect(seats).toMatchObject({ state: 'scored', score: 90 });
    expect(login?.weight).toBeCloseTo(10 / 35, 12);
    expect(seats?.weight).toBeCloseTo(25 / 35, 12);
    expect(result.score).toBeCloseTo((100 * 10 + 90 * 25) / 35, 9);
  });

  test('a dimension with nothing scored is null and its weight goes to the others', () => {
    const result = score({ usage: product, business });
    const weights = result.dimensions.map(({ id, weight, score: points }) => [id, weight, points === null]);
    expect(weights).toEqual([
      ['product', expect.closeTo(4 / 7, 12), false],
      ['relationship', 0, true],
      ['business', expect.closeTo(3 / 7, 12), false],
    ]);
    expect(result.rawScore).toBeCloseTo((4 * ((100 * 10 + 90 * 25) / 35) + 3 * 90) / 7, 9);
  });

  test('what only a dimension without weight knows makes no score, and no NaN', () => {
    const dimensions = MODEL.dimensions.map((each) => ({ ...each, weight: each.id === 'product' ? 1 : 0 }));
    const result = score({ business }, { ...MODEL, dimensions });
    expect(result.score).toBeNull();
    expect(result.band).toBe('unknown');
    expect(result.dimensions.map(({ weight }) => weight)).toEqual([0, 0, 0]);
    expect(result.indicators.map(({ contribution }) => contribution).filter(Boolean)).toEqual([]);
    expect(scoreResult.safeParse(JSON.parse(JSON.stringify(result))).error).toBeUndefined();
    expect(score({ usage: product, business }, { ...MODEL, dimensions }).score).toBeCloseTo(
      (100 * 10 + 90 * 25) / 35,
      9,
    );
  });

  test('an indicator without data weighs nothing and says what it needs', () => {
    const result = score({ usage: product });
    expect(result.indicators.find(({ id }) => id === 'feature-adoption')).toEqual({
      id: 'feature-adoption',
      dimension: 'product',
      state: 'no-data',
      score: null,
      weight: 0,
      contribution: 0,
      value: null,
      reason: 'no data: needs features used and available',
    });
  });
});

describe('coverage', () => {
  test('is the share of the weight that was scored', () => {
    const result = score({ usage: product, relationship, business });
    // 0.4 × 0.35 + 0.3 × 0.10 + 0.3 × 0.20
    expect(result.coverage).toBeCloseTo(0.23, 12);
    expect(result.provisional).toBe(true);
    expect(result.dimensions.map(({ coverage }) => coverage)).toEqual([
      expect.closeTo(0.35, 12),
      expect.closeTo(0.1, 12),
      expect.closeTo(0.2, 12),
    ]);
  });

  test('below the minimum marks the score provisional, at the minimum does not', () => {
    const at = { ...MODEL, minimumCoverage: 0.14 };
    expect(score({ usage: product }, at).provisional).toBe(false);
    expect(score({ usage: product }, { ...at, minimumCoverage: 0.141 }).provisional).toBe(true);
  });
});

describe('nothing scored', () => {
  test.each([
    ['no signals', {}],
    ['empty sections', { usage: {}, relationship: {}, business: {}, history: [] }],
  ])('%s give no score and an unknown band, never 0 and never red', (_name, sections) => {
    expect(score(sections)).toMatchObject({
      score: null,
      rawScore: null,
      band: 'unknown',
      alert: 'unknown',
      coverage: 0,
      provisional: true,
      delta30d: null,
      trend: null,
      risk: null,
      caps: [],
      signals: [],
      users: [],
      playbook: null,
    });
  });
});

describe('an impossible value', () => {
  test('becomes an error with its reason and stops nothing', () => {
    const result = score({ usage: product, business: { roi: { value: 5, cost: 0 } } });
    expect(result.indicators.find(({ id }) => id === 'roi-multiple')).toMatchObject({
      state: 'error',
      score: null,
      weight: 0,
      reason: 'there is value delivered but the cost is 0',
    });
    expect(result.score).not.toBeNull();
  });

  test('a number that is none becomes an error, too', () => {
    const result = score({ usage: product, business: { roi: { value: Number.NaN, cost: 1 } } });
    expect(result.indicators.find(({ id }) => id === 'roi-multiple')?.state).toBe('error');
    expect(result.score).toBeCloseTo((100 * 10 + 90 * 25) / 35, 9);
  });

  test('an as-of date that is none is refused', () => {
    expect(() => score({}, MODEL, 'yesterday')).toThrow('"yesterday" is not a day');
  });
});
