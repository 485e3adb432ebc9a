import { MODEL, daysAgo, score, type Sections } from '../subject.ts';

/** Scores exactly 60: roi 1.667 would be 60, one indicator decides alone. */
const steady60: Sections = { relationship: { champion: { identified: true } }, business: {} };

function withHistory(sections: Sections, ...history: [days: number, score: number][]) {
  return score({
    ...sections,
    history: history.map(([days, points]) => ({ asOf: daysAgo(days), score: points })),
  });
}

/** champion identified, no acts: 50 points. */
const at50 = steady60;

describe('delta30d', () => {
  test.each([
    ['the entry of that day', [[30, 60]], -10],
    ['3 days earlier', [[33, 60]], -10],
    ['3 days later', [[27, 60]], -10],
    [
      'the nearest',
      [
        [33, 10],
        [31, 40],
        [28, 90],
      ],
      10,
    ],
    [
      'of two equally near the earlier',
      [
        [31, 30],
        [29, 80],
      ],
      20,
    ],
    [
      'of two on one day the lower',
      [
        [30, 60],
        [30, 45],
      ],
      5,
    ],
  ] as const)('takes %s', (_name, history, expected) => {
    const result = withHistory(at50, ...history.map(([days, points]): [number, number] => [days, points]));
    expect(result.score).toBe(50);
    expect(result.delta30d).toBe(expected);
  });

  test.each([
    ['no history', []],
    [
      'nothing within 3 days',
      [
        [34, 60],
        [26, 60],
      ],
    ],
    [
      'only today and later',
      [
        [0, 60],
        [-5, 60],
      ],
    ],
  ] as const)('%s gives none, and no trend', (_name, history) => {
    const result = withHistory(at50, ...history.map(([days, points]): [number, number] => [days, points]));
    expect(result.delta30d).toBeNull();
    expect(result.trend).toBeNull();
  });

  test('without a score there is no change', () => {
    expect(withHistory({}, [30, 60])).toMatchObject({ delta30d: null, trend: null, risk: null });
  });
});

test.each([
  [45, 'improving'],
  [45.1, 'stable'],
  [50, 'stable'],
  [54.9, 'stable'],
  [55, 'declining'],
])('from %p to 50 is %s', (before, trend) => {
  expect(withHistory(at50, [30, before]).trend).toBe(trend);
});

describe('risk', () => {
  /** One curve point decides: champion with `acts` of advocacy scores 50, 70, 85, 100. */
  const scoring = (points: number): Sections => ({ business: { roi: { value: points, cost: 100 } } });
  const model = {
    ...MODEL,
    caps: [],
    dimensions: MODEL.dimensions.map((dimension) => ({
      ...dimension,
      indicators: dimension.indicators.map((each) => ({
        ...each,
        params: { curve: [[0, 0] as const, [1, 100] as const] },
      })),
    })),
  };
  const riskOf = (points: number, before: number) =>
    score({ ...scoring(points), history: [{ asOf: daysAgo(30), score: before }] }, model).risk;

  test('S0: a fall from 85 to 65 stands above a steady 60', () => {
    expect(riskOf(65, 85)).toBeCloseTo(35 + 20, 9);
    expect(riskOf(60, 60)).toBeCloseTo(40, 9);
  });

  test('a rise lowers nothing, an unknown change adds nothing', () => {
    expect(riskOf(60, 20)).toBeCloseTo(40, 9);
    expect(score(scoring(60), model).risk).toBeCloseTo(40, 9);
  });
});

describe('rapid-decline', () => {
  test.each([
    [70, true],
    [90, true],
    [69.9, false],
    [50, false],
    [10, false],
  ])('from %p to 50: %p', (before, raised) => {
    expect(withHistory(at50, [30, before]).signals.includes('rapid-decline')).toBe(raised);
  });
});
