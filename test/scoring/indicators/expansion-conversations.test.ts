import { indicatorById } from '../../../src/scoring/index.ts';
import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

const talk = (age: number, sentiment?: number, contraction?: boolean) => ({
  at: daysAgo(age),
  sentiment,
  contraction,
});
const talks = (...expansion: ReturnType<typeof talk>[]) => ({ business: { expansion } });

describe('expansion-conversations', () => {
  test.each([
    [0, 50],
    [1, 75],
    [2, 90],
    [3, 100],
    [6, 100],
  ])('%p positive talks score %p', (count, expected) => {
    const all = Array.from({ length: count }, () => talk(5, 0.4));
    expect(scoreOf('expansion-conversations', talks(...all))).toBe(expected);
  });

  test('a request to contract outweighs everything', () => {
    expect(scoreOf('expansion-conversations', talks(talk(5, 1), talk(6, 1), talk(179, 0.2, true)))).toBe(10);
    expect(scoreOf('expansion-conversations', talks(talk(5, 1), talk(180, 0.2, true)))).toBe(75);
    expect(scoreOf('expansion-conversations', talks(talk(5, 1), talk(-1, 0.2, true)))).toBe(75);
  });

  test('a bad mood on the whole scores 30; unknown moods do not dilute it', () => {
    expect(scoreOf('expansion-conversations', talks(talk(5, -0.5), talk(5, 0.4)))).toBe(30);
    expect(scoreOf('expansion-conversations', talks(talk(5, -0.5), talk(5), talk(5)))).toBe(30);
    expect(scoreOf('expansion-conversations', talks(talk(5, -0.5), talk(5, 0.5)))).toBe(90);
    expect(scoreOf('expansion-conversations', talks(talk(5)))).toBe(75);
  });

  test('no section is no data, an empty one is not', () => {
    expect(measure('expansion-conversations', { business: {} })).toEqual({ state: 'no-data' });
    expect(scoreOf('expansion-conversations', talks())).toBe(50);
  });

  test('S4: a contraction calls for contact at once', () => {
    const indicator = indicatorById('expansion-conversations');
    expect(indicator?.playFor?.({ contraction: true })).toBe('contraction-contact');
    expect(indicator?.playFor?.({ contraction: false })).toBe('expansion-conversation');
  });

  test('says it in words', () => {
    expect(wordsOf('expansion-conversations', talks(talk(5)))).toEqual({
      en: '1 talk in 180 days',
      es: '1 conversación en 180 días',
    });
    expect(wordsOf('expansion-conversations', talks(talk(5, 0, true))).es).toBe('pidió una reducción');
  });
});
