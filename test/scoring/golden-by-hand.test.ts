import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ScoreResult } from '../../src/model/result.ts';
import { bandOf } from '../../src/scoring/index.ts';
import { modelById } from './subject.ts';

/** The golden results checked against values worked out by hand from docs and seeds. */
function golden(model: string): (companyId: string) => ScoreResult {
  const file = path.resolve(import.meta.dirname, `../golden/scoring/${model}.json`);
  const { results } = JSON.parse(readFileSync(file, 'utf8')) as { results: ScoreResult[] };
  return (companyId) => {
    const found = results.find((result) => result.companyId === companyId);
    if (found === undefined) throw new Error(`no golden result ${companyId}`);
    return found;
  };
}

const indicator = (result: ScoreResult, id: string) =>
  result.indicators.find((each) => each.id === id)?.score;
const dimension = (result: ScoreResult, id: string) =>
  result.dimensions.find((each) => each.id === id)?.score;

describe('three-dimension', () => {
  const of = golden('three-dimension');

  test.each([
    ['login-activity', (1 / (1 + 0.5 + 0.25 + 0.125 + 0.0625 + 0.03125)) * 30],
    ['active-user-penetration', (0.05 / 0.4) * 50],
    ['feature-adoption', 100 * Math.sqrt(1 / 15)],
    ['workflow-completion', 70 + ((10 / 12 - 0.75) / 0.15) * 20],
    ['integration-usage', 80],
    ['power-users', 50],
    ['executive-sponsor', 100 - (42 / 90) * 10],
    ['business-reviews', 75],
    // −0.2 → 40 + (0.1 ÷ 0.3) × 25; 30 tickets per 10 users cost the full 25.
    ['support-experience', 40 + (1 / 3) * 25 - 25],
    ['outreach-responsiveness', 97.5],
    ['champion-advocacy', 70],
    [
      'survey-satisfaction',
      (90 * 0.5 ** (31 / 90) + 75 * 0.5 ** (27 / 90)) / (0.5 ** (31 / 90) + 0.5 ** (27 / 90)),
    ],
    // 304 of 364 days elapsed; 0.6 ÷ 0.8352 = 0.7184.
    ['outcome-attainment', 40 + (((0.6 * 364) / 304 - 0.5) / 0.3) * 30],
    ['roi-multiple', 80],
    ['payment-behaviour', 90],
    ['contract-commitment', 75],
    ['budget-ownership', 87.5],
    ['expansion-conversations', 75],
  ])('the example of the contract: %s is %p', (id, expected) => {
    expect(indicator(of('contract-example'), id)).toBeCloseTo(expected, 9);
  });

  test('segments weigh the same dimensions differently', () => {
    const weights = (companyId: string) => of(companyId).dimensions.map(({ weight }) => weight);
    expect(weights('contract-example')).toEqual([0.4, 0.3, 0.3]);
    expect(weights('enterprise')).toEqual([0.3, 0.4, 0.3]);
    expect(weights('smb')).toEqual([0.5, 0.2, 0.3]);
    expect(weights('product-led')).toEqual([0.55, 0.15, 0.3]);
    const [product, relationship, business] = of('contract-example').dimensions.map(
      ({ score }) => score ?? 0,
    );
    const enterprise = 0.3 * (product ?? 0) + 0.4 * (relationship ?? 0) + 0.3 * (business ?? 0);
    expect(of('enterprise').score).toBeCloseTo(enterprise, 9);
  });

  test('S0: daily for six months, silent for four weeks is not healthy', () => {
    const result = of('silent-daily-user');
    // 28 days since the last activity: 49 − 7/9 × 20; sponsor and ROI at 100.
    expect(dimension(result, 'product')).toBeCloseTo(49 - (7 / 9) * 20, 9);
    expect(result.rawScore).toBeCloseTo(0.4 * (49 - (7 / 9) * 20) + 60, 9);
    expect(result).toMatchObject({ score: 59, band: 'orange', alert: 'at-risk' });
    expect(result.caps.map(({ id }) => id)).toContain('usage-silence');
  });

  test('S2: NPS 9 with usage down 30 % is satisfied but leaving, even with a green score', () => {
    const result = of('satisfied-but-declining');
    expect(result.signals).toContain('satisfied-but-declining');
    // Active every day (100) at weight 0.4, NPS 9 (90) at 0.3.
    expect(result.score).toBeCloseTo((0.4 * 100 + 0.3 * 90) / 0.7, 9);
    expect(result).toMatchObject({ band: 'green', provisional: true });
  });

  test('S0: a fall from 85 to 65 ranks above a steady 60', () => {
    const [fallen, steady] = [of('fallen-from-85-to-65'), of('steady-60')];
    expect(fallen.score).toBeCloseTo(65, 9);
    expect(steady.score).toBeCloseTo(60, 9);
    expect(fallen.risk).toBeCloseTo(55, 9);
    expect(steady.risk).toBeCloseTo(40, 9);
    expect(fallen.signals).toContain('rapid-decline');
    expect([fallen.trend, steady.trend]).toEqual(['declining', 'stable']);
  });

  test('nothing known is unknown', () => {
    expect(of('nothing-known')).toMatchObject({ score: null, band: 'unknown', playbook: null });
  });

  test('several things wrong at once', () => {
    const result = of('unpaid-and-leaving');
    expect(result.caps.map(({ id }) => id)).toEqual(['sponsor-lost', 'payment-default', 'weak-dimension']);
    expect(result.signals).toEqual(['key-user-at-risk', 'contraction-request']);
    expect(indicator(result, 'payment-behaviour')).toBeCloseTo(20 - (5 / 30) * 20, 9);
    expect(result.indicators.find(({ id }) => id === 'roi-multiple')?.state).toBe('error');
    expect(result).toMatchObject({ band: 'red', alert: 'critical', playbook: { band: 'escalate' } });
  });
});

