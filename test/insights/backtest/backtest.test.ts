import { backtest } from '../../../src/insights/backtest/backtest.ts';
import { sliceAt } from '../../../src/insights/backtest/slice.ts';
import { knownUntil } from '../../../src/insights/panel/panel.ts';
import { addDays, dayNumber } from '../../../src/model/day.ts';
import { rocAuc } from '../../../src/insights/ranking.ts';
import { randomFrom } from '../../../src/insights/random.ts';
import { panelOf, type Row } from '../panel-of.ts';

/** Ten customers, one score each on 1 January, outcomes known for 120 days: small enough for a sheet of paper. */
const START = '2026-01-01';
const lostAfter = (days: number) => ({ churnedAt: addDays(START, days) });
const BOOK: Row[] = [
  { companyId: 'a', asOf: START, score: 20, ...lostAfter(10), daysSinceLastLogin: 40, pulse: 2, arr: 100 },
  { companyId: 'b', asOf: START, score: 35, ...lostAfter(50), daysSinceLastLogin: 5, pulse: 3, arr: 900 },
  { companyId: 'c', asOf: START, score: 35, daysSinceLastLogin: 30, pulse: 4, arr: 500 },
  { companyId: 'd', asOf: START, score: 60, ...lostAfter(80), daysSinceLastLogin: 5, pulse: 1 },
  { companyId: 'e', asOf: START, score: 60, daysSinceLastLogin: 2 },
  { companyId: 'f', asOf: START, score: 70, daysSinceLastLogin: 1 },
  { companyId: 'g', asOf: START, score: 85, ...lostAfter(20), daysSinceLastLogin: 0, arr: 50 },
  { companyId: 'h', asOf: START, score: 90 },
  { companyId: 'i', asOf: START, score: 95 },
  { companyId: 'j', asOf: START, score: 95, ...lostAfter(100) },
];

describe('by hand', () => {
  const result = backtest(panelOf(BOOK), { knownUntil: dayNumber(addDays(START, 120)) });

  test('30 days: a and g are lost', () => {
    // a (20) wins all 8 pairs; g (85) wins against h, i, j only: 11 of 16.
    // Precision when a is found 1/1, when g is found 2/7: (1 + 2/7) / 2.
    // Squares: a .2², b .65², c .65², d .4², e .4², f .3², g .85², h .1², i .05², j .05².
    expect(result.horizons['30']).toMatchObject({
      n: 10,
      churned: 2,
      baseRate: 0.2,
      auc: 11 / 16,
      precisionAtRed: 1 / 3,
      recallAtRed: 1 / 2,
      redMultiple: 1 / 3 / 0.2,
      churnersBelowGreen: 1 / 2,
    });
    expect(result.horizons['30']?.prAuc).toBeCloseTo((1 + 2 / 7) / 2, 12);
    const squares = 0.04 + 2 * 0.4225 + 2 * 0.16 + 0.09 + 0.7225 + 0.01 + 2 * 0.0025;
    expect(result.horizons['30']?.brier).toBeCloseTo(squares / 10, 12);
  });

  test('60 days: b too, tied with c', () => {
    // a 7 of 7, b 6 (d–f, h–j) and half of c, g 3: 16.5 of 21. a is found at 1/1, b with c at 2/3, g at 3/7.
    expect(result.horizons['60']).toMatchObject({ churned: 3, recallAtRed: 2 / 3, precisionAtRed: 2 / 3 });
    expect(result.horizons['60']?.auc).toBeCloseTo(16.5 / 21, 12);
    expect(result.horizons['60']?.prAuc).toBeCloseTo((1 + 2 / 3 + 3 / 7) / 3, 12);
  });

  test('90 days: d too, tied with e; j leaves too late to count', () => {
    // a 6, b 5.5, d 4.5 (e half, f, h, i, j), g 3: 19 of 24. Precision 1, 2/3, 3/5, 4/7.
    expect(result.horizons['90']).toMatchObject({
      churned: 4,
      redMultiple: 2 / 3 / 0.4,
      churnersBelowGreen: 3 / 4,
    });
    expect(result.horizons['90']?.auc).toBeCloseTo(19 / 24, 12);
    expect(result.horizons['90']?.prAuc).toBeCloseTo((1 + 2 / 3 + 3 / 5 + 4 / 7) / 4, 12);
  });

  test('baselines, on the rows that have them, beside the score on the same rows', () => {
    // Login, 60 days, a–g: lost a (40), b (5), g (0); kept c (30), d (5), e (2), f (1): 4 + 2.5 + 0 of 12.
    expect(result.baselines['60']?.daysSinceLastLogin).toMatchObject({ n: 7 });
    expect(result.baselines['60']?.daysSinceLastLogin.auc).toBeCloseTo(6.5 / 12, 12);
    // The score there: a 4, b 3.5, g 0.
    expect(result.baselines['60']?.daysSinceLastLogin.scoreAuc).toBeCloseTo(7.5 / 12, 12);
    // Pulse, a–d: lost a (2), b (3); kept c (4), d (1): 1 + 1 of 4.
    expect(result.baselines['60']?.pulse).toMatchObject({ n: 4, auc: 0.5 });
    expect(result.baselines['60']?.baseRate).toMatchObject({ n: 10, auc: 0.5, prAuc: 0.3 });
    expect(result.baselines['60']?.baseRate.brier).toBeCloseTo(0.21, 12);
  });

  test('names those it was wrong about, on both sides, the largest first', () => {
    expect(result.missedChurners.map((each) => each.companyId)).toEqual(['g', 'j']);
    expect(result.missedChurners[0]).toEqual({
      companyId: 'g',
      asOf: START,
      score: 85,
      churnedAt: addDays(START, 20),
      arr: 50,
    });
    expect(result.falseAlarms.map((each) => each.companyId)).toEqual(['c']);
  });

  test('warning: a, b and d were below green when they left, for 10, 50 and 80 days', () => {
    expect(result.leadTimes).toMatchObject({ churners: 5, warned: 3, days: [30, 50, 65] });
    expect(result.leadTimes.distribution.map(({ count }) => count)).toEqual([1, 1, 1, 0, 0, 0]);
    // 60 days before, at most 90: only d (80 days ahead). j is 100 days ahead, past 90 days it counts.
    expect(result.horizons['60']?.before).toEqual({ churners: 1, red: 0, belowGreen: 1 });
    expect(result.horizons['90']?.before).toEqual({ churners: 1, red: 0, belowGreen: 0 });
  });

  test('calibration keeps equal scores together and adds up', () => {
    const bins = result.horizons['30']?.calibration ?? [];
    expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(10);
    expect(bins[0]).toEqual({ n: 1, predicted: 0.8, observed: 1 });
    expect(bins[1]).toEqual({ n: 2, predicted: 0.65, observed: 0 });
  });
});

