import { z } from 'zod';
import { BANDS, LOCALES, PLAYBOOK_BANDS } from './bands.ts';
import { localised, money } from './fields.ts';
import { modelChanges, playbookChanges } from './portal-settings.ts';
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

/** What an indicator is called and says, in every language, so that a card needs no scoring code. */
const indicatorWords = z.object({
  title: localised,
  /** The value in plain words; null without a score. */
  value: localised.nullable(),
  target: localised,
  /** The data it needs. */
  needs: localised,
  /** Ids of the connected sources that feed it. */
  sources: z.array(z.string()),
});

const planStep = z.object({
  /** Stable; the key of its task ends with it. */
  id: z.string(),
  /** The indicator that calls for it; null for the steps of the band. */
  indicator: z.string().nullable(),
  title: localised,
  detail: localised,
  /** Why now: the indicator's state in words, or what put the company in its band. */
  why: localised,
  owner: z.enum(['company-owner', 'manager']),
  ownerWords: localised,
  dueHours: z.number(),
  due: localised,
});
export type PlanStepWords = z.infer<typeof planStep>;

/** Everything in words, ready to be shown in any of the languages. */
const breakdownWords = z.object({
  model: z.object({
    title: localised,
    /** Where each band starts, lowest first. */
    bands: z.array(z.object({ id: z.enum([...BANDS, 'thriving']), from: z.number() })),
  }),
  dimensions: z.record(z.string(), localised),
  indicators: z.record(z.string(), indicatorWords),
  /** The costliest reasons why the score is not 100. */
  reasons: z.array(localised),
  plan: z
    .object({ playbook: z.enum(PLAYBOOK_BANDS), cadence: localised, steps: z.array(planStep) })
    .nullable(),
});
export type BreakdownWords = z.infer<typeof breakdownWords>;

/** A CSM's own judgement, 1 (worst) to 5. */
const pulseEntry = z.object({
  score: z.number(),
  at: z.string(),
  reason: z.string(),
  author: z.string(),
  /** Last day it counts. */
  expiresAt: z.string(),
});
export type PulseEntry = z.infer<typeof pulseEntry>;

/** A band set by a person. Kept after it is over, so that nobody wonders where it went. */
const overrideEntry = z.object({
  band: z.enum([...BANDS, 'thriving']),
  reason: z.string(),
  author: z.string(),
  since: z.string(),
  expiresAt: z.string(),
  active: z.boolean(),
});

/** A task that a playbook created. */
const playbookTask = z.object({
  stepId: z.string(),
  taskId: z.string().nullable(),
  subject: z.string(),
  createdAt: z.string(),
  status: z.enum(['open', 'done']),
});

/** Something that happened to the score's history. */
const marker = z.object({
  day: z.string(),
  kind: z.enum(['model', 'playbook', 'pulse', 'override']),
  /** The model, the score of a pulse or the band of an override; empty for a playbook. */
  label: z.string(),
});

const anyBand = z.enum([...BANDS, 'thriving', 'unknown']);
const scoredBand = z.enum([...BANDS, 'thriving']);

/** As `scoring/bands` keeps it between readings. */
const bandState = z.object({
  published: anyBand,
  previous: anyBand.nullable(),
  changedAt: z.string().nullable(),
  pending: z.object({ band: scoredBand, since: z.string() }).nullable(),
  asOf: z.string().nullable(),
  override: z
    .object({
      band: scoredBand,
      reason: z.string(),
      author: z.string(),
      since: z.string(),
      expiresAt: z.string(),
      replaced: z.object({
        band: anyBand,
        previous: anyBand.nullable(),
        changedAt: z.string().nullable(),
      }),
    })
    .nullable(),
});

/**
 * Entered through a function of the app; the next run of the service takes it over by its id, where it fits `entered.ts`.
 */
export const enteredPulse = z.object({
  id: z.string(),
  score: z.number(),
  reason: z.string(),
  author: z.string(),
  at: z.string(),
});
export type EnteredPulse = z.infer<typeof enteredPulse>;
export const enteredOverride = z.object({
  id: z.string(),
  override: bandState.shape.override.unwrap(),
  createdAt: z.string(),
});
export type EnteredOverride = z.infer<typeof enteredOverride>;

/** What it takes to score the company again without the store. */
const basis = z.object({
  portalId: z.string(),
  segment: z.string().nullable(),
  locale: z.enum(LOCALES),
  managerOwnerId: z.string().nullable(),
  modelId: z.string(),
  /** What the portal's admin changed in the model, and since which version of the settings. */
  changes: modelChanges,
  revision: z.number(),
  playbooks: playbookChanges.optional(),
  /** Source id → ids of the company's accounts there. */
  accounts: z.record(z.string(), z.array(z.string())),
  /** First day that usage of the company is known for; null without usage. */
  usageSince: z.string().nullable(),
  bandState,
  /** Oldest first. */
  entered: z.object({ pulses: z.array(enteredPulse), overrides: z.array(enteredOverride) }).optional(),
});
export type BreakdownBasis = z.infer<typeof basis>;

export const healthBreakdown = z.object({
  /** 2 added everything that is optional here. */
  v: z.literal([1, 2]),
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
      /** One text is what older versions wrote. */
      reason: z.union([localised, z.string()]).nullable(),
      /** Records of it, of all companies, that could not be read and were set aside; absent: none. */
      setAside: z.number().optional(),
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
  words: breakdownWords.optional(),
  pulse: pulseEntry.nullable().optional(),
  override: overrideEntry.nullable().optional(),
  /** The band that the score earned, where an override shows another. */
  computedBand: z.string().optional(),
  /**
   * First day it was no customer any more, null where only the CRM says that it is none; absent for a customer.
   */
  customerUntil: z.string().nullable().optional(),
  /** Newest first, at most 20. */
  tasks: z.array(playbookTask).optional(),
  markers: z.array(marker).optional(),
  /** Absent in what older versions wrote. */
  basis: basis.optional(),
});
export type HealthBreakdown = z.infer<typeof healthBreakdown>;
