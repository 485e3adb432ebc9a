import { z } from 'zod';
import { money } from './fields.ts';
import { scoreResult } from './result.ts';
import { SOURCE_STATUSES } from './signals.ts';

/**
 * The compact JSON of the property `health_breakdown`: all the card needs for its first paint, so that it works
 * with the service down. Under 60,000 characters (HubSpot's limit for a text property is 65,536).
 */

const changeTerm = z.object({
  /** Indicator id, or `coverage`, `caps`, `model-change`. */
  id: z.string(),
  kind: z.enum(['indicator', 'coverage', 'cap', 'model-change']),
  /** Signed points; all terms add up to the change. */
  points: z.number(),
});
export type ChangeTerm = z.infer<typeof changeTerm>;

export const healthBreakdown = z.object({
  v: z.literal(1),
  asOf: z.string(),
  scoredAt: z.string(),
  model: z.object({ id: z.string(), version: z.number() }),
  arr: money.nullable(),
  /** Day the contract renews or ends; null when billing does not say. */
  renewsAt: z.string().nullable(),
  result: scoreResult,
  /** After hysteresis; the raw band is in `result`. */
  publishedBand: z.string(),
  previousBand: z.string().nullable(),
  bandChangedAt: z.string().nullable(),
  /** What moved the score since `since`; null when there is nothing to compare with. */
  change: z.object({ since: z.string(), points: z.number(), terms: z.array(changeTerm) }).nullable(),
  /** Dimension id → change over the same time. */
  dimensionChanges: z.record(z.string(), z.number()),
  /** Oldest first, at most 60 points: [day, score or null for unknown]. */
  history: z.array(z.tuple([z.string(), z.number().nullable()])),
  sources: z.record(
    z.string(),
    z.object({
      status: z.enum(SOURCE_STATUSES),
      fetchedAt: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** Key users first, at most 20: who they are beside the health in `result.users`. */
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      role: z.string(),
      lastActive: z.string().nullable(),
    }),
  ),
});
export type HealthBreakdown = z.infer<typeof healthBreakdown>;