test('the same panel and seed give the same intervals; they hold the figure', () => {
  const [one, two] = [
    backtest(panelOf(BOOK), { seed: 3 }),
    backtest(panelOf(BOOK.toReversed()), { seed: 3 }),
  ];
  expect(backtest(panelOf(BOOK), { seed: 3 })).toEqual(one);
  expect(two.horizons['60']?.auc).toBe(one.horizons['60']?.auc);
  for (const { ci, ...figures } of Object.values(one.horizons)) {
    for (const name of ['auc', 'brier', 'recallAtRed', 'baseRate'] as const) {
      expect(ci[name]?.[0]).toBeLessThanOrEqual(figures[name] ?? Number.NaN);
      expect(ci[name]?.[1]).toBeGreaterThanOrEqual(figures[name] ?? Number.NaN);
    }
  }
});

test('nobody lost, nobody left, nothing at all: no figure is made up', () => {
  const kept = backtest(panelOf(BOOK.map(({ companyId, score }) => ({ companyId, score, asOf: START }))), {
    knownUntil: dayNumber(addDays(START, 200)),
  });
  expect(kept.horizons['90']).toMatchObject({
    n: 10,
    churned: 0,
    auc: null,
    prAuc: null,
    recallAtRed: null,
    redMultiple: null,
  });
  expect(kept.horizons['90']?.ci.auc).toBeNull();
  const empty = backtest(panelOf([]));
  expect(empty).toMatchObject({ rows: 0, knownUntil: null, greenShare: null, leadTimes: { days: null } });
  expect(empty.horizons['30']).toMatchObject({ n: 0, baseRate: null, brier: null });
});

test('without telling, outcomes are known until the last day the panel names', () => {
  expect(knownUntil(panelOf(BOOK))).toBe(dayNumber(addDays(START, 100)));
  const result = backtest(panelOf(BOOK));
  expect(result.knownUntil).toBe(addDays(START, 100));
  expect(backtest(panelOf([BOOK[7]!])).horizons['30']?.n).toBe(0);
});

