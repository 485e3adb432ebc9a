import {
  type ChurnCause,
  type ChurnKind,
  type WorldCompany,
  type WorldHealth,
  type WorldProfile,
} from './types.ts';

/**
 * What the simulated world is made of: outcomes, sizes and what is missing. What customers do by their health stands
 * in levels.ts. Churn rates follow public vendor figures; seats, event rates, false alarms and missing sources are
 * assumptions, for which no public source was found.
 */

export type Segment = WorldCompany['segment'];
export type Range = readonly [from: number, to: number];

/** Value of customers at their worst and at their best. */
export type Level = readonly [failing: number, thriving: number];

export interface ProfileParameters {
  readonly churnKinds: Readonly<Record<ChurnKind, number>>;
  /** What declines begin with. */
  readonly causes: Readonly<Record<ChurnCause, number>>;
  /** How many times as often struggling customers are lost as well-served ones. */
  readonly strugglingChurn: number;
  /** Standard deviation of product, relationship and value around the overall fit. */
  readonly sidesDiffer: number;
  /** Days before churn at which a decline starts. */
  readonly onsetDays: Range;
  /** Share of normal the decline falls to. */
  readonly depth: Range;
  /** Standard deviation of the daily step of log engagement. */
  readonly walk: number;
  /** Share of accounts with a setback that they recover from. */
  readonly falseAlarms: number;
  /** Chance that the success team writes down goals, value and budget, as a multiple of `SUCCESS.shares`. */
  readonly written: number;
}

export const PROFILES: Readonly<Record<WorldProfile, ProfileParameters>> = {
  realistic: {
    churnKinds: { behavioural: 0.6, silent: 0.22, involuntary: 0.18 },
    causes: { everything: 0.4, product: 0.25, relationship: 0.15, value: 0.2 },
    strugglingChurn: 3,
    sidesDiffer: 0.15,
    onsetDays: [30, 90],
    depth: [0.25, 0.65],
    walk: 0.012,
    falseAlarms: 0.25,
    written: 1,
  },
  demo: {
    churnKinds: { behavioural: 0.8, silent: 0.08, involuntary: 0.12 },
    causes: { everything: 0.64, product: 0.12, relationship: 0.12, value: 0.12 },
    // 40 % a year leave who fall short of their goals and 5 % who reach them: ten times the hazard.
    strugglingChurn: 10,
    sidesDiffer: 0.08,
    // A fall by 40 % is 60 days' notice: it takes such a decline half of its way.
    onsetDays: [60, 150],
    depth: [0.1, 0.4],
    walk: 0.004,
    falseAlarms: 0.1,
    written: 1.5,
  },
  /** Everybody leaves silently, so whatever a score finds here beyond the segment is luck. */
  null: {
    churnKinds: { behavioural: 0, silent: 1, involuntary: 0 },
    causes: { everything: 1, product: 0, relationship: 0, value: 0 },
    strugglingChurn: 1,
    sidesDiffer: 0.15,
    onsetDays: [30, 90],
    depth: [0.25, 0.65],
    walk: 0.012,
    falseAlarms: 0.25,
    written: 1,
  },
};

/**
 * How well the product suits a customer (Beta): those whom it serves well, about half-way between good and perfect, and those
 * who get little out of it.
 */
export const FIT = {
  served: { a: 14, b: 3 },
  struggling: { a: 6, b: 9 },
} as const;

/** How far a decline reaches each side, by what it begins with; 1 is all of it. */
export const EXPOSURE: Readonly<Record<ChurnCause, WorldHealth>> = {
  everything: { product: 1, relationship: 0.9, value: 0.9 },
  product: { product: 1, relationship: 0.3, value: 0.4 },
  relationship: { product: 0.35, relationship: 1, value: 0.4 },
  value: { product: 0.35, relationship: 0.5, value: 1 },
};

export interface SegmentParameters {
  /** Probability to lose a customer in 30 days, over all of the segment. */
  readonly monthlyChurn: number;
  /** Share of customers who struggle: what the churn above makes of 5 % lost in a year where it goes well and 40 % where not. */
  readonly struggling: number;
  readonly medianSeats: number;
  /** Share billed monthly; the others pay yearly. */
  readonly monthlyBilling: number;
  /** Days to pay an invoice, one of these; 0 means the card is charged on issue. */
  readonly paymentTerms: readonly number[];
  /** Price of a seat and month in minor units. */
  readonly seatPrice: Range;
  /** Days between business reviews. */
  readonly reviewEvery: number;
  /** Days between check-in meetings. */
  readonly checkInEvery: number;
}

