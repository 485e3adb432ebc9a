import { measure, scoreOf, wordsOf } from '../subject.ts';

const tickets = (opened: number) => ({ relationship: { tickets: { opened } } });

describe('ticket-load', () => {
  test.each([
    [0, 100],
    [1, 80],
    [2, 60],
    [3, 35],
    [4, 22.5],
    [5, 10],
    [8, 0],
    [30, 0],
  ])('%p tickets score %p', (opened, expected) => {
    expect(scoreOf('ticket-load', tickets(opened))).toBeCloseTo(expected, 9);
  });

  test('no ticket section is no data', () => {
    expect(measure('ticket-load', {})).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('ticket-load', tickets(3))).toEqual({
      en: '3 tickets in 30 days',
      es: '3 tickets en 30 días',
    });
  });
});
