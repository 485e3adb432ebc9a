import { indicatorById } from '../../../src/scoring/index.ts';
import { daysAgo, measure, scoreOf, wordsOf } from '../subject.ts';

const nps = (score: number, age = 0) => ({ kind: 'nps' as const, score, at: daysAgo(age) });
const csat = (score: number, age = 0) => ({ kind: 'csat' as const, score, at: daysAgo(age) });
const surveys = (...answers: (ReturnType<typeof nps> | ReturnType<typeof csat>)[]) => ({
  relationship: { surveys: answers },
});

describe('survey-satisfaction', () => {
  test.each([
    [0, 0],
    [3, 20],
    [6, 40],
    [7, 60],
    [8, 75],
    [9, 90],
    [10, 100],
  ])('NPS %p scores %p', (answer, expected) => {
    expect(scoreOf('survey-satisfaction', surveys(nps(answer)))).toBeCloseTo(expected, 9);
  });

  test.each([
    [1, 0],
    [2, 25],
    [3, 50],
    [4, 75],
    [5, 100],
  ])('CSAT %p scores %p', (answer, expected) => {
    expect(scoreOf('survey-satisfaction', surveys(csat(answer)))).toBeCloseTo(expected, 9);
  });

  test('an answer 90 days older weighs half', () => {
    // (100 × 1 + 0 × 0.5) ÷ 1.5
    expect(scoreOf('survey-satisfaction', surveys(nps(10, 0), nps(0, 90)))).toBeCloseTo(200 / 3, 9);
  });

  test('answers count for 180 days and not before they are given', () => {
    expect(scoreOf('survey-satisfaction', surveys(nps(10, 179)))).toBe(100);
    expect(measure('survey-satisfaction', surveys(nps(10, 180), csat(5, -1)))).toEqual({ state: 'no-data' });
    expect(measure('survey-satisfaction', {})).toEqual({ state: 'no-data' });
  });

  test.each([
    [surveys(nps(0)), 'detractor-call'],
    [surveys(nps(6)), 'detractor-call'],
    [surveys(nps(7)), 'useful-tutorial'],
    [surveys(nps(8)), 'useful-tutorial'],
    [surveys(nps(9)), 'ask-reference'],
    [surveys(nps(10, 5), nps(3, 1)), 'detractor-call'],
    [surveys(csat(2)), 'satisfaction-follow-up'],
  ])('S4: the latest NPS decides the play: %j → %s', (sections, play) => {
    const measured = measure('survey-satisfaction', sections);
    const value = measured.state === 'scored' ? measured.value : {};
    expect(indicatorById('survey-satisfaction')?.playFor?.(value)).toBe(play);
  });

  test('says it in words', () => {
    expect(wordsOf('survey-satisfaction', surveys(nps(9), csat(4)))).toEqual({
      en: '2 answers, latest NPS 9',
      es: '2 respuestas, último NPS 9',
    });
    expect(wordsOf('survey-satisfaction', surveys(csat(4))).es).toBe('1 respuesta');
  });
});