export const SEGMENTS: Readonly<Record<Segment, SegmentParameters>> = {
  smb: {
    monthlyChurn: 0.022,
    struggling: 0.45,
    medianSeats: 8,
    monthlyBilling: 0.75,
    paymentTerms: [0],
    seatPrice: [1500, 3500],
    reviewEvery: 182,
    checkInEvery: 120,
  },
  mid: {
    monthlyChurn: 0.011,
    struggling: 0.2,
    medianSeats: 33,
    monthlyBilling: 0.45,
    paymentTerms: [0, 14],
    seatPrice: [2500, 5000],
    reviewEvery: 91,
    checkInEvery: 60,
  },
  enterprise: {
    monthlyChurn: 0.005,
    struggling: 0.05,
    medianSeats: 148,
    monthlyBilling: 0.15,
    paymentTerms: [30],
    seatPrice: [4000, 8000],
    reviewEvery: 91,
    checkInEvery: 30,
  },
};

export const SEGMENT_SHARES: Readonly<Record<Segment, number>> = { smb: 0.6, mid: 0.3, enterprise: 0.1 };

export const SEATS = { sigma: 0.7, least: 2, most: 1500 } as const;

export const EVENTS_PER_USER_DAY = { median: 7.4, sigma: 0.5 } as const;

export const WEEKEND_FACTOR = 0.18;
export const HOLIDAY_FACTOR = 0.5;
export const ENGAGEMENT_LIMIT = 2.5;
export const DECLINE_EXPONENT = 0.8;

/** A setback that passes. Most are a team on another project for some weeks, which only its work shows. */
export const SETBACK = { days: [14, 45], factor: [0.4, 0.75] } as const satisfies Record<string, Range>;
export const SETBACK_CAUSES: Readonly<Record<ChurnCause, number>> = {
  everything: 0.1,
  product: 0.6,
  relationship: 0.15,
  value: 0.15,
};

/** Days after the start of a customer, or of the world, before anybody leaves. */
export const CHURN_FREE_DAYS = 30;
/** How far past the last day outcomes are known, so that horizons can be closed or not. */
export const TRUTH_BEYOND_DAYS = 90;

export const BILLING = {
  missing: 0.1,
  /** Days an involuntary churner's first unpaid invoice is overdue when the customer is lost. */
  involuntaryOverdue: [14, 45],
  /** Days after the due day on which a card is tried again. */
  retryDays: [0, 3, 5, 7],
  yearlyDiscount: 0.85,
} as const;

export const USAGE = { missing: 0.03, gap: 0.04, gapDays: [7, 21] } as const;

export const SEAT_CHANGES = {
  /** By how much those grow who buy seats. */
  expansionFactor: [1.15, 1.6],
  /** New users start between these days around the purchase: licences run full before more are bought. */
  newUsersFrom: -60,
  newUsersTo: 30,
  contractionFactor: [0.7, 0.9],
} as const;

export const PEOPLE = {
  sponsorUsesProduct: 0.5,
  /** Champions and sponsors that leave with a decline; all key people also leave at the base rate. */
  championLeavesDecline: 0.3,
  sponsorLeavesDecline: 0.15,
  yearlyDeparture: 0.1,
  /** Days until somebody takes over. */
  successorAfter: [20, 60],
  /** How much more champions and administrators work in the product than others, and how people differ. */
  keyUserFactor: 2.2,
  propensitySigma: 0.7,
  /** Share of plain users that the CRM knows, and at most how many of a company. */
  memberKnown: 0.8,
  membersAtMost: 40,
  freeMail: 0.03,
} as const;

/** What a customer success team knows beyond the systems; no public source was found for any of these. */
export const SUCCESS = {
  /** Share of the customers with goals agreed, value worked out, budget known. */
  shares: {
    smb: { goals: 0.4, roi: 0.2, budget: 0.2 },
    mid: { goals: 0.6, roi: 0.35, budget: 0.3 },
    enterprise: { goals: 0.85, roi: 0.6, budget: 0.6 },
  },
  goalDays: [150, 330],
  readEvery: 30,
  /** Spread of how fast goals are reached. */
  paceSigma: 0.2,
  mostProgress: 1.3,
  roi: { sigma: 0.3, every: 91 },
  budget: { sigma: 0.08, every: 365 },
} as const;
