import type { AlertLevel, Band, Locale, Localised, PlaybookBand } from '../../model/bands.ts';

interface BandWords {
  readonly name: Localised;
  /** What a customer in the band needs, to follow the name. */
  readonly need: Localised;
}

export const BAND_WORDS: Readonly<Record<Band, BandWords>> = {
  red: {
    name: { en: 'Red', es: 'Rojo' },
    need: { en: 'needs escalation', es: 'hay que escalar' },
  },
  orange: {
    name: { en: 'Orange', es: 'Naranja' },
    need: { en: 'needs intervention', es: 'hay que intervenir' },
  },
  yellow: {
    name: { en: 'Yellow', es: 'Amarillo' },
    need: { en: 'needs stabilising', es: 'hay que estabilizar' },
  },
  green: {
    name: { en: 'Green', es: 'Verde' },
    need: { en: 'ready to expand', es: 'listo para expandir' },
  },
  thriving: {
    name: { en: 'Thriving', es: 'Próspero' },
    need: { en: 'ready to expand', es: 'listo para expandir' },
  },
  unknown: {
    name: { en: 'Unknown', es: 'Desconocido' },
    need: { en: 'not enough data', es: 'datos insuficientes' },
  },
};

interface AlertWords {
  readonly name: Localised;
  /** Who answers, and how soon. */
  readonly response: Localised;
}

export const ALERT_WORDS: Readonly<Record<AlertLevel, AlertWords>> = {
  critical: {
    name: { en: 'Critical', es: 'Crítico' },
    response: { en: 'escalate to management now', es: 'escalar a dirección ahora' },
  },
  'at-risk': {
    name: { en: 'At risk', es: 'En riesgo' },
    response: { en: 'the CSM acts within 48 hours', es: 'el CSM actúa en 48 horas' },
  },
  warning: {
    name: { en: 'Warning', es: 'Advertencia' },
    response: { en: 'reach out within 7 days', es: 'contactar en 7 días' },
  },
  healthy: {
    name: { en: 'Healthy', es: 'Saludable' },
    response: { en: 'standard cadence', es: 'cadencia estándar' },
  },
  unknown: {
    name: { en: 'Unknown', es: 'Desconocido' },
    response: { en: 'connect more data', es: 'conectar más datos' },
  },
};

export const PLAYBOOK_WORDS: Readonly<Record<PlaybookBand, Localised>> = {
  expand: { en: 'Expand', es: 'Expandir' },
  stabilise: { en: 'Stabilise', es: 'Estabilizar' },
  intervene: { en: 'Intervene', es: 'Intervenir' },
  escalate: { en: 'Escalate', es: 'Escalar' },
};

/** `Yellow, needs stabilising`. */
export function bandSentence(band: Band, locale: Locale): string {
  const { name, need } = BAND_WORDS[band];
  return `${name[locale]}, ${need[locale]}`;
}

/** `At risk: the CSM acts within 48 hours`. */
export function alertSentence(alert: AlertLevel, locale: Locale): string {
  const { name, response } = ALERT_WORDS[alert];
  return `${name[locale]}: ${response[locale]}`;
}
