import { STAYED } from '../../src/insights/panel/panel.ts';
import { randomFrom } from '../../src/insights/random.ts';
import { blendShares } from '../../src/insights/weights/fit-shares.ts';
import {
  type IndicatorPanel,
  type IndicatorShare,
  scoresUnder,
} from '../../src/insights/weights/indicator-panel.ts';
import { IndicatorPanelBuilder } from '../../src/insights/weights/indicator-panel-builder.ts';
import { compareScores } from '../../src/insights/weights/compare-scores.ts';
import { sliceAt } from '../../src/insights/backtest/slice.ts';
import { bandMigration, type Rescored } from '../../src/insights/weights/migration.ts';
import { proposeWeights } from '../../src/insights/weights/propose.ts';
import { reviewIndicators } from '../../src/insights/weights/review.ts';

const CURRENT: IndicatorShare[] = [
  { id: 'true', dimension: 'a', share: 0.1 },
  { id: 'noise', dimension: 'a', share: 0.4 },
  { id: 'dull', dimension: 'b', share: 0.5 },
];
const MONTHS = 24;

/** Customers seen monthly; `true` and (unweighted) `new` fall two months before a loss, the others know nothing. */
function book(companies: number, monthlyLoss: number, power: number): IndicatorPanel {
  const random = randomFrom(21);
  const builder = new IndicatorPanelBuilder();
  for (let company = 0; company < companies; company += 1) {
    let lost = STAYED;
    for (let month = 1; month <= MONTHS + 3; month += 1) {
      if (random() < monthlyLoss) {
        lost = month * 30 + Math.floor(random() * 30);
        break;
      }
    }
    for (let month = 0; month < MONTHS; month += 1) {
      const near = lost - month * 30 <= 65 ? power : 0;
      const draw = (shift: number) => Math.min(100, Math.max(0, 70 - shift + (random() - 0.5) * 50));
      builder.add(
        {
          companyId: `c${company}`,
          asOf: month * 30,
          score: 50,
          lostOn: lost,
          segment: company % 3 === 0 ? 'large' : 'small',
          arr: Number.NaN,
          pulse: Number.NaN,
          daysSinceLastLogin: Number.NaN,
        },
        [
          { id: 'true', dimension: 'a', score: draw(near) },
          { id: 'noise', dimension: 'a', score: draw(0) },
          { id: 'dull', dimension: 'b', score: random() < 0.3 ? null : draw(0) },
          { id: 'new', dimension: 'b', score: draw(near / 2) },
        ],
      );
    }
  }
  return builder.build();
}

const share = (shares: readonly IndicatorShare[] | null, id: string) =>
  shares?.find((each) => each.id === id)?.share ?? 0;

describe('where behaviour tells', () => {
  const input = book(160, 0.04, 35);
  const proposal = proposeWeights(input, CURRENT, { rounds: 100 });
  const review = reviewIndicators(input, CURRENT, proposal.fitted, { rounds: 100 });

  test('new weights are accepted, not negative, and sum to 1', () => {
    expect(proposal).toMatchObject({ accepted: true, verdict: 'better' });
    expect(proposal.shares?.every((each) => each.share >= 0)).toBe(true);
    expect(proposal.shares?.reduce((sum, each) => sum + each.share, 0)).toBeCloseTo(1, 12);
    expect(share(proposal.shares, 'true')).toBeGreaterThan(0.4);
    expect(proposal.comparison?.difference.ci?.[0]).toBeGreaterThan(0);
  });

  test('the time learned from ends, outcomes included, before the time judged on begins', () => {
    const lastLearned = Date.parse(proposal.learnedFrom.to ?? '') / 86_400_000;
    const firstJudged = Date.parse(proposal.judgedOn.from ?? '') / 86_400_000;
    expect(lastLearned + proposal.horizon).toBeLessThanOrEqual(firstJudged);
  });

  test('leakage: what comes after the split changes the judgement, never the weights', () => {
    const splitAt = 360;
    const later = {
      ...input,
      indicators: input.indicators.map((each) => ({
        ...each,
        scores: each.scores.map((score, row) => (input.panel.asOf[row]! >= splitAt ? 100 - score : score)),
      })),
    };
    const [known, changed] = [input, later].map((each) =>
      proposeWeights(each, CURRENT, { splitAt, rounds: 20 }),
    );
    expect(changed?.shares).toEqual(known?.shares);
    expect(changed?.comparison).not.toEqual(known?.comparison);
  });

  test('weights that were taken over are not proposed again', () => {
    const again = proposeWeights(input, proposal.shares ?? [], { rounds: 50 });
    expect(again).toMatchObject({ accepted: false, verdict: 'not-better' });
  });

  test('the review raises what tells, adds what is new, drops what is noise', () => {
    const advice = Object.fromEntries(review.map((each) => [each.id, each.advice]));
    expect(advice).toMatchObject({ true: 'raise', new: 'add', noise: 'drop', dull: 'drop' });
    const dull = review.find((each) => each.id === 'dull');
    expect(dull?.coverage).toBeGreaterThan(0.6);
    expect(dull?.coverage).toBeLessThan(0.8);
    expect(review.find((each) => each.id === 'true')?.skill.ci?.[0]).toBeGreaterThan(0.8);
  });
});

/** The same with an indicator (a dimension of its own) that every row has, and `true` only on every other row. */
function oftenUnknown(input: IndicatorPanel): IndicatorPanel {
  return {
    ...input,
    indicators: [
      ...input.indicators
        .filter(({ id }) => id === 'true')
        .map((each) => ({
          ...each,
          scores: each.scores.map((score, row) => (row % 2 === 0 ? score : Number.NaN)),
        })),
      { id: 'flat', dimension: 'c', scores: new Float64Array(input.panel.rows).fill(70) },
    ],
  };
}

