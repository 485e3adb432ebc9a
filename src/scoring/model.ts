import type { AlertLevel, Localised, ScoredBand } from '../model/bands.ts';
import type { Day } from '../model/day.ts';
import type { Curve } from './curve.ts';
import type { Params } from './params.ts';

/** An indicator's place in a dimension. */
export interface ModelIndicator {
  readonly id: string;
  /** Share of the dimension; the weights of the applicable indicators of a dimension sum to 1. */
  readonly weight: number;
  /** Control points and other numbers of the indicator under this model. */
  readonly params: Params;
  /** False where a segment drops the indicator: it is reported as `not-applicable` and counts nowhere. */
  readonly applicable: boolean;
}

export interface ModelDimension {
  readonly id: string;
  readonly title: Localised;
  /** Share of the score; the weights of all dimensions sum to 1. */
  readonly weight: number;
  readonly indicators: readonly ModelIndicator[];
}

/** A rule that keeps the score, and maybe one dimension, at or below a limit. */
export interface ModelCap {
  readonly id: string;
  readonly limit: number;
  readonly dimension?: { readonly id: string; readonly limit: number };
  readonly params: Params;
}

/** The range starts at `from` (inclusive) and ends where the next one starts. */
export interface Range<Id extends string> {
  readonly id: Id;
  readonly from: number;
  /** The range starts just above `from` instead of at it. */
  readonly exclusive?: boolean;
}

/** An action counted by the impact-frequency model. */
export interface ModelAction {
  readonly id: string;
  readonly title: Localised;
  /** Points for each time the action was done in window 0. */
  readonly impact: number;
}

/** Where early warnings and trends start. */
export interface Thresholds {
  /** Points up or down in 30 days that make a trend. */
  readonly trend: number;
  /** Points lost in 30 days that raise `rapid-decline`. */
  readonly rapidDecline: number;
  /** Window 0 usage ÷ the mean of the two windows before, at or below which `usage-drop` is raised. */
  readonly usageDropRatio: number;
  /** Latest NPS answer from which a customer counts as satisfied. */
  readonly satisfiedNps: number;
  /** Window 0 usage ÷ window 2 usage at or below which a satisfied customer is declining. */
  readonly satisfiedUsageRatio: number;
  readonly disagreementSpread: number;
  /** The lowest dimension must be below this for `dimension-disagreement`. */
  readonly disagreementBelow: number;
  /** User health below this is at risk. */
  readonly userAtRisk: number;
}

/** Curves and weights of the health of a single user. */
export interface UserHealthModel {
  /** Days since last active → score. */
  readonly recency: Curve;
  /** Active days in window 0 → score. */
  readonly activeDays: Curve;
  readonly advancedFeatures: Curve;
  readonly weights: {
    readonly recency: number;
    readonly activeDays: number;
    readonly advancedFeatures: number;
  };
}

/** A scoring model, checked and with every default filled in. Models are data; see `models/`. */
export interface Model {
  readonly id: string;
  readonly version: number;
  readonly title: Localised;
  /** Who stands behind this version and why it looks like this. */
  readonly author: string;
  readonly note: string;
  /** Seed article or other origin of the weights. */
  readonly source: string;
  readonly effectiveFrom: Day;
  readonly kind: 'weighted' | 'impact-frequency';
  /** Segment whose overrides are applied; null for the model as shipped. */
  readonly segment: string | null;
  /** Coverage below this marks a score provisional. */
  readonly minimumCoverage: number;
  /** Lowest first. */
  readonly bands: readonly Range<ScoredBand>[];
  /** Lowest first. */
  readonly alerts: readonly Range<Exclude<AlertLevel, 'unknown'>>[];
  readonly dimensions: readonly ModelDimension[];
  readonly caps: readonly ModelCap[];
  /** Empty unless `kind` is `impact-frequency`. */
  readonly actions: readonly ModelAction[];
  readonly thresholds: Thresholds;
  readonly userHealth: UserHealthModel;
}
