import { z } from 'zod';
import { ALERT_LEVELS, BANDS, LOCALES } from '../../model/bands.ts';
import { isIsoDate } from '../../model/day.ts';
import { MAX_SCORE } from '../tolerance.ts';

/**
 * A model as it is written down. What is left out comes from `defaults.json`. References (which indicators, caps
 * and dimensions exist, which parameters they need) are checked by {@link parseModel}, not here.
 */

const name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'expected lower-case words joined by hyphens' });
const share = z.number().min(0).max(1);
const localised = z.strictObject(
  Object.fromEntries(LOCALES.map((locale) => [locale, z.string().min(1)])) as Record<
    (typeof LOCALES)[number],
    z.ZodString
  >,
);

export const curveDocument = z
  .array(z.tuple([z.number(), z.number().min(0).max(MAX_SCORE)]))
  .min(1)
  .refine(
    (points) => points.every((point, index) => index === 0 || point[0] > (points[index - 1]?.[0] ?? 0)),
    {
      error: 'control points must rise strictly',
    },
  );

export const paramsDocument = z.record(z.string(), z.union([z.number(), curveDocument]));

const indicator = z.strictObject({
  id: name,
  weight: share.optional().describe('Share of the dimension. Left out: an equal share.'),
  params: paramsDocument.optional(),
  applicable: z.boolean().optional(),
});

const dimension = z.strictObject({
  id: name,
  title: localised,
  weight: share,
  indicators: z.array(indicator),
});

const cap = z.strictObject({
  id: name,
  limit: z.number(),
  dimension: z.strictObject({ id: name, limit: z.number() }).optional(),
  params: paramsDocument,
});

function ranges<Id extends string>(id: z.ZodType<Id>) {
  return z
    .array(z.strictObject({ id, from: z.number(), exclusive: z.boolean().optional() }))
    .min(1)
    .refine(
      (list) => list.every((range, index) => index === 0 || range.from > (list[index - 1]?.from ?? 0)),
      {
        error: 'ranges must rise strictly',
      },
    );
}

const action = z.strictObject({ id: z.string().min(1), title: localised, impact: z.number() });

export const thresholdsDocument = z.strictObject({
  trend: z.number().positive(),
  rapidDecline: z.number().positive(),
  usageDropRatio: share,
  satisfiedNps: z.number().min(0).max(10),
  satisfiedUsageRatio: share,
  disagreementSpread: z.number().positive(),
  disagreementBelow: z.number(),
  userAtRisk: z.number(),
});

export const userHealthDocument = z.strictObject({
  recency: curveDocument,
  activeDays: curveDocument,
  advancedFeatures: curveDocument,
  weights: z.strictObject({ recency: share, activeDays: share, advancedFeatures: share }),
});

const alerts = ranges(z.enum(ALERT_LEVELS).exclude(['unknown']));

export const modelDocument = z.strictObject({
  $schema: z.string().optional(),
  id: name,
  version: z.int().positive(),
  title: localised,
  author: z.string().min(1).describe('Who stands behind this version.'),
  note: z.string().min(1).describe('Why the model looks like this; what changed against the version before.'),
  source: z.string().min(1).describe('Seed article (S0 … S4) or other origin of the weights.'),
  effectiveFrom: z.string().refine(isIsoDate, { error: 'expected an ISO 8601 date' }),
  kind: z.enum(['weighted', 'impact-frequency']),
  segment: z.string().nullable().optional(),
  minimumCoverage: share.optional(),
  bands: ranges(z.enum([...BANDS, 'thriving'])),
  alerts: alerts.optional(),
  dimensions: z.array(dimension).min(1),
  caps: z.array(cap),
  actions: z.array(action).optional(),
  thresholds: thresholdsDocument.optional(),
  userHealth: userHealthDocument.optional(),
});
export type ModelDocument = z.infer<typeof modelDocument>;

/** What models share: the control points of every indicator and the numbers they seldom change. */
export const defaultsDocument = z.strictObject({
  indicators: z.record(name, paramsDocument),
  minimumCoverage: share,
  alerts,
  thresholds: thresholdsDocument,
  userHealth: userHealthDocument,
});