test('scores of customers already lost are left out, and so are days without a score', () => {
  const late: Row[] = [
    ...BOOK,
    { ...BOOK[0]!, asOf: addDays(START, 10) },
    { ...BOOK[1]!, asOf: addDays(START, 7), score: null },
  ];
  const result = backtest(panelOf(late));
  expect(result.leftOut).toEqual({ afterLoss: 1, notScored: 1 });
  expect(result.rows).toBe(10);
});

test.each([
  [
    'two scores of one day',
    [BOOK[0]!, { ...BOOK[0]!, score: 3 }],
    'Company a: it has two scores of 2026-01-01',
  ],
  [
    'rows that disagree about the loss',
    [BOOK[0]!, { ...BOOK[0]!, asOf: '2025-12-01', churnedAt: undefined }],
    'disagree about churnedAt (2026-01-11 and never)',
  ],
])('refuses %s', (_what, rows, message) => {
  expect(() => panelOf(rows)).toThrow(message);
});

/** A book in which the score knows nothing: weekly scores, drawn anew each week. */
function noise(companies: number, weeks: number): Row[] {
  const random = randomFrom(9);
  return Array.from({ length: companies }, (_, company) => {
    const lost = random() < 0.3 ? 30 + Math.floor(random() * (weeks * 7 - 30)) : null;
    return Array.from({ length: weeks }, (_week, week): Row => ({
      companyId: `c${company}`,
      asOf: addDays(START, week * 7),
      score: random() * 100,
      ...(lost === null ? {} : lostAfter(lost)),
    }));
  }).flat();
}

test('trap: late rows whose horizon has not closed are dropped, for lost and kept alike', () => {
  // Every score falls by a point a week, whoever it belongs to: whoever is seen late looks doomed.
  const rows = noise(400, 40).map((row) => ({
    ...row,
    score: 60 + 40 - weeksIn(row) + (row.score ?? 0) / 10,
  }));
  const panel = panelOf(rows);
  const until = dayNumber(addDays(START, 39 * 7));
  const { rows: kept, labels } = sliceAt(panel, 90, until);
  expect(Array.from(kept, (row) => until - panel.asOf[row]!).every((closed) => closed >= 90)).toBe(true);
  const honest =
    rocAuc(
      Array.from(kept, (row) => panel.score[row]!),
      labels,
      'lower-is-positive',
    ) ?? 0;

  const isChurner = (row: number) => panel.lostOn[panel.company[row]!]! - panel.asOf[row]! <= 90;
  const flattered = [...panel.asOf.keys()].filter((row) => until - panel.asOf[row]! >= 90 || isChurner(row));
  const flattering = rocAuc(
    flattered.map((row) => panel.score[row]!),
    flattered.map(isChurner),
    'lower-is-positive',
  );
  expect(Math.abs(honest - 0.5)).toBeLessThan(0.1);
  expect(flattering).toBeGreaterThan(honest + 0.08);
});

const weeksIn = (row: Row) => (dayNumber(row.asOf) - dayNumber(START)) / 7;

test('leakage: neither scores nor losses after the last known day change a figure', () => {
  const rows = noise(60, 20);
  const until = addDays(START, 70);
  const known = rows
    .filter((row) => row.asOf <= until)
    .map(({ churnedAt, ...row }) =>
      churnedAt === undefined || churnedAt > until ? row : { ...row, churnedAt },
    );
  const [all, cut] = [rows, known].map((each) =>
    backtest(panelOf(each), { knownUntil: dayNumber(until), rounds: 20 }),
  );
  for (const horizon of ['30', '60']) {
    const { ci: _one, ...figures } = all!.horizons[horizon]!;
    const { ci: _two, ...expected } = cut!.horizons[horizon]!;
    expect(figures).toEqual(expected);
    expect(all!.baselines[horizon]).toEqual(cut!.baselines[horizon]);
  }
});

test('trap: knowing the segment alone is not skill', () => {
  const rows = noise(400, 20).map((row, index) => {
    const isSmall = row.churnedAt !== undefined || index % 3 === 0;
    return {
      ...row,
      segment: isSmall ? 'small' : 'large',
      score: (row.score ?? 0) / 10 + (isSmall ? 20 : 60),
    };
  });
  const figures = backtest(panelOf(rows), { rounds: 0 }).horizons['60'];
  expect(figures?.auc).toBeGreaterThan(0.75);
  expect(Math.abs((figures?.aucWithinSegments ?? 0) - 0.5)).toBeLessThan(0.06);
  expect(Object.keys(figures?.segments ?? {}).sort()).toEqual(['large', 'small']);
});
