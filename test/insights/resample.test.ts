import { backtest } from '../../src/insights/backtest/backtest.ts';
import { drawCompanies, LANES, membersOf, timesDrawn } from '../../src/insights/resample/company-weights.ts';
import { percentileInterval } from '../../src/insights/resample/interval.ts';
import { NEGATIVE, OUT, POSITIVE } from '../../src/insights/resample/plan-rows.ts';
import { RankPlan } from '../../src/insights/resample/rank-plan.ts';
import { averagePrecision } from '../../src/insights/precision-recall.ts';
import { randomFrom } from '../../src/insights/random.ts';
import { rocAuc } from '../../src/insights/ranking.ts';
import { rankValues } from '../../src/insights/tally.ts';
import { panelOf } from './panel-of.ts';

test('a weighted pass equals measuring the rows written out as often as they were drawn', () => {
  const random = randomFrom(2);
  for (let trial = 0; trial < 40; trial += 1) {
    const rows = 5 + Math.floor(random() * 60);
    const [companies, distinct] = [1 + Math.floor(random() * 12), 1 + Math.floor(random() * 30)];
    const scores = Float64Array.from({ length: rows }, () => Math.floor(random() * distinct));
    const company = Uint32Array.from({ length: rows }, () => Math.floor(random() * companies));
    const states = [0.02, 0.3, 0.6].map((rate) =>
      Uint8Array.from({ length: rows }, () => (random() < 0.1 ? OUT : random() < rate ? POSITIVE : NEGATIVE)),
    );
    const plan = new RankPlan(rankValues(scores), company, states);
    const [drawn] = drawCompanies(membersOf(company, companies), companies, LANES, trial);
    const weights = drawn!.weights.slice();
    for (const [horizon, lanes] of plan.measure(weights).entries()) {
      for (const [lane, measured] of lanes.entries()) {
        const written: { score: number; label: boolean }[] = [];
        for (let row = 0; row < rows; row += 1) {
          if (states[horizon]![row] === OUT) continue;
          const times = timesDrawn(weights, company[row]!, lane);
          for (let time = 0; time < times; time += 1) {
            written.push({ score: scores[row]!, label: states[horizon]![row] === POSITIVE });
          }
        }
        const [values, labels] = [written.map((each) => each.score), written.map((each) => each.label)];
        const expected = {
          auc: rocAuc(values, labels, 'lower-is-positive'),
          prAuc: averagePrecision(values, labels, 'lower-is-positive'),
        };
        for (const name of ['auc', 'prAuc'] as const) {
          if (expected[name] === null) expect(measured[name]).toBeNull();
          else expect(measured[name]).toBeCloseTo(expected[name], 12);
        }
      }
    }
  }
});

test('every round draws as many companies as there are, and only those with rows', () => {
  const members = membersOf(Uint32Array.of(1, 4, 4, 2), 6);
  expect([...members]).toEqual([1, 2, 4]);
  let rounds = 0;
  for (const { weights, lanes } of drawCompanies(members, 6, 10, 1)) {
    rounds += lanes;
    for (let lane = 0; lane < LANES; lane += 1) {
      const drawn = Array.from({ length: 6 }, (_, company) => timesDrawn(weights, company, lane));
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(3);
      expect([drawn[0], drawn[3], drawn[5]]).toEqual([0, 0, 0]);
    }
  }
  expect(rounds).toBe(10);
});

test('percentile intervals', () => {
  const hundred = Array.from({ length: 101 }, (_, value) => value);
  expect(percentileInterval(hundred, 0.5)).toEqual([25, 75]);
  expect(percentileInterval(hundred)?.[0]).toBeCloseTo(2.5, 12);
  expect(percentileInterval([null, 4, null])).toEqual([4, 4]);
  expect(percentileInterval([null])).toBeNull();
});

test('companies with many alike rows do not narrow the interval: repeating every row changes nothing', () => {
  const random = randomFrom(8);
  const book = Array.from({ length: 80 }, (_, company) => {
    const lost = random() < 0.4;
    return {
      companyId: `c${company}`,
      score: random() * 60 + (lost ? 0 : 25),
      ...(lost ? { churnedAt: '2026-01-28' } : {}),
    };
  });
  const days = (count: number) =>
    panelOf(
      book.flatMap((each) =>
        Array.from({ length: count }, (_, day) => ({ ...each, asOf: `2026-01-0${day + 1}` })),
      ),
    );
  const width = (count: number) => {
    const ci = backtest(days(count), { knownUntil: 25_000, rounds: 400 }).horizons['30']?.ci.auc;
    return (ci?.[1] ?? 0) - (ci?.[0] ?? 0);
  };
  expect(width(1)).toBeGreaterThan(0.05);
  expect(Math.abs(width(5) / width(1) - 1)).toBeLessThan(1e-6);
});
