import { ENGLISH_SUPPORT_WORDS } from './english.ts';
import { languageOf } from './language.ts';
import { negatedBy } from './negation.ts';
import { moodText } from './plain-text.ts';
import { SPANISH_NEGATIONS, SPANISH_WORDS } from './spanish.ts';
import type { WordScorer } from './word-scorer.ts';

export { type WordScorer } from './word-scorer.ts';

/** The mood of a ticket from −1 to 1; null when the text does not tell its language, so nothing can be said. */
export type TicketSentiment = (text: string) => number | null;

/** Sum of word scores at which the mood is half-way; VADER's normalisation (Hutto and Gilbert 2014) uses the same. */
const SOFTNESS = 15;

/**
 * Reads the mood of tickets whose source gives none. Words are scored by the package handed in; the text itself is
 * neither kept nor logged.
 */
export function createTicketSentiment(scorer: WordScorer): TicketSentiment {
  scorer.registerLanguage('es', {
    labels: { ...SPANISH_WORDS },
    scoringStrategy: negatedBy(SPANISH_NEGATIONS),
  });
  return (text) => {
    const words = moodText(text);
    const language = languageOf(words);
    if (language === null) return null;
    const extras = language === 'en' ? { extras: { ...ENGLISH_SUPPORT_WORDS } } : {};
    const { score } = scorer.analyze(words, { language, ...extras });
    return score / Math.sqrt(score * score + SOFTNESS);
  };
}
