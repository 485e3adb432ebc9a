import type { AlertLevel, Band, Locale } from '../../../src/model/bands.ts';
import { dayOf } from '../../../src/model/day.ts';
import { ALERT_WORDS, BAND_WORDS } from '../../../src/scoring/words/bands.ts';
import { dayWords, whenWords } from '../../../src/scoring/words/format.ts';

/** The vocabulary of `src/scoring` in the form the card needs it. */

/** What a customer in the band needs, as a heading: `Needs stabilising`. */
export function bandMeaning(band: Band, locale: Locale): string {
  return sentenceCase(BAND_WORDS[band].need[locale]);
}

/** The name of a band; a word nobody knows as it is. */
export function bandName(band: string, locale: Locale): string {
  return Object.hasOwn(BAND_WORDS, band) ? BAND_WORDS[band as Band].name[locale] : band;
}

/** How soon somebody should act: `Reach out within 7 days`. */
export function alertAdvice(alert: AlertLevel, locale: Locale): string {
  return sentenceCase(ALERT_WORDS[alert].response[locale]);
}

/** An instant in milliseconds or ISO text seen from now: `12 minutes ago`, after a week the date. */
export function ago(instant: number | string, now: number, locale: Locale): string {
  return whenWords(new Date(instant).toISOString(), locale, new Date(now).toISOString());
}

/** The date of a day or an ISO instant, with the year when it is not this one. */
export function dayInWords(day: string, now: number, locale: Locale): string {
  return dayWords(dayOf(day), locale, dayOf(now));
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
