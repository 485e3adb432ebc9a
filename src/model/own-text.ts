import { type Locale, type Localised, LOCALES } from './bands.ts';

/** Words of a portal's own: one text that serves every language, or one for each. No validation library: pages carry it. */
export type OwnText = string | Localised;

/** What people with this language read. */
export function ownTextIn(text: OwnText, locale: Locale): string {
  return typeof text === 'string' ? text : text[locale];
}

/** The same in every language. */
export function ownTextInAll(text: OwnText): Localised {
  return typeof text === 'string' ? { en: text, es: text } : text;
}

/** What was written in each language as one text: where only one language has words, they serve the others. */
export function ownTextOf(written: Localised): OwnText {
  const texts = LOCALES.map((locale) => written[locale].trim()).filter((text) => text !== '');
  if (texts.length === LOCALES.length && new Set(texts).size > 1) {
    return { en: written.en.trim(), es: written.es.trim() };
  }
  return texts[0] ?? '';
}
