import { daysBetween, type Day } from '../../model/day.ts';

const RENEWAL_HORIZON_DAYS = 180;

export interface QueueEntry {
  /** Of the score result. */
  readonly risk: number;
  /** Annual recurring revenue, in one currency for the whole queue; null, where that of nobody is known, counts as 1. */
  readonly arr: number | null;
  readonly renewsAt: Day | null;
  readonly asOf: Day;
}

/**
 * Place in the work queue: risk × ARR × renewal proximity. Proximity is 1 from 180 days away and rises linearly
 * to 2 on the day; a renewal that has passed or is unknown counts 1.
 */
export function queuePriority({ risk, arr, renewsAt, asOf }: QueueEntry): number {
  return risk * (arr ?? 1) * renewalProximity(renewsAt, asOf);
}

function renewalProximity(renewsAt: Day | null, asOf: Day): number {
  if (renewsAt === null) return 1;
  const days = daysBetween(asOf, renewsAt);
  if (days < 0 || days > RENEWAL_HORIZON_DAYS) return 1;
  return 2 - days / RENEWAL_HORIZON_DAYS;
}
