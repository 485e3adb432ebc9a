import { type AlertLevel, type Band, type Locale } from '../../../src/model/bands.ts';
import { dayOf } from '../../../src/model/day.ts';
import { type IndicatorResult } from '../../../src/model/result.ts';
import { indicatorById } from '../../../src/scoring/indicators/index.ts';
import { ALERT_WORDS, BAND_WORDS, dayWords, whenWords } from '../../../src/scoring/words/index.ts';

/** The vocabulary of `src/scoring` in the form the card needs it. */

/** What a customer in the band needs, as a heading: `Needs stabilising`. */
export function bandMeaning(band: Band, locale: Locale): string {
  return sentenceCase(BAND_WORDS[band].need[locale]);
}

/** How soon somebody should act: `Reach out within 7 days`. */
export function alertAdvice(alert: AlertLevel, locale: Locale): string {
  return sentenceCase(ALERT_WORDS[alert].response[locale]);
}

/** What good looks like; empty for an indicator this version does not know. */
export function indicatorTarget(id: string, locale: Locale): string {
  return indicatorById(id)?.target[locale] ?? '';
}

/** The data an indicator needs; null for an indicator this version does not know. */
export function indicatorNeeds(id: string, locale: Locale): string | null {
  return indicatorById(id)?.needs[locale] ?? null;
}

/** The value in plain words; null when there is none or this version cannot read it. */
export function indicatorValue({ id, value }: IndicatorResult, locale: Locale): string | null {
  return value === null ? null : (indicatorById(id)?.describe(value, locale) ?? null);
}

/** Section of the signals an indicator reads, for example `usage.users`. */
export function indicatorSection(id: string): string {
  return indicatorById(id)?.section ?? '';
}

/** An instant in milliseconds or ISO text seen from now: `12 minutes ago`, after a week the date. */
export function ago(instant: number | string, now: number, locale: Locale): string {
  return whenWords(new Date(instant).toISOString(), locale, new Date(now).toISOString());
}

/** The date of a day or an ISO instant, with the year when it is not this one. */
export function dayInWords(day: string, now: number, locale: Locale): string {
  return dayWords(dayOf(day), locale, dayOf(now));
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
