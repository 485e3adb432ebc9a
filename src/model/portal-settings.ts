import { z } from 'zod';
import { LOCALES, PLAYBOOK_BANDS } from './bands.ts';
import { FOLLOW_UPS } from './follow-ups.ts';
import { FIELD_MESSAGES } from './messages/fields.ts';
import { type Bounds, SETTING_BOUNDS } from './setting-bounds.ts';

/** What an admin sets in the app, by portal. Whatever is absent stays as configured in the environment or shipped. */

const share = z.number().min(0).max(1);
const bounded = ({ min, max }: Bounds) => z.number().min(min).max(max);
const bandStart = bounded(SETTING_BOUNDS.bandStart);
/** Dimension or indicator id → weight. */
const weights = z.record(z.string().min(1).max(64), share);

/** What a portal changes in its model. Weights need not sum to 1; they are brought there. */
export const modelChanges = z.object({
  /** Dimension id → weight, for companies without weights of their segment's own. */
  dimensions: weights.optional(),
  /** Indicator id → weight inside its dimension. */
  indicators: weights.optional(),
  /** Segment id → dimension id → weight. */
  segments: z.record(z.string().min(1).max(64), weights).optional(),
  /** Score from which each band starts. Models without an orange band need no start of it. */
  bands: z
    .object({ orange: bandStart.optional(), yellow: bandStart, green: bandStart })
    .refine(({ orange = 0, yellow, green }) => orange < yellow && yellow < green, {
      message: FIELD_MESSAGES['field.bands-order'].en,
    })
    .optional(),
  thresholds: z
    .object({ trend: bounded(SETTING_BOUNDS.trend), rapidDecline: bounded(SETTING_BOUNDS.rapidDecline) })
    .optional(),
  /** Coverage below which a score is provisional. */
  minimumCoverage: share.optional(),
});
export type ModelChanges = z.infer<typeof modelChanges>;

/** One text that serves every language, or one for each (`own-text.ts`). */
const inOwnWords = <Text extends z.ZodType<string>>(text: Text) =>
  z.union([text, z.object({ en: text, es: text })]);
const ownTitle = z.string().trim().min(3).max(120);
const ownDetail = z.string().trim().max(500);

/** A step that a portal added to a playbook, in its own words. */
const ownStep = z.object({
  id: z.string().regex(/^own-[\w-]{1,40}$/),
  title: inOwnWords(ownTitle),
  detail: inOwnWords(ownDetail).default(''),
  owner: z.enum(['company-owner', 'manager']),
  withinDays: bounded(SETTING_BOUNDS.stepDays).int(),
});
export type OwnStep = z.infer<typeof ownStep>;

/** What a portal changes in the steps of a playbook. */
export const playbookChanges = z.partialRecord(
  z.enum(PLAYBOOK_BANDS),
  z.object({
    /** Ids of shipped steps that are left out. */
    removed: z.array(z.string().min(1).max(64)).max(30).default([]),
    added: z.array(ownStep).max(10).default([]),
  }),
);
export type PlaybookChanges = z.infer<typeof playbookChanges>;

export const portalSettings = z.object({
  locale: z.enum(LOCALES).optional(),
  modelId: z.string().min(1).max(64).optional(),
  model: modelChanges.default({}),
  /** Accounts the team can work on in a week: the length of the queue. */
  capacity: bounded(SETTING_BOUNDS.capacity).int().default(15),
  /** Owner who takes critical accounts; null: nobody, also where the environment names somebody. */
  managerOwnerId: z.string().regex(/^\d+$/).nullable().optional(),
  playbooks: playbookChanges.optional(),
  /** Follow-ups that become tasks; none where it is empty. */
  followUps: z.array(z.enum(FOLLOW_UPS)).max(FOLLOW_UPS.length).optional(),
  /** What a month of keeping and of winning customers costs, in the currency of the revenue, for the KPIs. */
  monthlyCosts: z
    .object({
      retention: z.number().nonnegative().optional(),
      acquisition: z.number().nonnegative().optional(),
    })
    .optional(),
});
export type PortalSettings = z.infer<typeof portalSettings>;

export const DEFAULT_SETTINGS: PortalSettings = portalSettings.parse({});
