import type { CardAnswer } from '../../../src/model/card-actions.ts';
import type { Properties } from './properties.ts';

/**
 * The properties of a company as they are after an action. HubSpot's own update of the card comes seconds later;
 * whichever of the two was scored last is shown.
 */
export function withAnswer(properties: Properties, answer: CardAnswer | null): Properties {
  if (answer?.breakdown == null) return properties;
  if (instant(properties['health_scored_at']) >= instant(answer.scoredAt)) return properties;
  const { result } = answer.breakdown;
  return {
    ...properties,
    health_score: text(answer.score),
    health_band: answer.band,
    health_alert_level: answer.alert?.replaceAll('-', '_'),
    health_delta_30d: text(result.delta30d),
    health_coverage: String(Math.floor(result.coverage * 100)),
    health_signals: result.signals.join(';'),
    health_scored_at: answer.scoredAt,
    health_breakdown: JSON.stringify(answer.breakdown),
  };
}

function text(value: number | null): string | null {
  return value === null ? null : String(value);
}

/** Milliseconds since the epoch; HubSpot gives date-times as milliseconds or as ISO text. */
function instant(value: string | null | undefined): number {
  if (!value) return 0;
  return /^\d+$/.test(value) ? Number(value) : Date.parse(value);
}
