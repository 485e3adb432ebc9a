import type { Locale } from '../../model/bands.ts';
import type { IndicatorValue } from './indicator.ts';

/** A fact of a value that is a number; 0 where it is missing, which only foreign data can bring about. */
export function fact(value: IndicatorValue, name: string): number {
  const found = value[name];
  return typeof found === 'number' ? found : 0;
}

/** By locale and number of decimals: making one takes a hundred times as long as using it. */
const FORMATS: Readonly<Record<Locale, readonly Intl.NumberFormat[]>> = {
  en: formats('en'),
  es: formats('es'),
};

function formats(locale: Locale): Intl.NumberFormat[] {
  return [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));
}

/** With a minus sign where it is one; the hyphen breaks from its number at the end of a line. */
export function decimal(value: number, locale: Locale, digits: 0 | 1 | 2 = 1): string {
  return (FORMATS[locale][digits]?.format(value) ?? String(value)).replace('-', '−');
}

export function percent(ratio: number, locale: Locale): string {
  return `${decimal(ratio * 100, locale, 0)} %`;
}

/** `3 days`, `1 día`: the number with the noun it counts. */
export function counted(
  value: number,
  locale: Locale,
  nouns: { en: [string, string]; es: [string, string] },
): string {
  const text = decimal(value, locale);
  return `${text} ${nouns[locale][text === '1' ? 0 : 1]}`;
}

export function days(value: number, locale: Locale): string {
  return counted(value, locale, { en: ['day', 'days'], es: ['día', 'días'] });
}

/** `a of b noun` in both languages. */
export function outOf(part: number, whole: number, locale: Locale, noun: { en: string; es: string }): string {
  const link = locale === 'es' ? 'de' : 'of';
  return `${decimal(part, locale)} ${link} ${decimal(whole, locale)} ${noun[locale]}`;
}
