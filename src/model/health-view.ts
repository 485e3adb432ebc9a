import type { Band } from './bands.ts';
import type { HealthBreakdown } from './breakdown.ts';
import type { ScoreResult } from './result.ts';

/** Everything that publishing a company's health needs: the values of the HubSpot properties come from here. */
export interface HealthView {
  readonly companyId: string;
  readonly result: ScoreResult;
  readonly publishedBand: Band;
  readonly previousBand: Band | null;
  /** ISO instant of the last change of the published band. */
  readonly bandChangedAt: string | null;
  /** The three costliest reasons in words, in the portal's language. */
  readonly topRisks: readonly string[];
  readonly model: { readonly id: string; readonly version: number };
  /** ISO instant. */
  readonly scoredAt: string;
  /** 0–1; null when no fitted model earned one. */
  readonly renewalProbability: number | null;
  readonly expansionProbability: number | null;
  readonly breakdown: HealthBreakdown;
}

/** A task to create in HubSpot, with the key that makes creating it twice impossible. */
export interface PlannedTask {
  /** `portal:company:from>to@day`, unique for ever. */
  readonly key: string;
  readonly companyId: string;
  readonly subject: string;
  /** HTML allowed by HubSpot; carries the reasons. */
  readonly body: string;
  /** ISO instant. */
  readonly dueAt: string;
  readonly priority: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly ownerId: string | null;
}
