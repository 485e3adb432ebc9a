import { measure, scoreOf, wordsOf } from '../subject.ts';

const roi = (value: number, cost = 100) => ({ business: { roi: { value, cost } } });

describe('roi-multiple', () => {
  test.each([
    [0, 0],
    [50, 20],
    [100, 40],
    [200, 70],
    [250, 80],
    [300, 90],
    [500, 100],
    [900, 100],
  ])('value %p for a cost of 100 scores %p', (value, expected) => {
    expect(scoreOf('roi-multiple', roi(value))).toBeCloseTo(expected, 9);
  });

  test('nothing known is no data, value without cost an error', () => {
    expect(measure('roi-multiple', {})).toEqual({ state: 'no-data' });
    expect(measure('roi-multiple', roi(0, 0))).toEqual({ state: 'no-data' });
    expect(() => measure('roi-multiple', roi(10, 0))).toThrow('the cost is 0');
  });

  test('says it in words', () => {
    expect(wordsOf('roi-multiple', roi(250))).toEqual({ en: '2.5 times the cost', es: '2,5 veces el coste' });
  });
});