test('two scores are compared on the very same rows: unknown ones win nothing', () => {
  const { panel, indicators } = book(160, 0.04, 35);
  const slice = sliceAt(panel, 60, MONTHS * 30);
  const truth = indicators.find(({ id }) => id === 'true')?.scores ?? new Float64Array(0);
  const current = Float64Array.from(slice.rows, (row) => truth[row]!);
  // Unknown wherever a customer who stays scores low: what is left looks easy.
  const candidate = current.map((score, index) =>
    slice.labels[index] === 0 && score < 70 ? Number.NaN : score,
  );
  const found = compareScores(panel, slice, { current, candidate }, { rounds: 50, seed: 1 });
  expect(found.difference).toEqual({ auc: 0, ci: [0, 0] });
  expect(found.current).toEqual(found.candidate);
  expect(found.better).toBe(0);
  expect(found.covered).toBeLessThan(0.8);
});

test('weights that would leave customers without a score are refused with that reason', () => {
  const input = oftenUnknown(book(240, 0.04, 35));
  const current = [
    { id: 'true', dimension: 'a', share: 0 },
    { id: 'flat', dimension: 'c', share: 1 },
  ];
  const proposal = proposeWeights(input, current, { rounds: 100 });
  expect(proposal).toMatchObject({ accepted: false, verdict: 'scores-fewer' });
  expect(proposal.comparison?.better).toBeGreaterThanOrEqual(0.95);
  expect(proposal.comparison?.covered).toBeCloseTo(0.5, 1);
});

test('where behaviour says nothing, the fit says so and keeps the weights', () => {
  const input = book(160, 0.04, 0);
  const proposal = proposeWeights(input, CURRENT, { rounds: 100 });
  expect(proposal).toMatchObject({ accepted: false, verdict: 'no-reliable-signal' });
  const review = reviewIndicators(input, CURRENT, null, { rounds: 50 });
  expect(review.map((each) => each.advice)).toEqual(['keep', 'keep', 'keep', 'keep']);
});

test('below 30 lost customers it refuses, whatever they look like', () => {
  const proposal = proposeWeights(book(60, 0.01, 60), CURRENT, { rounds: 20 });
  expect(proposal).toMatchObject({ accepted: false, verdict: 'too-few-events', shares: null });
  expect(proposal.learnedFrom.events).toBeLessThan(30);
});

test('an indicator that turns is drifting', () => {
  const input = book(240, 0.04, 35);
  const turned = {
    ...input,
    indicators: input.indicators.map((each) => ({
      ...each,
      scores: each.scores.map((score, row) =>
        each.id === 'true' && input.panel.asOf[row]! < 300 ? 70 : score,
      ),
    })),
  };
  const review = reviewIndicators(turned, CURRENT, null, { rounds: 20 });
  expect(review.find((each) => each.id === 'true')?.drifting).toBe(true);
  const quarters = review.find((each) => each.id === 'true')?.quarters ?? [];
  const known = quarters.flatMap(({ auc }) => auc ?? []);
  expect(known[0]).toBeCloseTo(0.5, 5);
  expect(known.at(-1)).toBeGreaterThan(0.7);
});

test('missing indicators give their share away as in scoring', () => {
  const panel = book(1, 0, 0);
  const of = (...values: (number | null)[]): IndicatorPanel => ({
    ...panel,
    indicators: values.map((value, index) => ({
      id: CURRENT[index]?.id ?? '',
      dimension: CURRENT[index]?.dimension ?? '',
      scores: Float64Array.of(value ?? Number.NaN),
    })),
  });
  const score = (...values: (number | null)[]) => scoresUnder(of(...values), CURRENT, Uint32Array.of(0))[0];
  expect(score(100, 50, 20)).toBeCloseTo(0.1 * 100 + 0.4 * 50 + 0.5 * 20, 12);
  expect(score(100, null, 20)).toBeCloseTo(0.5 * 100 + 0.5 * 20, 12);
  expect(score(null, null, 20)).toBeCloseTo(20, 12);
  expect(score(null, null, null)).toBeNaN();
});

test('part of the way: indicators without a current share start from 0', () => {
  const fitted = [
    { id: 'true', dimension: 'a', share: 0.5 },
    { id: 'new', dimension: 'b', share: 0.5 },
  ];
  expect(blendShares(CURRENT, fitted, 0.5).map((each) => each.share)).toEqual([0.3, 0.25]);
});

test('a preview moves companies and money between bands', () => {
  const company = (
    companyId: string,
    arr: number | null,
    from: [number, 'red' | 'yellow'],
    to: [number, 'red' | 'yellow'],
  ): Rescored => ({
    companyId,
    segment: null,
    arr,
    before: { score: from[0], band: from[1] },
    after: { score: to[0], band: to[1] },
  });
  const migration = bandMigration([
    company('a', 1000, [65, 'yellow'], [35, 'red']),
    company('b', 5000, [30, 'red'], [70, 'yellow']),
    company('c', null, [30, 'red'], [30, 'red']),
    { ...company('d', 10, [0, 'red'], [0, 'red']), after: { score: null, band: 'unknown' } },
  ]);
  expect(migration).toMatchObject({
    companies: 4,
    moved: 3,
    movedArr: 6010,
    withoutArr: 1,
    meanChange: 10 / 3,
  });
  expect(migration.moves[0]).toEqual({ from: 'red', to: 'yellow', companies: 1, arr: 5000 });
  expect(migration.movers.map((each) => each.companyId)).toEqual(['b', 'a', 'd']);
});
