import { z } from 'zod';
import { ADVOCACY_ACTS, USER_ROLES } from './bands.ts';
import { count, id, isoDate, sentiment } from './fields.ts';

/**
 * Facts that sources deliver besides usage, each with the vendor's id, so that reading it again replaces it.
 * Every fact carries the dates that let it be rewound: an invoice paid on the 20th is open on the 10th.
 */

const base = {
  id,
  /** Account in the source system; a HubSpot company id where the source is HubSpot itself. */
  accountId: id,
};

/** As its source states it, in capitals. Money in one that is no code counts as no revenue (`currency.ts`). */
const currency = z.string().trim().toUpperCase();

/** A bill. `seats` and `monthlyAmount` are as billed then, never today's. */
const invoice = z.object({
  ...base,
  kind: z.literal('invoice'),
  issuedAt: isoDate,
  dueAt: isoDate,
  paidAt: isoDate.nullable(),
  amount: z.number(),
  currency,
  status: z.enum(['open', 'paid', 'void', 'uncollectible']),
  /** Seats billed, where the invoice bills seats. */
  seats: count.nullable(),
  /** Recurring amount normalised to a month. */
  monthlyAmount: z.number().nullable(),
  /** Subscription it bills, where the source tells. */
  subscriptionId: id.nullish(),
});

const failedCharge = z.object({ ...base, kind: z.literal('failed-charge'), at: isoDate });

const subscription = z.object({
  ...base,
  kind: z.literal('subscription'),
  startedAt: isoDate,
  /** When it ended for good; null while it runs. */
  endedAt: isoDate.nullable(),
  /** When the customer asked to cancel, if so. */
  canceledAt: isoDate.nullable(),
  currentPeriodEnd: isoDate.nullable(),
  termMonths: z.number().positive(),
  autoRenew: z.boolean(),
  seats: count.nullable(),
  monthlyAmount: z.number(),
  currency,
  trial: z.boolean(),
});

/**
 * What a subscription brings in a month and, where it is priced by them, its seats, from each of the days on, oldest
 * first; 0 once it has ended and, of money, during a trial. Known in advance where a contract has steps.
 */
const mrr = z.object({
  ...base,
  kind: z.literal('mrr'),
  currency,
  points: z.array(z.object({ at: isoDate, monthlyAmount: z.number(), seats: count.nullish() })).min(1),
});

/** A step of onboarding: a milestone of the account, or a training that one of its people was given. */
const progress = z.object({
  ...base,
  kind: z.literal('progress'),
  step: z.enum(['milestone', 'training']),
  name: z.string(),
  /** When it was given. */
  assignedAt: isoDate,
  /** Until when it should be done; null: no date was set, it counts from the start. */
  dueAt: isoDate.nullable(),
  doneAt: isoDate.nullable(),
});

/**
 * A goal of the customer as it stood on a day. Each reading is a record of its own, so that what was known then can be
 * told later; the readings of one goal have its name in common.
 */
const goal = z.object({
  ...base,
  kind: z.literal('goal'),
  name: z.string(),
  measuredAt: isoDate,
  /** Share of the goal reached; 1 is all of it. */
  progress: z.number().min(0),
  startedAt: isoDate,
  dueAt: isoDate,
});

/** What the product was worth to the customer, and what it cost, over the same time and in the same currency. */
const roi = z.object({
  ...base,
  kind: z.literal('roi'),
  at: isoDate,
  value: z.number().min(0),
  cost: z.number().min(0),
});

/** What the customer plans to spend, as it was known on a day. */
const budget = z.object({
  ...base,
  kind: z.literal('budget'),
  at: isoDate,
  /** Year on year; 0.1 is a tenth more. */
  change: z.number().min(-1),
  /** Whether it is set aside for this purpose; null: not known. */
  dedicated: z.boolean().nullable(),
});

/** Something somebody at the customer did to speak for the product. */
const advocacy = z.object({
  ...base,
  kind: z.literal('advocacy'),
  at: isoDate,
  act: z.enum(ADVOCACY_ACTS),
});

const contact = z.object({
  ...base,
  kind: z.literal('contact'),
  createdAt: isoDate,
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: z.enum(USER_ROLES),
  /** When the person left the customer. */
  leftAt: isoDate.nullable(),
});

const meeting = z.object({
  ...base,
  kind: z.literal('meeting'),
  at: isoDate,
  title: z.string(),
  /** A business review (QBR) by its type or title. */
  review: z.boolean(),
  /** null: the outcome is not recorded. */
  outcome: z.enum(['scheduled', 'completed', 'no-show', 'canceled', 'rescheduled']).nullable(),
  contactIds: z.array(id),
});

const deal = z.object({
  ...base,
  kind: z.literal('deal'),
  createdAt: isoDate,
  closedAt: isoDate.nullable(),
  name: z.string(),
  dealType: z.enum(['new', 'expansion', 'renewal', 'contraction', 'other']),
  amount: z.number().nullable(),
  outcome: z.enum(['open', 'won', 'lost']),
});

const task = z.object({
  ...base,
  kind: z.literal('task'),
  createdAt: isoDate,
  subject: z.string(),
  status: z.string(),
  completedAt: isoDate.nullable(),
  /** Our idempotency key, when the task is ours. */
  key: z.string().nullable(),
});

const ticket = z.object({
  ...base,
  kind: z.literal('ticket'),
  openedAt: isoDate,
  closedAt: isoDate.nullable(),
  sentiment: sentiment.nullable(),
  topic: z.string().nullable(),
});

const survey = z.object({
  ...base,
  kind: z.literal('survey'),
  survey: z.enum(['nps', 'csat']),
  score: z.number(),
  at: isoDate,
});

const outreach = z.object({
  ...base,
  kind: z.literal('outreach'),
  sentAt: isoDate,
  /** null: no answer, or one that the source delivers as an interaction of the same thread. */
  answeredAt: isoDate.nullable(),
  /** What a message and its answer have in common, where the source delivers them one by one. */
  thread: z.string().optional(),
});

const interaction = z.object({
  ...base,
  kind: z.literal('interaction'),
  at: isoDate,
  method: z.string(),
  contactId: id.nullable(),
  /** Set when the customer wrote or called: it answers earlier outreach of the same thread. */
  answersThread: z.string().optional(),
});

/** Owner of records in HubSpot; `accountId` is the owner id again. */
const owner = z.object({
  ...base,
  kind: z.literal('owner'),
  email: z.string().nullable(),
  name: z.string().nullable(),
  archived: z.boolean(),
});

export const sourceRecord = z.discriminatedUnion('kind', [
  invoice,
  failedCharge,
  subscription,
  mrr,
  progress,
  goal,
  roi,
  budget,
  advocacy,
  contact,
  meeting,
  deal,
  task,
  ticket,
  survey,
  outreach,
  interaction,
  owner,
]);
export type SourceRecord = z.infer<typeof sourceRecord>;
export type RecordKind = SourceRecord['kind'];
export type RecordOf<Kind extends RecordKind> = Extract<SourceRecord, { kind: Kind }>;

/** The records of one company. */
export type RecordsByKind = { readonly [Kind in RecordKind]?: readonly RecordOf<Kind>[] };
