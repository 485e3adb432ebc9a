import { measure, scoreOf, wordsOf } from '../subject.ts';

const finished = (completed: number, started = 100) => ({ usage: { workflows: { started, completed } } });

describe('workflow-completion', () => {
  test.each([
    [0, 0],
    [25, 25],
    [50, 50],
    [60, 58],
    [75, 70],
    [90, 90],
    [95, 95],
    [100, 100],
    [120, 100],
  ])('%p of 100 score %p', (completed, expected) => {
    expect(scoreOf('workflow-completion', finished(completed))).toBeCloseTo(expected, 9);
  });

  test.each([
    ['no usage', {}],
    ['none started', finished(0, 0)],
  ])('%s is no data', (_name, sections) => {
    expect(measure('workflow-completion', sections)).toEqual({ state: 'no-data' });
  });

  test('says it in words', () => {
    expect(wordsOf('workflow-completion', finished(10, 12))).toEqual({
      en: '10 of 12 workflows completed',
      es: '10 de 12 flujos completados',
    });
  });
});
