import {
  ALERT_LEVELS,
  type AlertLevel,
  type Band,
  BANDS,
  EARLY_WARNINGS,
  type EarlyWarning,
} from '../../../src/model/bands.ts';
import { type Guard, oneOf } from './guard.ts';

/** Company properties the card asks HubSpot for; all but the lifecycle stage are ours. */
export const CARD_PROPERTIES = [
  'health_score',
  'health_band',
  'health_alert_level',
  'health_product_score',
  'health_relationship_score',
  'health_business_score',
  'health_delta_30d',
  'health_coverage',
  'health_top_risks',
  'health_signals',
  'health_model',
  'health_scored_at',
  'health_breakdown',
  'lifecyclestage',
];

export type Properties = Readonly<Record<string, string | null | undefined>>;

/** The health as the plain properties have it: enough for a first paint, and all there is without a breakdown. */
export interface PlainHealth {
  readonly score: number | null;
  readonly band: Band;
  readonly alert: AlertLevel;
  readonly dimensions: readonly { readonly id: string; readonly score: number | null }[];
  readonly delta30d: number | null;
  /** 0–1. */
  readonly coverage: number | null;
  /** The costliest reasons, in the portal's language. */
  readonly topRisks: readonly string[];
  readonly signals: readonly EarlyWarning[];
  readonly model: string | null;
  /** Milliseconds since the epoch; null when the company was never scored. */
  readonly scoredAt: number | null;
}

/** Reads the plain properties; values nobody should have written become "unknown", never an error. */
export function plainHealth(properties: Properties): PlainHealth {
  const coverage = numberIn(properties['health_coverage']);
  return {
    score: numberIn(properties['health_score']),
    band: wordIn(properties['health_band'], isBand) ?? 'unknown',
    alert: wordIn(properties['health_alert_level']?.replace('_', '-'), isAlertLevel) ?? 'unknown',
    dimensions: ['product', 'relationship', 'business'].map((id) => ({
      id,
      score: numberIn(properties[`health_${id}_score`]),
    })),
    delta30d: numberIn(properties['health_delta_30d']),
    coverage: coverage === null ? null : coverage / 100,
    topRisks: partsOf(properties['health_top_risks'], '\n'),
    signals: partsOf(properties['health_signals'], ';').filter(isEarlyWarning),
    model: properties['health_model'] || null,
    scoredAt: instantIn(properties['health_scored_at']),
  };
}

export const isBand = oneOf([...BANDS, 'thriving', 'unknown']);
const isAlertLevel = oneOf(ALERT_LEVELS);
const isEarlyWarning = oneOf(EARLY_WARNINGS);

function wordIn<Word>(value: string | null | undefined, guard: Guard<Word>): Word | null {
  return guard(value) ? value : null;
}

function numberIn(value: string | null | undefined): number | null {
  const number = value ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/**
 * Milliseconds since the epoch; null where there is no instant. HubSpot gives date-times as milliseconds or as ISO text,
 * depending on where it took them from.
 */
export function instantIn(value: string | null | undefined): number | null {
  if (!value) return null;
  const instant = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isNaN(instant) ? null : instant;
}

function partsOf(value: string | null | undefined, separator: string): string[] {
  return (value ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
