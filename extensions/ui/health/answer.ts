import type { CardAnswer } from '../../../src/model/card-actions.ts';
import { instantIn, type Properties } from './properties.ts';

/**
 * The properties of a company as they are after an action. HubSpot's own update of the card comes seconds later;
 * whichever of the two was scored last is shown, and the answer where both are of one scoring: tasks are created without
 * scoring again. An answer about another company changes nothing.
 */
export function withAnswer(companyId: string, properties: Properties, answer: CardAnswer | null): Properties {
  if (answer?.breakdown == null || answer.companyId !== companyId) return properties;
  if (scoredAt(properties['health_scored_at']) > scoredAt(answer.scoredAt)) return properties;
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

/** Milliseconds since the epoch; 0 where nothing says when. */
function scoredAt(value: string | null | undefined): number {
  return instantIn(value) ?? 0;
}
