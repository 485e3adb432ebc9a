import { measure, scoreOf, wordsOf } from '../subject.ts';

const training = (completed: number, assigned = 10) => ({ usage: { training: { assigned, completed } } });

describe('training-completion', () => {
  test.each([
    [0, 20],
    [2.5, 40],
    [5, 60],
    [8, 85],
    [9, 92.5],
    [10, 100],
  ])('%p of 10 trainings score %p', (completed, expected) => {
    expect(scoreOf('training-completion', training(completed))).toBeCloseTo(expected, 9);
  });

  test('nothing assigned is no data', () => {
    expect(measure('training-completion', training(0, 0))).toEqual({ state: 'no-data' });
    expect(measure('training-completion', {})).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('training-completion', training(4, 5))).toEqual({
      en: '4 of 5 trainings',
      es: '4 de 5 formaciones',
    });
  });
});
