import { type AppError } from '../../errors.ts';
import { MAX_PAUSE_MS } from '../rate-limit/limiter.ts';

const MAX_ATTEMPTS = 5;
/** Costs nobody anything while the limiter pauses: with it about 45 s. */
const MAX_RATE_LIMITED_ATTEMPTS = 8;
const BASE_MS = 250;
const CAP_MS = 8000;

/**
 * Milliseconds to wait before trying again; null when the failure is to be passed on. A 429 was not executed, and
 * a request that never left may always be repeated; anything else only when executing it twice is harmless. The daily
 * limit, and any other long wait, is the caller's to plan. `random` is in [0, 1).
 */
export function retryDelayMs(
  error: AppError,
  attempt: number,
  idempotent: boolean,
  random: () => number,
): number | null {
  const longWait = error.details.policy === 'daily' || (error.retryAfterMs ?? 0) > MAX_PAUSE_MS;
  const attempts = error.code === 'rate-limited' ? MAX_RATE_LIMITED_ATTEMPTS : MAX_ATTEMPTS;
  if (attempt >= attempts || longWait) return null;
  // The limiter pauses for as long as HubSpot asks, so there is nothing to wait for here.
  if (error.code === 'rate-limited') return 0;
  const transient = error.code === 'upstream-unavailable' || error.details.unreadable === true;
  if (!transient || !(idempotent || error.details.neverSent === true)) return null;
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
  return Math.max(error.retryAfterMs ?? 0, ceiling * (0.5 + random() / 2));
}

const IDEMPOTENT_POST =
  /\/(search|batch\/(read|update|upsert|archive|associate\/default)|associations\/[^/]+\/[^/]+\/[^/]+\/batch\/create)$/;

/** Whether executing the call twice leaves HubSpot as executing it once does. */
export function isIdempotent(method: string, path: string): boolean {
  return method !== 'POST' || IDEMPOTENT_POST.test(path);
}
