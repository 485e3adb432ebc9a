import { z } from 'zod';
import { isoDate } from './fields.ts';
import { type ModelChanges } from './portal-settings.ts';

/** What the pages "Proof" and "KPIs" show, as the actions `readProof` and `readKpis` answer it. Shares are 0–1. */

const share = z.number().min(0).max(1);
const maybe = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();
const localised = z.object({ en: z.string(), es: z.string() });

/** A score that did not say what happened, by name. */
const miss = z.object({
  companyId: z.string(),
  name: z.string(),
  asOf: isoDate,
  score: z.number(),
  churnedAt: isoDate.nullable(),
  arr: maybe,
});
/** `total` counts all, `listed` the largest. */
const misses = z.object({ total: z.number(), listed: z.array(miss) });

/** A simpler predictor beside the score, on the scores that have it. Null: nobody has it. */
const baseline = z.object({ n: z.number(), auc: maybe, scoreAuc: maybe }).nullable();

const horizon = z.object({
  /** Days ahead: 30, 60 or 90. */
  days: z.number(),
  /** Scores whose horizon has closed, and those of them whose customer was lost within it. */
  scores: z.number(),
  lost: z.number(),
  baseRate: maybe,
  auc: maybe,
  aucInterval: interval,
  aucWithinSegments: maybe,
  prAuc: maybe,
  prAucInterval: interval,
  brier: maybe,
  redScores: z.number(),
  precisionAtRed: maybe,
  recallAtRed: maybe,
  /** Times the base rate that red customers are lost. */
  redMultiple: maybe,
  redMultipleInterval: interval,
  /** Lost customers with a score that many days before, and those of them below green then. */
  churners: z.number(),
  churnersBelowGreen: z.number(),
  /** Riskiest scores first: share lost that the score claims by itself, and that really was. */
  calibration: z.array(z.object({ n: z.number(), predicted: z.number(), observed: z.number() })),
  baselines: z.object({ daysSinceLastLogin: baseline, pulse: baseline }),
  segments: z.array(
    z.object({
      segment: z.string(),
      scores: z.number(),
      lost: z.number(),
      baseRate: maybe,
      auc: maybe,
      redMultiple: maybe,
    }),
  ),
});

/** What a score worth having reaches; `met` is null where there is nothing to judge. */
const floor = z.object({
  id: z.enum(['red-multiple', 'churners-below-green', 'green-share']),
  title: localised,
  value: maybe,
  /** At least this, `green-share` at most. */
  bar: z.number(),
  met: z.boolean().nullable(),
});

const skill = z.object({ auc: maybe, interval });

export const VERDICTS = [
  'better',
  'too-few-events',
  'too-few-later-events',
  'no-reliable-signal',
  'not-better',
  'scores-fewer',
] as const;
/** Why new weights are proposed or not. */
export type Verdict = (typeof VERDICTS)[number];

const period = z.object({
  from: isoDate.nullable(),
  to: isoDate.nullable(),
  scores: z.number(),
  /** Customers lost. */
  events: z.number(),
});

const weights = z.object({
  /** `better`: the weights are proposed, and may be published. */
  accepted: z.boolean(),
  verdict: z.enum(VERDICTS),
  /** The verdict in a sentence. */
  says: localised,
  horizon: z.number(),
  learnedFrom: period,
  judgedOn: period,
  /** How both rank customers of a segment in the later time; `better` is the share of draws the proposal wins. */
  comparison: z.object({ current: skill, proposed: skill, difference: skill, better: share }).nullable(),
});

export const ADVICE = ['raise', 'lower', 'add', 'drop', 'keep', 'unknown'] as const;
/** What to do with an indicator's weight. */
export type Advice = (typeof ADVICE)[number];

const review = z.object({
  indicator: z.string(),
  title: localised,
  dimension: z.string(),
  /** Share of the scores that have it. */
  coverage: share,
  /** Alone, within segments; 0.5 is guessing. */
  skill,
  /** Share of the whole score. */
  currentShare: share,
  /** What the earlier time alone says; null when it says nothing reliable. */
  fittedShare: share.nullable(),
  /** What would be published; null when nothing is proposed. */
  proposedShare: share.nullable(),
  advice: z.enum(ADVICE),
  adviceTitle: localised,
  /** Its power moved by 0.1 or more between quarters. */
  drifting: z.boolean(),
  quarters: z.array(z.object({ quartersAgo: z.number(), events: z.number(), auc: maybe, mean: maybe })),
});

