import { type Level } from './parameters.ts';
import { type Mood } from './ticket-texts.ts';

/**
 * What customers do by their health, at their worst and at their best. The ends stand a little beyond what rubrics of
 * customer success call failing and thriving, because hardly anybody is at an end; for most no public source was found.
 */

/** By how well the product suits them. */
export const PRODUCT = {
  /** Share of the seats that has a user; below 40 % is poor, 60 to 80 % is healthy, 80 % and more is excellent. */
  penetration: [0.2, 0.86],
  /** Share of the users at work on a working day: around the B2B mean of 0.30. */
  dailyShare: [0.06, 0.33],
  /** Share of the product's features that anybody uses: 3 of 20 is narrow, 15 of 20 is broad. */
  features: [0.15, 0.95],
  /** Share of the started workflows that are completed. */
  completion: [0.4, 0.97],
  /** Chance that a step of onboarding is done. */
  onboarding: [0.4, 1],
} as const satisfies Record<string, Level>;

/** Share of the usual completion of workflows that is left at the bottom of a decline, and without one. */
export const COMPLETION_LEFT: Level = [0.7, 1];

export const RELATIONSHIP = {
  /** Whether the vendor knows an executive sponsor and a champion at all. */
  sponsorKnown: [0.3, 1],
  championKnown: [0.4, 1],
  /** Meetings that take place; the others are missed, cancelled or moved. */
  meetingHeld: [0.2, 0.97],
  /** Chance that the sponsor comes to a business review: each quarter at best, about once a year at worst. */
  sponsorAtReview: [0.1, 0.95],
  mailAnswered: [0.1, 1],
  /** Median of the hours to an answer, as its logarithm: within a day where people are engaged, a week where not. */
  logAnswerHours: [Math.log(200), Math.log(6)],
  callTaken: [0.2, 0.85],
  /** Tickets, as a multiple of the segment's rate. */
  tickets: [1.8, 0.9],
  /** Chance of an act of advocacy in a quarter. */
  advocacy: [0, 0.45],
} as const satisfies Record<string, Level>;

/** Shares that sum to one at both ends, and so in between. */
export const TICKET_MOODS: Readonly<Record<Mood, Level>> = {
  angry: [0.75, 0.03],
  plain: [0.25, 0.57],
  pleased: [0, 0.4],
};

export const VALUE = {
  /** How fast goals are reached, as a multiple of the plan: 95 % renew where they are met, 60 % where they are not. */
  pace: [0.2, 1.25],
  /** Value for what is paid: below 1 people struggle at the renewal, 3 is seldom contested. */
  roi: [0.3, 3.8],
  /** Change of the budget from one year to the next, and whether it is dedicated to the product. */
  budgetChange: [-0.3, 0.17],
  budgetDedicated: [0.2, 1],
  /** Share of customers that buy seats once in the time simulated, and that give some back. */
  seatsBought: [0.02, 0.25],
  seatsReturned: [0.1, 0.015],
  /** Chance of talking about more seats or a higher plan in a quarter. */
  expansionTalk: [0, 0.45],
  /** Chance that a bill is paid late, and days at most. */
  paidLate: [0.35, 0],
  lateDaysAtMost: [45, 6],
  /** Renews by itself; and a multiple of the segment's share that pays by the month. */
  autoRenew: [0.4, 0.95],
  monthlyBilling: [1.5, 0.5],
} as const satisfies Record<string, Level>;