describe('four-metric', () => {
  const of = golden('four-metric');

  test('S4: three tickets, active use: red in support, green in usage, yellow overall', () => {
    const result = of('s4-customer');
    const model = modelById('four-metric');
    // Usage 75 × 0.4 + NPS answer 7 (60) × 0.1 + three tickets (35) × 0.2 + billing 80 × 0.3.
    expect(result.score).toBeCloseTo(30 + 6 + 7 + 24, 9);
    expect(result).toMatchObject({ band: 'yellow', caps: [] });
    expect(bandOf(dimension(result, 'usage') ?? null, model)).toBe('green');
    expect(bandOf(dimension(result, 'support') ?? null, model)).toBe('red');
    expect(dimension(result, 'billing')).toBeCloseTo(80, 9);
    expect(result.playbook?.plays[0]).toEqual({ id: 'ticket-topic-call', indicator: 'ticket-load' });
  });

  test('without billing the other three share its weight', () => {
    expect(of('no-billing').score).toBeCloseTo((30 + 6 + 7) / 0.7, 9);
    expect(of('no-billing').coverage).toBeCloseTo(0.7, 9);
  });
});

test('eight-pillar: every pillar by hand', () => {
  const result = golden('eight-pillar')('all-pillars');
  expect(result.dimensions.map(({ id, score }) => [id, score])).toEqual([
    ['engagement', expect.closeTo((90 + 90) / 2, 9)],
    ['usage', expect.closeTo((90 + 90) / 2, 9)],
    ['adoption', expect.closeTo((70 + 60) / 2, 9)],
    ['relationship', expect.closeTo((90 + 60 + 50) / 3, 9)],
    ['sentiment', expect.closeTo((75 + 70 + 60) / 3, 9)],
    ['journey', 70],
    ['advocacy', 70],
    ['payment', 85],
  ]);
  expect(result.score).toBeCloseTo(75.25, 9);
  expect(result.coverage).toBeCloseTo(0.95, 9);
});

test('vital-signs: every sign by hand', () => {
  const result = golden('vital-signs')('all-signs');
  const appropriation = (70 + 100 * Math.sqrt(0.4)) / 2;
  // Two tickets: load 60; mood 80, minus 5 for each ticket per 10 users beyond two (2 × 10 ÷ 6).
  const support = (60 + 80 - (20 / 6 - 2) * 5) / 2;
  expect(dimension(result, 'appropriation')).toBeCloseTo(appropriation, 9);
  expect(dimension(result, 'support')).toBeCloseTo(support, 9);
  expect(result.score).toBeCloseTo((appropriation + 60 + support + 75 + 70) / 5, 9);
});

describe('impact-frequency', () => {
  const of = golden('impact-frequency');

  test('is the sum of impact × frequency, not clamped', () => {
    // 4 × 5 + 3 × 10 + 20 × 2 + 6 × 3
    expect(of('thriving')).toMatchObject({
      score: 108,
      band: 'thriving',
      signals: ['expansion-candidate'],
      risk: 0,
    });
    // 30 × 2 + 3 × 4
    expect(of('just-green')).toMatchObject({ score: 72, band: 'green', signals: [] });
  });

  test('nothing done is 0, nothing known is unknown', () => {
    expect(of('idle')).toMatchObject({ score: 0, band: 'red' });
    expect(of('nothing-known')).toMatchObject({ score: null, band: 'unknown' });
  });
});
