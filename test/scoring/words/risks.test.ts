import { type IndicatorResult } from '../../../src/model/result.ts';
import { topRisks } from '../../../src/scoring/words/index.ts';

function indicator(
  id: string,
  weight: number,
  score: number | null,
  value: IndicatorResult['value'] = {},
): IndicatorResult {
  const state = score === null ? 'no-data' : 'scored';
  const contribution = weight * (score ?? 0);
  return { id, dimension: 'product', state, score, weight, contribution, value, reason: null };
}

const SEATS = indicator('active-user-penetration', 0.1, 50, { active: 8, seats: 20, ratio: 0.4 });
const SPONSOR = indicator('executive-sponsor', 0.075, 5, { status: 'left', daysSinceEngaged: null });

describe('topRisks', () => {
  test('gives title, value and points lost, costliest first', () => {
    expect(topRisks({ indicators: [SEATS, SPONSOR] }, 'en')).toEqual([
      'Executive sponsor: the sponsor left (−7 points)',
      'Seats in use: 8 of 20 seats (−5 points)',
    ]);
    expect(topRisks({ indicators: [SEATS] }, 'es')).toEqual([
      'Asientos en uso: 8 de 20 asientos (−5 puntos)',
    ]);
  });

  test('stops at three unless asked otherwise', () => {
    const indicators = ['a', 'b', 'c', 'd'].map((id) => indicator(id, 0.2, 50));
    expect(topRisks({ indicators }, 'en')).toHaveLength(3);
    expect(topRisks({ indicators }, 'en', 1)).toHaveLength(1);
  });

  test.each([
    [0.01, '(−1 point)'],
    [0.004, '(−0.4 points)'],
    [0.00001, '(−0.1 points)'],
  ])('weight %p reads %s: one point is singular, what costs is never 0', (weight, text) => {
    const [risk] = topRisks({ indicators: [indicator('roi-multiple', weight, 0, null)] }, 'en');
    expect(risk?.endsWith(text)).toBe(true);
  });

  test('an indicator nobody ships and one without facts still read well', () => {
    const lookup = () => undefined;
    expect(topRisks({ indicators: [indicator('fax-usage', 0.1, 0)] }, 'en', 3, lookup)).toEqual([
      'Fax usage (−10 points)',
    ]);
    expect(topRisks({ indicators: [indicator('roi-multiple', 0.1, 0, null)] }, 'en')[0]).not.toMatch(
      /undefined|: \(/,
    );
  });

  test('nothing known or nothing wrong: no reasons', () => {
    expect(topRisks({ indicators: [indicator('roi-multiple', 0, null)] }, 'en')).toEqual([]);
    expect(topRisks({ indicators: [indicator('roi-multiple', 1, 100)] }, 'en')).toEqual([]);
  });
});
