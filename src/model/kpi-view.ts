import { z } from 'zod';
import { isoDate } from './fields.ts';
import { FOLLOW_UPS } from './follow-ups.ts';

/** What the page "KPIs" shows, as the action `readKpis` answers it. Rates are shares of 1; null: not known. */

export const KPI_GRAINS = ['month', 'quarter', 'year'] as const;
export type KpiGrain = (typeof KPI_GRAINS)[number];

/** What a KPI is measured in, for showing it. `money` is in the view's currency. */
export const KPI_UNITS = ['count', 'share', 'money', 'ratio', 'points', 'yes-no'] as const;
export type KpiUnit = (typeof KPI_UNITS)[number];

export const KPI_IDS = [
  'customersAtStart',
  'customersAtEnd',
  'newCustomers',
  'lost',
  'churnRate',
  'mrrAtStart',
  'mrrAtEnd',
  'newMrr',
  'expansionMrr',
  'contractionMrr',
  'churnedMrr',
  'netNegativeChurn',
  'nrr',
  'grr',
  'arpa',
  'ltv',
  'trials',
  'trialConversion',
  'onboardingScore',
  'nps',
  'npsAnswers',
  'csat',
  'csatAnswers',
  'crc',
  'ltvToCrc',
  'cac',
  'ltvToCac',
] as const;
export type KpiId = (typeof KPI_IDS)[number];

const localised = z.object({ en: z.string(), es: z.string() });

/** `netNegativeChurn` is 1 for yes, 0 for no. */
const kpiValues = z.object({
  values: z.record(z.enum(KPI_IDS), z.number().nullable()),
  /** Why customers left: `competitor`, `freemium`, `closed-down`, `other`, `unknown` → how many. */
  lostByReason: z.record(z.string(), z.number()),
  /** KPIs on the wrong side of their limit (LTV below three times a cost). */
  flagged: z.array(z.enum(KPI_IDS)),
});
export type KpiValues = z.infer<typeof kpiValues>;

const definition = z.object({
  id: z.enum(KPI_IDS),
  unit: z.enum(KPI_UNITS),
  title: localised,
  /** How it is computed, in words. */
  formula: localised,
});

const period = z.object({
  from: isoDate,
  /** First day after it, or the as-of day where it has not ended. */
  to: isoDate,
  complete: z.boolean(),
  all: kpiValues,
  segments: z.array(z.object({ segment: z.string(), kpis: kpiValues })),
});

const cohort = z.object({
  /** Month the customers began, `YYYY-MM`. */
  month: z.string(),
  customers: z.number(),
  /** Share still customers after 1, 2, 3 … months. */
  retained: z.array(z.number()),
  /** Share of their first MRR. */
  revenueRetained: z.array(z.number().nullable()),
});

/** Somebody answered a survey or pays less: the rule of S4 names what to do. */
const followUp = z.object({
  companyId: z.string(),
  name: z.string(),
  kind: z.enum(FOLLOW_UPS),
  at: isoDate,
  /** The NPS answer; null for a contraction. */
  score: z.number().nullable(),
  /** Last day to react. */
  dueAt: isoDate,
  overdue: z.boolean(),
  play: z.string(),
  playTitle: localised,
});

export const kpiView = z.object({
  asOf: isoDate,
  /** ISO instant; null: they were never computed, and there is nothing here but a note that says so. */
  computedAt: z.string().nullable(),
  grain: z.enum(KPI_GRAINS),
  /** Of all money here; null when nothing was billed: costs then stand without one. */
  currency: z.string().nullable(),
  /** Oldest first. */
  periods: z.array(period),
  definitions: z.array(definition),
  cohorts: z.array(cohort),
  /** Latest first; `total` counts all. */
  followUps: z.object({ total: z.number(), listed: z.array(followUp) }),
  /** What is missing for the KPIs that are not known. */
  notes: z.array(localised),
});
export type KpiView = z.infer<typeof kpiView>;
