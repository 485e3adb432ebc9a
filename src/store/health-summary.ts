import { type HealthBreakdown } from '../model/breakdown.ts';
import { type Localised } from '../model/bands.ts';

/** What lists and lookups need of a health: whole breakdowns are fifty times as much. */
export interface HealthSummary {
  /** The published one, as the next two. */
  readonly band: string;
  readonly previousBand: string | null;
  readonly bandChangedAt: string | null;
  readonly score: number | null;
  readonly delta30d: number | null;
  readonly coverage: number;
  readonly provisional: boolean;
  readonly risk: number | null;
  readonly arr: number | null;
  readonly currency: string | null;
  readonly renewsAt: string | null;
  readonly overriddenUntil: string | null;
  /** Dimension id → score. */
  readonly dimensions: Readonly<Record<string, number | null>>;
  /** The costliest reason; null when there is none. */
  readonly reason: Localised | null;
  /** Tasks of a playbook that are open. */
  readonly openTasks: number;
}

export function summaryOf(breakdown: HealthBreakdown): HealthSummary {
  const { result, arr, override, words, tasks } = breakdown;
  return {
    band: breakdown.publishedBand,
    previousBand: breakdown.previousBand,
    bandChangedAt: breakdown.bandChangedAt,
    score: result.score,
    delta30d: result.delta30d,
    coverage: result.coverage,
    provisional: result.provisional,
    risk: result.risk,
    arr: arr?.amount ?? null,
    currency: arr?.currency ?? null,
    renewsAt: breakdown.renewsAt,
    overriddenUntil: override?.active === true ? override.expiresAt : null,
    dimensions: Object.fromEntries(result.dimensions.map(({ id, score }) => [id, score])),
    reason: words?.reasons[0] ?? null,
    openTasks: (tasks ?? []).filter(({ status }) => status === 'open').length,
  };
}
