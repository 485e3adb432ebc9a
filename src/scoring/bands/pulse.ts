import { addDays, daysBetween, type Day } from '../../model/day.ts';

/** A CSM's own judgement (1–5) is ignored when it is older than this. */
export const PULSE_VALID_DAYS = 90;

export interface PulseValidity {
  readonly valid: boolean;
  /** Last day it counts. */
  readonly expiresAt: Day;
  /** Days it still counts after `asOf`; 0 on the last day, negative once it is over. */
  readonly daysLeft: number;
}

/** Whether a pulse logged at `at` (day or instant) counts on `asOf`. One dated after `asOf` does not count yet. */
export function pulseValidity(pulse: { readonly at: string }, asOf: Day): PulseValidity {
  const age = daysBetween(pulse.at, asOf);
  return {
    valid: age >= 0 && age <= PULSE_VALID_DAYS,
    expiresAt: addDays(pulse.at, PULSE_VALID_DAYS),
    daysLeft: PULSE_VALID_DAYS - age,
  };
}
