import { type Request } from 'express';
import { type Locale, LOCALES } from '../../model/bands.ts';

/** The language of whoever asks: `?locale=`, which cards and pages send, or what the browser prefers; else English. */
export function localeOf(request: Request): Locale {
  const asked = LOCALES.find((locale) => locale === request.query.locale || locale === request.query.lang);
  const preferred = LOCALES.find((locale) => locale === request.acceptsLanguages(...LOCALES));
  return asked ?? preferred ?? 'en';
}