/** Whether a probability is shown with every company, and why not. */
const probability = z.object({
  earned: z.boolean(),
  reason: z.enum(['too-few-events', 'no-better-than-base-rate', 'not-calibrated']).nullable(),
  says: localised,
  horizon: z.number(),
  /** Customers with the outcome. */
  events: z.number(),
  /** On customers the model did not see. */
  brier: maybe,
  brierOfBaseRate: maybe,
  calibration: z.array(z.object({ n: z.number(), predicted: z.number(), observed: z.number() })),
});

/** What followed a play. An association, never a cause. Figures are null below ten customers. */
const play = z.object({
  play: z.string(),
  title: localised,
  compared: z.number(),
  notCompared: z.number(),
  /** Mean change of score in 60 days, with the play and at similar accounts without it. */
  change: maybe,
  changeWithout: maybe,
  difference: maybe,
  interval,
  /** Share still a customer 60 days later. */
  kept: maybe,
  keptWithout: maybe,
});

export const proofView = z.object({
  /** ISO instant of the check. */
  checkedAt: z.string(),
  /** Outcomes are known until this day. */
  until: isoDate,
  model: z.object({ id: z.string(), version: z.number() }),
  companies: z.number(),
  lost: z.number(),
  scores: z.number(),
  greenShare: maybe,
  /** Fewer than 30 customers lost: figures are rough. */
  tooFew: z.boolean(),
  /** The figures in words, the most useful first. */
  summary: z.array(localised),
  floors: z.array(floor),
  horizons: z.array(horizon),
  leadTimes: z.object({
    churners: z.number(),
    warned: z.number(),
    /** Quartiles of the days of warning. */
    days: z.tuple([z.number(), z.number(), z.number()]).nullable(),
    distribution: z.array(z.object({ from: z.number(), to: maybe, count: z.number() })),
  }),
  /** Left although green. */
  missedChurners: misses,
  /** Red, and still here 90 days later. */
  falseAlarms: misses,
  weights,
  review: z.array(review),
  probabilities: z.object({ renewal: probability, expansion: probability }),
  plays: z.array(play),
});
export type ProofView = z.infer<typeof proofView>;

/** A fitted model of an outcome, as far as a company's chance needs it: logistic in standard units. */
export const outcomeModel = z.object({
  intercept: z.number(),
  /** By indicator id, or `segment:` and a segment. */
  terms: z.array(
    z.object({ name: z.string(), coefficient: z.number(), mean: z.number(), deviation: z.number() }),
  ),
});
export type OutcomeModel = z.infer<typeof outcomeModel>;

/** Models whose probabilities may be shown; null: not earned. */
export interface EarnedModels {
  readonly renewal: OutcomeModel | null;
  readonly expansion: OutcomeModel | null;
}

/** The part of a model's changes that a fit proposes. */
export type WeightChanges = Pick<ModelChanges, 'dimensions' | 'indicators' | 'segments'>;

/** A check of the past, for the line of figures over time. */
export interface ProofPoint {
  readonly until: string;
  readonly model: { readonly id: string; readonly version: number };
  /** 60 days ahead. */
  readonly auc: number | null;
  readonly redMultiple: number | null;
  readonly verdict: Verdict;
}

/** A version of the model's weights in this portal. */
export interface ModelVersionAnswer {
  /** Version of the portal's settings that holds it. */
  readonly version: number;
  readonly author: string;
  readonly note: string;
  readonly createdAt: string | null;
  /** In force now. */
  readonly current: boolean;
}

/** Answer of `readProof`. */
export interface ProofAnswer {
  /** The latest check; null before the first one. */
  readonly view: ProofView | null;
  /** Why there is none, or null. */
  readonly missing: { readonly en: string; readonly es: string } | null;
  /** Oldest first. */
  readonly history: readonly ProofPoint[];
  /** Newest first; `publishProposal` adds one, `rollBackModel` goes back to one. */
  readonly models: readonly ModelVersionAnswer[];
  /** The proposed weights are those in force already. */
  readonly published: boolean;
}
