import { type Calendar } from './calendar.ts';
import { type Outcome } from './outcome.ts';
import { DECLINE_EXPONENT, ENGAGEMENT_LIMIT, FALSE_ALARM, PROFILES } from './parameters.ts';
import { type Random } from './random.ts';
import { type WorldProfile } from './types.ts';

/** Share of normal usage left on a day of a decline; 1 before it. */
export function declineFactor(outcome: Outcome, day: number): number {
  const { churn, onset, depth } = outcome;
  if (churn === null || onset === null || depth === null || day < onset) return 1;
  const progress = Math.min(1, (day - onset) / Math.max(1, churn - onset));
  return 1 - (1 - depth) * progress ** DECLINE_EXPONENT;
}

interface Dip {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
}

function drawFalseAlarm(random: Random, calendar: Calendar, share: number): Dip | null {
  const happens = random.chance(share);
  const from = random.integer(calendar.start, calendar.end);
  const to = from + random.integer(...FALSE_ALARM.days) - 1;
  const factor = random.uniform(...FALSE_ALARM.factor);
  return happens ? { from, to, factor } : null;
}

/** Engagement of a company on every day of the world, 1 = normal working day; index 0 is the first day. */
export function drawEngagement(
  random: Random,
  calendar: Calendar,
  profile: WorldProfile,
  outcome: Outcome,
): Float64Array {
  const { walk, falseAlarms } = PROFILES[profile];
  const dip = drawFalseAlarm(random, calendar, falseAlarms);
  let logEngagement = 0;
  return calendar.work.map((work, index) => {
    const day = calendar.start + index;
    logEngagement = Math.min(Math.log(ENGAGEMENT_LIMIT), logEngagement + walk * random.normal());
    const dipped = dip !== null && day >= dip.from && day <= dip.to ? dip.factor : 1;
    return Math.exp(logEngagement) * declineFactor(outcome, day) * dipped * work;
  });
}
