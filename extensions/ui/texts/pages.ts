import type { Locale } from '../../../src/model/bands.ts';
import { currencyCode } from '../../../src/model/currency.ts';
import { numberWords } from '../../../src/scoring/words/format.ts';
import { useCopy } from './copy.ts';
import { type PageTexts, pagesEn } from './pages-en.ts';
import { pagesEs } from './pages-es.ts';

const TEXTS: Readonly<Record<Locale, PageTexts>> = { en: pagesEn, es: pagesEs };

export function usePageTexts(): PageTexts {
  return TEXTS[useCopy().locale];
}

const TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', es: 'es' };

/**
 * Whole money of a currency: `€48,000`; a dash where there is none. What is no currency code stands behind the amount as
 * it is: `48,000 Euro`.
 */
export function moneyWords(amount: number | null, currency: string | null, locale: Locale): string {
  if (amount === null) return '–';
  const code = currencyCode(currency ?? '');
  if (code === null) return `${numberWords(amount, locale)} ${currency ?? ''}`.trim();
  const options = { style: 'currency', currency: code, maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(TAGS[locale], options).format(amount);
}

/** Money of several currencies side by side, since nobody knows the rate: `€48,000 + US$5,280`. */
export function totalWords(totals: Readonly<Record<string, number>>, locale: Locale): string {
  const parts = Object.entries(totals).sort(([, a], [, b]) => b - a);
  return parts.length === 0
    ? moneyWords(null, null, locale)
    : parts.map(([currency, amount]) => moneyWords(amount, currency, locale)).join(' + ');
}

/** `March 2027` for `2027-03`. */
export function monthWords(month: string, locale: Locale): string {
  const options = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(TAGS[locale], options).format(new Date(`${month}-01`));
}
