import { languageOf } from '../../../src/sources/sentiment/language.ts';
import { moodText } from '../../../src/sources/sentiment/plain-text.ts';
import { HELD_OUT, TICKETS } from './labelled-tickets.ts';

describe('languageOf', () => {
  test.each(['en', 'es'] as const)('knows every ticket of the labelled ones in %s', (locale) => {
    const wrong = [...TICKETS[locale], ...HELD_OUT[locale]].filter(
      ({ text }) => languageOf(moodText(text)) !== locale,
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['a log line', 'segfault core dumped xyz'],
    ['another language', 'das ist leider kaputt und niemand antwortet'],
    ['a tie', 'the el'],
  ])('does not guess from %s', (_name, text) => {
    expect(languageOf(text)).toBeNull();
  });
});
