import { withReceipt } from '../model/breakdown-receipt.ts';
import { type Band } from '../model/bands.ts';
import {
  encodeBreakdown,
  healthProperties,
  isTrimmed,
  MAX_BREAKDOWN_CHARACTERS,
} from '../hubspot/properties/index.ts';
import { type HealthBreakdown } from '../model/breakdown.ts';
import { type HealthView } from '../model/health-view.ts';
import { type HealthToStore, type StoredHealth } from '../store/health.ts';

/** A score with what it is published as. Pure. */
export function withProperties(
  health: Omit<StoredHealth, 'properties'>,
  chances: Pick<HealthView, 'renewalProbability' | 'expansionProbability'>,
): HealthToStore {
  const { breakdown } = health;
  const properties = healthProperties({
    companyId: health.companyId,
    result: breakdown.result,
    publishedBand: breakdown.publishedBand as Band,
    previousBand: breakdown.previousBand as Band | null,
    bandChangedAt: breakdown.bandChangedAt,
    topRisks: health.topRisks,
    model: breakdown.model,
    scoredAt: health.scoredAt,
    ...chances,
    breakdown,
  });
  const text = properties['health_breakdown'] ?? '';
  return { ...health, properties: withReceipt(properties), text: isTrimmed(text) ? undefined : text };
}

/** What HubSpot gets of a stored breakdown, which is the same unless it is too long. */
export function publishedText(stored: string): string {
  if (stored.length < MAX_BREAKDOWN_CHARACTERS) return stored;
  return encodeBreakdown(JSON.parse(stored) as HealthBreakdown).json;
}
