import type { Locale, Localised } from '../../model/bands.ts';
import type { CapResult } from '../../model/result.ts';
import { numberWords } from './format.ts';

/** Why each shipped cap holds. Without numbers: those are the model's to change. */
const CAP_REASONS = {
  'usage-silence': {
    en: 'Nobody has used the product for weeks',
    es: 'Nadie usa el producto desde hace semanas',
  },
  'sponsor-lost': {
    en: 'The sponsor or champion left or no longer uses the product',
    es: 'El patrocinador o campeón se fue o ya no usa el producto',
  },
  'payment-default': { en: 'An invoice is long overdue', es: 'Una factura lleva mucho tiempo vencida' },
  'weak-dimension': { en: 'One dimension is very weak', es: 'Una dimensión está muy débil' },
} as const satisfies Readonly<Record<string, Localised>>;

const HELD: Localised = { en: 'score held at {limit} or below', es: 'puntuación limitada a {limit} o menos' };

/** Why the score is held down and how far; a cap we have no words for speaks with the reason it carries. */
export function capSentence(cap: Readonly<CapResult>, locale: Locale): string {
  const held = HELD[locale].replace('{limit}', numberWords(cap.limit, locale));
  return `${capReason(cap, locale)}: ${held}`;
}

export function capReason({ id, reason }: Readonly<CapResult>, locale: Locale): string {
  if (Object.hasOwn(CAP_REASONS, id)) return CAP_REASONS[id as keyof typeof CAP_REASONS][locale];
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
