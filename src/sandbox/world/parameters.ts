import { type ChurnKind, type WorldCompany, type WorldProfile } from './types.ts';

/**
 * What the simulated world is made of. Churn rates and DAU/MAU follow public vendor figures; seats,
 * penetration, event rates, false alarms and missing sources are assumptions, for which no public source was
 * found. None of them was chosen by looking at a score.
 */

export type Segment = WorldCompany['segment'];
export type Range = readonly [from: number, to: number];

export interface ProfileParameters {
  readonly churnKinds: Readonly<Record<ChurnKind, number>>;
  /** Days before churn at which a decline starts. */
  readonly onsetDays: Range;
  /** Usage factor the decline falls to. */
  readonly depth: Range;
  /** Standard deviation of the daily step of log engagement. */
  readonly walk: number;
  /** Share of accounts with a dip in usage that means nothing. */
  readonly falseAlarms: number;
}

export const PROFILES: Readonly<Record<WorldProfile, ProfileParameters>> = {
  realistic: {
    churnKinds: { behavioural: 0.6, silent: 0.22, involuntary: 0.18 },
    onsetDays: [30, 90],
    depth: [0.25, 0.65],
    walk: 0.012,
    falseAlarms: 0.25,
  },
  demo: {
    churnKinds: { behavioural: 0.8, silent: 0.08, involuntary: 0.12 },
    onsetDays: [45, 90],
    depth: [0.1, 0.4],
    walk: 0.004,
    falseAlarms: 0.1,
  },
  /** Everybody leaves silently, so whatever a score finds here beyond the segment is luck. */
  null: {
    churnKinds: { behavioural: 0, silent: 1, involuntary: 0 },
    onsetDays: [30, 90],
    depth: [0.25, 0.65],
    walk: 0.012,
    falseAlarms: 0.25,
  },
};

export interface SegmentParameters {
  /** Probability to lose the customer in 30 days. */
  readonly monthlyChurn: number;
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
    medianSeats: 8,
    monthlyBilling: 0.75,
    paymentTerms: [0],
    seatPrice: [1500, 3500],
    reviewEvery: 182,
    checkInEvery: 120,
  },
  mid: {
    monthlyChurn: 0.011,
    medianSeats: 33,
    monthlyBilling: 0.45,
    paymentTerms: [0, 14],
    seatPrice: [2500, 5000],
    reviewEvery: 91,
    checkInEvery: 60,
  },
  enterprise: {
    monthlyChurn: 0.005,
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

/** Share of the seats that has a user, and share of the users active on a normal working day. */
export const PENETRATION = { a: 4.5, b: 3.5 } as const;
export const DAILY_SHARE = { a: 6, b: 14 } as const;

export const EVENTS_PER_USER_DAY = { median: 7.4, sigma: 0.5 } as const;

export const WEEKEND_FACTOR = 0.18;
export const HOLIDAY_FACTOR = 0.5;
export const ENGAGEMENT_LIMIT = 2.5;
export const DECLINE_EXPONENT = 0.8;

export const FALSE_ALARM = { days: [14, 45], factor: [0.4, 0.75] } as const satisfies Record<string, Range>;

/** Days after the start of a customer, or of the world, before anybody leaves. */
export const CHURN_FREE_DAYS = 30;
/** How far past the last day outcomes are known, so that horizons can be closed or not. */
export const TRUTH_BEYOND_DAYS = 90;

export const BILLING = {
  missing: 0.1,
  /** Days an involuntary churner's first unpaid invoice is overdue when the customer is lost. */
  involuntaryOverdue: [14, 45],
  /** Share of accounts that pay one invoice late, and by how many days. */
  lateOnce: 0.1,
  lateDays: [3, 19],
  /** Days after the due day on which a card is tried again. */
  retryDays: [0, 3, 5, 7],
  yearlyDiscount: 0.85,
} as const;

export const USAGE = { missing: 0.03, gap: 0.04, gapDays: [7, 21] } as const;

export const SEAT_CHANGES = {
  /** Share of accounts that buy seats once in the time simulated, and by how much. */
  expansion: 0.18,
  expansionFactor: [1.15, 1.6],
  /** New users start between these days around the purchase: licences run full before more are bought. */
  newUsersFrom: -60,
  newUsersTo: 30,
  contraction: 0.04,
  contractionFactor: [0.7, 0.9],
} as const;

export const PEOPLE = {
  sponsorKnown: 0.8,
  championKnown: 0.85,
  sponsorUsesProduct: 0.5,
  /** Champions that leave with a decline; all key people also leave at the base rate. */
  championLeavesDecline: 0.3,
  yearlyDeparture: 0.1,
  /** Share of plain users that the CRM knows, and at most how many of a company. */
  memberKnown: 0.8,
  membersAtMost: 40,
  freeMail: 0.03,
} as const;

/** What a customer success team knows beyond the systems; no public source was found for any of these. */
export const SUCCESS = {
  /** Share of the customers with goals agreed, value worked out, budget known. */
  shares: {
    smb: { goals: 0.3, roi: 0.1, budget: 0.1 },
    mid: { goals: 0.6, roi: 0.35, budget: 0.3 },
    enterprise: { goals: 0.85, roi: 0.6, budget: 0.6 },
  },
  goalDays: [150, 330],
  readEvery: 30,
  /** Spread of how fast goals are reached at normal use. */
  paceSigma: 0.35,
  mostProgress: 1.3,
  roi: { median: 2.4, sigma: 0.5, every: 182 },
  /** Acts of advocacy in a year at normal use, of the customers that ever speak up. */
  advocacy: { share: 0.35, yearly: 1.2 },
  budget: { mean: 0.04, sigma: 0.1, byWork: 0.3, dedicated: 0.8, every: 365 },
} as const;
