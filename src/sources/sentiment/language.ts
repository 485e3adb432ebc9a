import type { Locale } from '../../model/bands.ts';

/** Frequent words that the other language does not have. */
const FREQUENT: Readonly<Record<Locale, ReadonlySet<string>>> = {
  en: new Set(
    `the and is are was were to of in it that this for with you we i our your not have has do does how what when can
    could be at on from my there would all an if but so they since very just well team support thanks thank great
    good works working fixed`.split(/\s+/),
  ),
  es: new Set(
    `el la los las un una y es son fue de en que por para con se su sus lo le nos yo nuestro nuestra este esta esto del
    al como cómo qué cuando pero más muy ya todo está están hay sin si desde sobre bien equipo soporte gracias gran
    buena bueno funciona mi me`.split(/\s+/),
  ),
};

/** The language of a text in lower case by its frequent words; null when they do not tell. */
export function languageOf(text: string): Locale | null {
  let en = 0;
  let es = 0;
  for (const word of text.split(' ')) {
    if (FREQUENT.en.has(word)) en += 1;
    if (FREQUENT.es.has(word)) es += 1;
  }
  if (en === es) return null;
  return en > es ? 'en' : 'es';
}
