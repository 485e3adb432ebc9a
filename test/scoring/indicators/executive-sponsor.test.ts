import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

const engaged = (days: number) => ({
  relationship: { sponsor: { identified: true, lastEngagedAt: daysAgo(days) } },
});
const sponsor = (identified: boolean, left = false) => ({ relationship: { sponsor: { identified, left } } });

describe('executive-sponsor', () => {
  test.each([
    [0, 100],
    [45, 95],
    [90, 90],
    [365, 70],
    [540, 50],
    [900, 50],
  ])('engaged %p days ago scores %p', (days, expected) => {
    expect(scoreOf('executive-sponsor', engaged(days))).toBeCloseTo(expected, 9);
  });

  test('none, aware and lost sponsors have fixed scores', () => {
    expect(scoreOf('executive-sponsor', sponsor(false))).toBe(20);
    expect(scoreOf('executive-sponsor', sponsor(true))).toBe(50);
    expect(scoreOf('executive-sponsor', sponsor(true, true))).toBe(5);
  });

  test('an engagement after the as-of day is not known yet', () => {
    expect(measure('executive-sponsor', engaged(-1))).toMatchObject({
      score: 50,
      value: { status: 'never-engaged' },
    });
  });

  test('no sponsor section is no data', () => {
    expect(measure('executive-sponsor', { relationship: {} })).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('executive-sponsor', engaged(1))).toEqual({
      en: 'last engaged 1 day ago',
      es: 'último contacto hace 1 día',
    });
    expect(wordsOf('executive-sponsor', sponsor(true, true)).en).toBe('the sponsor left');
    expect(wordsOf('executive-sponsor', sponsor(false)).es).toBe('sin patrocinador identificado');
    expect(wordsOf('executive-sponsor', sponsor(true)).en).toBe('identified, no known contact');
  });
});
