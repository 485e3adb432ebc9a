import { dayFromNumber } from '../../model/day.ts';
import { type Calendar } from './calendar.ts';
import { type Fit } from './health.ts';
import { levelAt } from './level-at.ts';
import { VALUE } from './levels.ts';
import { CHURN_FREE_DAYS, PROFILES, SEGMENTS, type Segment, TRUTH_BEYOND_DAYS } from './parameters.ts';
import { type Random } from './random.ts';
import { type ChurnCause, type ChurnKind, type WorldProfile, type WorldTruth } from './types.ts';

/** What happens to a customer, in day numbers. Drawn before any behaviour. */
export interface Outcome {
  readonly kind: ChurnKind | null;
  readonly churn: number | null;
  readonly onset: number | null;
  readonly cause: ChurnCause | null;
  readonly depth: number | null;
  readonly expansion: number | null;
}

/** Days until an event with this probability in 30 days (geometric). */
function daysUntil(random: Random, monthlyProbability: number): number {
  const daily = 1 - (1 - monthlyProbability) ** (1 / 30);
  return Math.floor(Math.log(1 - random.next()) / Math.log(1 - daily));
}

function drawExpansion(
  random: Random,
  calendar: Calendar,
  since: number,
  { fit, lastChance }: { readonly fit: number; readonly lastChance: number | null },
): number | null {
  const wanted = random.chance(levelAt(VALUE.seatsBought, fit));
  const from = Math.max(since, calendar.start) + 60;
  const day = random.integer(from, calendar.end + TRUTH_BEYOND_DAYS);
  const possible = day >= from && (lastChance === null || day < lastChance);
  return wanted && possible ? day : null;
}

/** Probability to lose a customer of a kind in 30 days, such that the whole segment churns as it should. */
function monthlyChurn(profile: WorldProfile, segment: Segment, struggles: boolean): number {
  const { monthlyChurn: mean, struggling } = SEGMENTS[segment];
  const ratio = PROFILES[profile].strugglingChurn;
  return ((struggles ? ratio : 1) * mean) / (1 - struggling + struggling * ratio);
}

/** Outcome of a customer who started on day `since`. */
export function drawOutcome(
  random: Random,
  calendar: Calendar,
  profile: WorldProfile,
  { segment, since, fit: { overall: fit, struggles } }: { segment: Segment; since: number; fit: Fit },
): Outcome {
  const { churnKinds, causes, onsetDays, depth } = PROFILES[profile];
  const exposed = Math.max(since, calendar.start) + CHURN_FREE_DAYS;
  const churn = exposed + daysUntil(random, monthlyChurn(profile, segment, struggles));
  const kind = random.weighted(churnKinds);
  const onset = Math.max(since, churn - random.integer(...onsetDays));
  const fallsTo = random.uniform(...depth);
  const cause = random.weighted(causes);
  if (churn > calendar.end + TRUTH_BEYOND_DAYS) {
    const expansion = drawExpansion(random, calendar, since, { fit, lastChance: null });
    return { kind: null, churn: null, onset: null, cause: null, depth: null, expansion };
  }
  const declines = kind === 'behavioural';
  return {
    kind,
    churn,
    onset: declines ? onset : null,
    cause: declines ? cause : null,
    depth: declines ? fallsTo : null,
    expansion: drawExpansion(random, calendar, since, { fit, lastChance: declines ? onset : churn }),
  };
}

export function truthOf(outcome: Outcome, fit: number): WorldTruth {
  const day = (number: number | null) => (number === null ? null : dayFromNumber(number));
  return {
    churnKind: outcome.kind,
    churnDay: day(outcome.churn),
    fit,
    onsetDay: day(outcome.onset),
    cause: outcome.cause,
    depth: outcome.depth,
    expansionDay: day(outcome.expansion),
  };
}

/** Whether the customer is in a decline on this day. */
export function declining(outcome: Outcome, day: number): boolean {
  return outcome.onset !== null && day >= outcome.onset;
}

/** Last day of what the customer leaves behind in any system. */
export function lastDay(outcome: Outcome, calendar: Calendar): number {
  return outcome.churn === null ? calendar.end : Math.min(calendar.end, outcome.churn - 1);
}
