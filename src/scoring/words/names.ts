import type { IndicatorState, Locale, Localised, Trend } from '../../model/bands.ts';

/** Dimensions and groups of the shipped models. */
const DIMENSION_NAMES = {
  product: { en: 'Product', es: 'Producto' },
  relationship: { en: 'Relationship', es: 'Relación' },
  business: { en: 'Business', es: 'Negocio' },
  engagement: { en: 'Engagement', es: 'Compromiso' },
  usage: { en: 'Usage', es: 'Uso' },
  adoption: { en: 'Adoption', es: 'Adopción' },
  sentiment: { en: 'Sentiment', es: 'Sentimiento' },
  journey: { en: 'Journey', es: 'Recorrido' },
  advocacy: { en: 'Advocacy', es: 'Promoción' },
  payment: { en: 'Payment', es: 'Pagos' },
  appropriation: { en: 'Appropriation', es: 'Apropiación' },
  enablement: { en: 'Enablement', es: 'Habilitación' },
  support: { en: 'Support', es: 'Soporte' },
  satisfaction: { en: 'Satisfaction', es: 'Satisfacción' },
  'financial-health': { en: 'Financial health', es: 'Salud financiera' },
  nps: { en: 'NPS', es: 'NPS' },
  actions: { en: 'Actions', es: 'Acciones' },
  billing: { en: 'Billing', es: 'Facturación' },
} as const satisfies Readonly<Record<string, Localised>>;

/** Name of a dimension; a custom model's own id in plain words where we have no name for it. */
export function dimensionName(id: string, locale: Locale): string {
  return Object.hasOwn(DIMENSION_NAMES, id)
    ? DIMENSION_NAMES[id as keyof typeof DIMENSION_NAMES][locale]
    : plainWords(id);
}

/** `ticket-load` → `Ticket load`: the last resort for an id somebody configured. */
export function plainWords(id: string): string {
  const words = id.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A title inside a sentence: first letter small, unless it begins an acronym. */
export function insideSentence(title: string): string {
  return /^\p{Lu}\p{Lu}/u.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

export const TREND_WORDS: Readonly<Record<Trend, Localised>> = {
  improving: { en: 'Improving', es: 'Mejorando' },
  stable: { en: 'Stable', es: 'Estable' },
  declining: { en: 'Declining', es: 'Empeorando' },
};

export const STATE_WORDS: Readonly<Record<IndicatorState, Localised>> = {
  scored: { en: 'Scored', es: 'Puntuado' },
  'no-data': { en: 'No data', es: 'Sin datos' },
  'not-applicable': { en: 'Not applicable', es: 'No aplica' },
  error: { en: 'Source failed', es: 'Falló la fuente' },
};
