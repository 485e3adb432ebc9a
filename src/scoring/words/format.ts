import type { Locale } from '../../model/bands.ts';
import { daysBetween, type Day, dayOf } from '../../model/day.ts';

/** Numbers and times as people read them. English is British, as everywhere in the product. */
const TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', es: 'es' };

function forEach<Formatter>(build: (tag: string) => Formatter): Readonly<Record<Locale, Formatter>> {
  return { en: build(TAGS.en), es: build(TAGS.es) };
}

const WHOLE = forEach((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
const TENTHS = forEach((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }));
const PLURAL = forEach((tag) => new Intl.PluralRules(tag));
const AGO = forEach((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
const DATE = forEach((tag) => dateFormat(tag, {}));
const DATE_WITH_YEAR = forEach((tag) => dateFormat(tag, { year: 'numeric' }));

function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC', ...options });
}

/** U+00A0: keeps a number and its unit on one line. */
const NO_BREAK_SPACE = '\u00a0';
/** U+2212, as wide as the plus sign; Intl writes a hyphen. */
const MINUS = '\u2212';

/** A number with at most `digits` decimals. */
export function numberWords(value: number, locale: Locale, digits: 0 | 1 = 0): string {
  const text = (digits === 0 ? WHOLE : TENTHS)[locale].format(value);
  return text === '-0' ? '0' : text.replace('-', MINUS);
}

/** A whole number with its sign: `+3`, `−9`, `0`. */
export function signedWords(value: number, locale: Locale): string {
  const text = numberWords(value, locale);
  return value > 0 && text !== '0' ? `+${text}` : text;
}

/** A share from 0 to 1 as whole percent: `93 %`. */
export function percentWords(share: number, locale: Locale): string {
  return `${numberWords(share * 100, locale)}${NO_BREAK_SPACE}%`;
}

/** `one` for exactly one in this language, else `other`. */
export function pluralWords(count: number, locale: Locale, forms: { one: string; other: string }): string {
  return PLURAL[locale].select(count) === 'one' ? forms.one : forms.other;
}

/** A day: `3 October`, with the year when it is not the year of `today`. */
export function dayWords(day: Day, locale: Locale, today: Day): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return (sameYear ? DATE : DATE_WITH_YEAR)[locale].format(new Date(day.slice(0, 10)));
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_DAYS = 7;

/** An instant seen from `now` (both ISO): relative under a week (`12 minutes ago`), the UTC date after. */
export function whenWords(instant: string, locale: Locale, now: string): string {
  const elapsed = Date.parse(instant) - Date.parse(now);
  const size = Math.abs(elapsed);
  if (size < MINUTE_MS) return AGO[locale].format(0, 'second');
  if (size < HOUR_MS) return AGO[locale].format(Math.trunc(elapsed / MINUTE_MS), 'minute');
  if (size < DAY_MS) return AGO[locale].format(Math.trunc(elapsed / HOUR_MS), 'hour');
  if (size < WEEK_DAYS * DAY_MS) return AGO[locale].format(Math.trunc(elapsed / DAY_MS), 'day');
  return dayWords(dayOf(instant), locale, dayOf(now));
}

/** A day seen from `today`: relative under a week (`yesterday`, `3 days ago`), the date after. */
export function sinceDayWords(day: Day, locale: Locale, today: Day): string {
  const days = daysBetween(today, day);
  return Math.abs(days) < WEEK_DAYS ? AGO[locale].format(days, 'day') : dayWords(day, locale, today);
}
