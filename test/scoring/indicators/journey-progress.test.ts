import { measure, scoreOf, wordsOf } from '../subject.ts';

const milestones = (done: number, due = 10) => ({ usage: { milestones: { due, done } } });

describe('journey-progress', () => {
  test.each([
    [0, 0],
    [5, 40],
    [6.5, 55],
    [8, 70],
    [10, 100],
    [12, 100],
  ])('%p of 10 milestones score %p', (done, expected) => {
    expect(scoreOf('journey-progress', milestones(done))).toBeCloseTo(expected, 9);
  });

  test('nothing due is no data', () => {
    expect(measure('journey-progress', milestones(1, 0))).toEqual({ state: 'no-data' });
    expect(measure('journey-progress', {})).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('journey-progress', milestones(3, 4))).toEqual({
      en: '3 of 4 milestones',
      es: '3 de 4 hitos',
    });
  });
});
