import { type AppError } from '../errors.ts';

const FIRST_SECONDS = 10;
const LONGEST_SECONDS = 900;
/** Outages and allowances that are used up are mostly over by then; what lasts longer is for an operator to see. */
const MOST_SECONDS = 6 * 3600;

/** How often a job was put off, and for how many seconds in all. */
export interface Waited {
  readonly times: number;
  readonly seconds: number;
}

/**
 * Seconds after which a job that failed with this error is tried again: what the other side asked for, else a pause that
 * grows with each time. null when waiting cannot help, or when the job has waited long enough. `random` is in [0, 1).
 */
export function pauseSeconds(error: AppError, waited: Waited, random: number): number | null {
  // What was told to stop says nothing about the other side.
  if (!error.retriable || error.code === 'cancelled') return null;
  const growing = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** waited.times) * (0.5 + random / 2);
  const pause = Math.ceil(Math.max((error.retryAfterMs ?? 0) / 1000, growing));
  return waited.seconds + pause > MOST_SECONDS ? null : pause;
}
