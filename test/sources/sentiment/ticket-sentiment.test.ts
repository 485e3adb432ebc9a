import { createTicketSentiment, type WordScorer } from '../../../src/sources/sentiment/index.ts';

interface Call {
  readonly text: string;
  readonly language: string;
  readonly extras: Record<string, number> | undefined;
}

/** Gives the same score to every text and remembers what it was asked. */
function fakeScorer(score: number) {
  const calls: Call[] = [];
  const registered = new Map<string, Parameters<WordScorer['registerLanguage']>[1]>();
  const scorer: WordScorer = {
    registerLanguage: (code, language) => void registered.set(code, language),
    analyze(text, { language, extras }) {
      calls.push({ text, language, extras });
      return { score };
    },
  };
  return { scorer, calls, registered };
}

describe('createTicketSentiment', () => {
  test('registers Spanish, and hands English its support words', () => {
    const { scorer, calls, registered } = fakeScorer(0);
    const moodOf = createTicketSentiment(scorer);
    moodOf('The dashboard is broken');
    moodOf('El panel está roto y no carga');
    expect([...registered.keys()]).toEqual(['es']);
    expect(calls.map((call) => call.language)).toEqual(['en', 'es']);
    expect(calls[0]?.extras).toMatchObject({ broken: -2, fixed: 2 });
    expect(calls[1]?.extras).toBeUndefined();
  });

  test('the Spanish words cover all forms and turn around after a negation', () => {
    const { scorer, registered } = fakeScorer(0);
    createTicketSentiment(scorer);
    const spanish = registered.get('es');
    expect(spanish?.labels).toMatchObject({
      satisfecho: 3,
      satisfecha: 3,
      satisfechos: 3,
      satisfechas: 3,
      error: 0,
    });
    expect(spanish?.scoringStrategy.apply(['no', 'funciona', 'bien'], 2, 1)).toBe(-1);
  });

  test('every word score is on the scale of AFINN', () => {
    const { scorer, calls, registered } = fakeScorer(0);
    createTicketSentiment(scorer)('the end');
    const scores = [
      ...Object.entries(registered.get('es')?.labels ?? {}),
      ...Object.entries(calls[0]?.extras ?? {}),
    ];
    expect(scores.length).toBeGreaterThan(200);
    expect(scores.filter(([word, score]) => !/^[\p{Ll}]+$/u.test(word) || Math.abs(score) > 5)).toEqual([]);
  });

  test.each([
    [0, 0],
    [4, 0.72],
    [-4, -0.72],
    [1e9, 1],
    [-1e9, -1],
  ])('a word sum of %d is a mood of %d', (score, mood) => {
    expect(createTicketSentiment(fakeScorer(score).scorer)('The words of a ticket')).toBeCloseTo(mood, 2);
  });

  test.each([
    ['an empty text', ''],
    ['numbers', '4711 0815'],
    ['a language it does not know', 'Das ist leider kaputt'],
    ['markup alone', '<p></p>'],
  ])('says nothing about %s, and does not ask the scorer', (_name, text) => {
    const { scorer, calls } = fakeScorer(5);
    expect(createTicketSentiment(scorer)(text)).toBeNull();
    expect(calls).toEqual([]);
  });

  test('does not share its word lists with a scorer that changes them', () => {
    const spoiler = fakeScorer(0);
    createTicketSentiment(spoiler.scorer);
    const labels = spoiler.registered.get('es')?.labels;
    if (labels !== undefined) labels.excelente = -5;
    const fresh = fakeScorer(0);
    createTicketSentiment(fresh.scorer);
    expect(fresh.registered.get('es')?.labels.excelente).toBe(4);
  });

  test('passes on what the scorer throws', () => {
    const scorer: WordScorer = {
      registerLanguage: () => undefined,
      analyze: () => {
        throw new Error('no such language');
      },
    };
    expect(() => createTicketSentiment(scorer)('The words of a ticket')).toThrow('no such language');
  });
});
