import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

function champion(
  acts: number,
  state: { identified: boolean; left?: boolean } = { identified: true },
  age = 5,
) {
  const advocacy = Array.from({ length: acts }, () => ({ kind: 'reference' as const, at: daysAgo(age) }));
  return { relationship: { champion: state, advocacy } };
}

describe('champion-advocacy', () => {
  test.each([
    [0, 50],
    [1, 70],
    [2, 85],
    [3, 100],
    [7, 100],
  ])('%p acts of advocacy score %p', (acts, expected) => {
    expect(scoreOf('champion-advocacy', champion(acts))).toBe(expected);
  });

  test('a champion who left or was never found has a fixed score', () => {
    expect(scoreOf('champion-advocacy', champion(3, { identified: true, left: true }))).toBe(10);
    expect(scoreOf('champion-advocacy', champion(3, { identified: false }))).toBe(30);
  });

  test('acts count for 365 days and not before they happen', () => {
    expect(scoreOf('champion-advocacy', champion(3, { identified: true }, 364))).toBe(100);
    expect(scoreOf('champion-advocacy', champion(3, { identified: true }, 365))).toBe(50);
    expect(scoreOf('champion-advocacy', champion(3, { identified: true }, -1))).toBe(50);
  });

  test('no champion section is no data', () => {
    expect(measure('champion-advocacy', { relationship: { advocacy: [] } })).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('champion-advocacy', champion(1))).toEqual({
      en: '1 act of advocacy in a year',
      es: '1 acción de promoción en un año',
    });
    expect(wordsOf('champion-advocacy', champion(1, { identified: false })).en).toBe(
      'no champion identified',
    );
    expect(wordsOf('champion-advocacy', champion(1, { identified: true, left: true })).es).toBe(
      'el campeón se fue',
    );
  });
});
