import { setTimeout as wait } from 'node:timers/promises';
import { AppError, toAppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type SourceDeps } from './deps.ts';

const MAX_ATTEMPTS = 6;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
/** A longer wait is left to the scheduler, which gets it as `retryAfterMs` of the error. */
const MAX_PATIENCE_MS = 120_000;

/**
 * The retry policy of all sources: milliseconds to wait before the next attempt, null to give up.
 *
 * Only `rate-limited` and `upstream-unavailable` are worth repeating at once. The other side's own wish
 * (`Retry-After`) beats the back-off, which doubles from half a second and has up to half of it as jitter.
 *
 * @param attempt how many attempts have failed so far, at least 1
 */
export function retryDelayMs(error: AppError, attempt: number, random: () => number): number | null {
  if (error.code !== 'rate-limited' && error.code !== 'upstream-unavailable') return null;
  if (attempt >= MAX_ATTEMPTS) return null;
  if (error.retryAfterMs !== undefined) {
    return error.retryAfterMs <= MAX_PATIENCE_MS ? error.retryAfterMs : null;
  }
  const ceiling = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempt - 1));
  return ceiling / 2 + (random() * ceiling) / 2;
}

/** Runs `operation` until it succeeds or {@link retryDelayMs} gives up; then throws the last error. */
export async function withRetry<Result>(
  operation: () => Promise<Result>,
  signal: AbortSignal,
  deps: SourceDeps,
): Promise<Result> {
  const sleep = deps.sleep ?? waitFor;
  for (let attempt = 1; ; attempt += 1) {
    throwIfAborted(signal);
    try {
      return await operation();
    } catch (thrown) {
      throwIfAborted(signal);
      const error = toAppError(thrown);
      const delay = retryDelayMs(error, attempt, deps.random ?? Math.random);
      if (delay === null) throw error;
      deps.log?.(`${error.message} Trying again.`, { attempt, delayMs: Math.round(delay) });
      await sleep(delay, signal);
    }
  }
}

/** Throws `cancelled` once the pull was asked to stop. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', say('source.stopped'));
}

/** Waits, unless the pull is asked to stop. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    throwIfAborted(signal);
  }
}
