import { z } from 'zod';
import { ALERT_LEVELS, BANDS, EARLY_WARNINGS, INDICATOR_STATES, PLAYBOOK_BANDS, TRENDS } from './bands.ts';

/** Score result: the contract of `pulso score --json`. Numbers are full precision; people see rounded ones. */

const band = z.enum([...BANDS, 'thriving', 'unknown']);

export const indicatorResult = z.object({
  id: z.string(),
  /** The dimension (or group, in other models) it counts in. */
  dimension: z.string(),
  state: z.enum(INDICATOR_STATES),
  score: z.number().nullable(),
  /** Effective weight in the whole score; 0 unless `scored`. */
  weight: z.number(),
  /** weight × score; the contributions add up to `rawScore`. */
  contribution: z.number(),
  /** Facts behind the score, by name, in the units the indicator documents. */
  value: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])).nullable(),
  /** Why there is no score; null when scored. */
  reason: z.string().nullable(),
});
export type IndicatorResult = z.infer<typeof indicatorResult>;

export const dimensionResult = z.object({
  id: z.string(),
  /** Effective weight; the weights of scored dimensions sum to 1. */
  weight: z.number(),
  /** After caps. */
  score: z.number().nullable(),
  rawScore: z.number().nullable(),
  coverage: z.number(),
});
export type DimensionResult = z.infer<typeof dimensionResult>;

export const capResult = z.object({ id: z.string(), limit: z.number(), reason: z.string() });
export type CapResult = z.infer<typeof capResult>;

export const scoreResult = z.object({
  companyId: z.string(),
  score: z.number().nullable(),
  band,
  alert: z.enum(ALERT_LEVELS),
  coverage: z.number(),
  provisional: z.boolean(),
  rawScore: z.number().nullable(),
  delta30d: z.number().nullable(),
  trend: z.enum(TRENDS).nullable(),
  risk: z.number().nullable(),
  dimensions: z.array(dimensionResult),
  indicators: z.array(indicatorResult),
  caps: z.array(capResult),
  signals: z.array(z.enum(EARLY_WARNINGS)),
  users: z.array(z.object({ id: z.string(), score: z.number(), atRisk: z.boolean() })),
  playbook: z
    .object({
      band: z.enum(PLAYBOOK_BANDS),
      plays: z.array(z.object({ id: z.string(), indicator: z.string() })),
    })
    .nullable(),
});
export type ScoreResult = z.infer<typeof scoreResult>;

export const scoreDocument = z.object({
  asOf: z.string(),
  model: z.object({ id: z.string(), version: z.number() }),
  results: z.array(scoreResult),
});
export type ScoreDocument = z.infer<typeof scoreDocument>;
