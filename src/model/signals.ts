import { z } from 'zod';
import { ADVOCACY_ACTS, USER_ROLES } from './bands.ts';
import { dayNumber } from './day.ts';
import { count, id, isoDate, localised, money, optional, sentiment } from './fields.ts';
import { FIELD_MESSAGES } from './messages/fields.ts';

/**
 * Company signals: what connectors produce and scoring reads. Every section and field but `companyId` is
 * optional; absent means "no data", never zero. Days are UTC calendar days.
 */

const windowCounts = z.array(z.number().min(0).max(30)).max(13);

const usageUser = z.object({
  id,
  email: optional(z.string()),
  role: optional(z.enum(USER_ROLES)),
  lastActive: optional(isoDate),
  /** Active days in window 0, 1, 2 … */
  activeDays: optional(windowCounts),
  advancedFeatures: optional(count),
  workflowsCompleted: optional(count),
});

const usage = z.object({
  /** Days inside it that `daily` does not list had no activity. */
  coverage: optional(
    z.object({ from: isoDate, to: isoDate }).refine((value) => dayNumber(value.from) <= dayNumber(value.to), {
      message: FIELD_MESSAGES['field.period-order'].en,
    }),
  ),
  seats: optional(count),
  daily: optional(z.array(z.object({ date: isoDate, activeUsers: count, events: optional(count) }))),
  users: optional(z.array(usageUser)),
  features: optional(
    z.object({
      available: count,
      used: z.array(
        z.object({ id, depth: optional(z.enum(['basic', 'moderate', 'advanced'])), users: optional(count) }),
      ),
    }),
  ),
  workflows: optional(z.object({ started: count, completed: count })),
  integrations: optional(z.object({ active: z.array(id) })),
  training: optional(z.object({ assigned: count, completed: count })),
  milestones: optional(z.object({ due: count, done: count })),
  actions: optional(z.array(z.object({ id, count }))),
});

const survey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nps'), score: z.number().min(0).max(10), at: isoDate }),
  z.object({ kind: z.literal('csat'), score: z.number().min(1).max(5), at: isoDate }),
]);

const relationship = z.object({
  sponsor: optional(
    z.object({
      identified: z.boolean(),
      lastEngagedAt: optional(isoDate),
      left: optional(z.boolean()),
      userId: optional(id),
    }),
  ),
  champion: optional(z.object({ identified: z.boolean(), left: optional(z.boolean()) })),
  reviews: optional(z.object({ scheduled: count, attended: count, lastAttendedAt: optional(isoDate) })),
  tickets: optional(
    z.object({
      opened: count,
      open: optional(count),
      sentiment: optional(sentiment),
      topics: optional(z.array(z.object({ topic: z.string(), count }))),
    }),
  ),
  surveys: optional(z.array(survey)),
  outreach: optional(z.array(z.object({ sentAt: isoDate, answeredAt: optional(isoDate) }))),
  interactions: optional(
    z.array(z.object({ at: isoDate, method: optional(z.string()), contactId: optional(id) })),
  ),
  advocacy: optional(z.array(z.object({ kind: z.enum(ADVOCACY_ACTS), at: isoDate }))),
  pulse: optional(z.object({ score: z.number().min(1).max(5), at: isoDate, reason: optional(z.string()) })),
});

const business = z.object({
  goals: optional(
    z.array(
      z.object({
        name: optional(z.string()),
        progress: z.number().min(0),
        startedAt: isoDate,
        dueAt: isoDate,
      }),
    ),
  ),
  roi: optional(z.object({ value: count, cost: count })),
  budget: optional(z.object({ dedicated: optional(z.boolean()), change: optional(z.number().min(-1)) })),
  expansion: optional(
    z.array(z.object({ at: isoDate, sentiment: optional(sentiment), contraction: optional(z.boolean()) })),
  ),
  contract: optional(
    z.object({ termMonths: optional(count), renewsAt: optional(isoDate), autoRenew: optional(z.boolean()) }),
  ),
  invoices: optional(
    z.array(
      z.object({
        id,
        dueAt: isoDate,
        paidAt: optional(isoDate),
        amount: optional(z.number()),
        status: optional(z.string()),
      }),
    ),
  ),
  failedCharges: optional(z.array(isoDate)),
  mrr: optional(z.array(z.object({ at: isoDate, amount: z.number() }))),
});

export const SOURCE_STATUSES = ['ok', 'stale', 'error', 'disconnected'] as const;

const sourceState = z.object({
  fetchedAt: optional(isoDate),
  status: z.enum(SOURCE_STATUSES),
  /** What failed and what to do, in one language or in all, for `stale`, `error` and `disconnected`. */
  reason: optional(z.union([localised, z.string()])),
  /** Records of it that could not be read and were set aside. */
  setAside: optional(count),
  /** Ids of the indicators it feeds: without data because it failed is not the same as without data. */
  feeds: optional(z.array(z.string())),
});

export const companySignals = z.object({
  companyId: id,
  name: optional(z.string()),
  domain: optional(z.string()),
  segment: optional(z.string()),
  ownerId: optional(z.string()),
  /** Owner who takes critical accounts. */
  managerId: optional(z.string()),
  customerSince: optional(isoDate),
  arr: optional(money),
  usage: optional(usage),
  relationship: optional(relationship),
  business: optional(business),
  /** Earlier scores, for `delta30d` and `trend`. */
  history: optional(z.array(z.object({ asOf: isoDate, score: z.number() }))),
  sources: optional(z.record(z.string(), sourceState)),
});
export type CompanySignals = z.infer<typeof companySignals>;
export type UsageSignals = z.infer<typeof usage>;
export type UsageUser = z.infer<typeof usageUser>;
export type RelationshipSignals = z.infer<typeof relationship>;
export type BusinessSignals = z.infer<typeof business>;
export type SourceState = z.infer<typeof sourceState>;

export const signalsFile = z.object({ asOf: optional(isoDate), companies: z.array(companySignals) });
export type SignalsFile = z.infer<typeof signalsFile>;
