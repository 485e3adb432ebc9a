import type { AlertLevel, Locale, PlaybookBand, ScoredBand } from '../../model/bands.ts';
import { numberWords, pluralWords } from '../words/index.ts';
import { BAND_PLAYBOOKS } from './bands/index.ts';
import type { DueRule } from './playbook.ts';

/** An alert level that calls for something. */
export type Urgency = Exclude<AlertLevel, 'unknown'>;

/**
 * Hours to respond by alert level (S0): at once, 48 hours, 7 days. `healthy` has no limit of its own: the cadence
 * of the band's playbook is kept.
 */
export const RESPONSE_HOURS: Readonly<Record<Urgency, number | null>> = {
  critical: 0,
  'at-risk': 48,
  warning: 7 * 24,
  healthy: null,
};

/** Least urgent level that goes with a band, for bands published or set by a person against the day's score. */
const LEAST_URGENT: Readonly<Record<ScoredBand, Urgency>> = {
  red: 'critical',
  orange: 'at-risk',
  yellow: 'healthy',
  green: 'healthy',
  thriving: 'healthy',
};

const URGENCY: readonly AlertLevel[] = ['critical', 'at-risk', 'warning', 'healthy'];

/** The more urgent of the score's alert level and the least that the band asks for. */
export function urgencyOf(band: ScoredBand, alert: AlertLevel): Urgency {
  const least = LEAST_URGENT[band];
  if (alert === 'unknown') return least;
  return URGENCY.indexOf(alert) < URGENCY.indexOf(least) ? alert : least;
}

/** Hours until a task is due. */
export function dueHours(due: DueRule, alert: Urgency, playbook: PlaybookBand): number {
  if (due !== 'response') return due.withinHours;
  return RESPONSE_HOURS[alert] ?? BAND_PLAYBOOKS[playbook].cadence.days * 24;
}

const NOW: Readonly<Record<Locale, string>> = { en: 'now', es: 'ahora' };
const WITHIN: Readonly<Record<Locale, string>> = { en: 'within', es: 'en' };
const UNITS = {
  hour: { en: { one: 'hour', other: 'hours' }, es: { one: 'hora', other: 'horas' } },
  day: { en: { one: 'day', other: 'days' }, es: { one: 'día', other: 'días' } },
} as const;

/** Up to three days people think in hours. */
const HOURS_UP_TO = 72;

/** `now`, `within 48 hours`, `within 7 days`. */
export function dueWords(hours: number, locale: Locale): string {
  if (hours === 0) return NOW[locale];
  const [count, unit] = hours <= HOURS_UP_TO ? [hours, UNITS.hour] : [Math.floor(hours / 24), UNITS.day];
  return `${WITHIN[locale]} ${numberWords(count, locale)} ${pluralWords(count, locale, unit[locale])}`;
}
