import { AppError, type ErrorCode } from '../../errors.ts';
import { type Message, say } from '../../model/messages/message.ts';

/** Who is being spoken to, for error messages: what failed and what to check. */
export interface Upstream {
  /** Name people know, for example `Amplitude`. */
  readonly name: string;
  /** Where its credentials come from, for example `AMPLITUDE_API_KEY and AMPLITUDE_SECRET_KEY`. */
  readonly credentials: string;
}

export interface FailedAnswer {
  readonly status: number;
  /** What the other side said, if anything. */
  readonly detail: string;
  readonly retryAfterMs?: number | undefined;
}

const MAX_DETAIL = 200;

/** An HTTP answer that is not a success, as an error that names the system and the remedy. */
export function errorForStatus(upstream: Upstream, answer: FailedAnswer, cause?: unknown): AppError {
  const code = codeForStatus(answer.status);
  const said = tidy(answer.detail);
  const facts = { system: upstream.name, status: answer.status, remedy: remedy(code, upstream) };
  return new AppError(
    code,
    said === '' ? say('source.answered', facts) : say('source.answered-saying', { ...facts, said }),
    {
      cause,
      details: { upstream: upstream.name, status: answer.status },
      ...(answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs }),
    },
  );
}

function codeForStatus(status: number): ErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status >= 500) return 'upstream-unavailable';
  return 'upstream-rejected';
}

function remedy(code: ErrorCode, { credentials }: Upstream): Message {
  switch (code) {
    case 'unauthorized':
      return say('remedy.credentials', { credentials });
    case 'forbidden':
      return say('remedy.permission', { credentials });
    case 'rate-limited':
      return say('remedy.rate-limit');
    case 'upstream-unavailable':
      return say('remedy.later');
    default:
      return say('remedy.refused');
  }
}

/** No answer at all: refused, reset, timed out, or cut off. */
export function errorForNetwork(upstream: Upstream, cause: unknown): AppError {
  return new AppError(
    'upstream-unavailable',
    say('source.unreachable', { system: upstream.name, why: networkReason(cause) }),
    { cause, details: { upstream: upstream.name } },
  );
}

/** An answer that cannot be what was asked for. */
export function errorForGarbage(upstream: Upstream, what: Message, cause?: unknown): AppError {
  return new AppError('upstream-invalid', say('source.garbage', { system: upstream.name, what }), {
    cause,
    details: { upstream: upstream.name },
  });
}

function networkReason(cause: unknown): string {
  if (!(cause instanceof Error)) return tidy(String(cause));
  const inner = cause.cause;
  const code = inner instanceof Error && 'code' in inner ? inner.code : undefined;
  return typeof code === 'string' ? code : tidy(cause.message);
}

/** One bounded line, without control characters. */
function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_DETAIL)
    .replace(/[.\s]+$/, '');
}

/**
 * Milliseconds of a `Retry-After` header: seconds, or a date, which is taken relative to the answer's own
 * `Date` because sources read no clock. Undefined when absent or unreadable.
 */
export function retryAfterMs(
  retryAfter: string | null | undefined,
  date: string | null | undefined,
): number | undefined {
  if (retryAfter === null || retryAfter === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(retryAfter.trim())) return Number(retryAfter) * 1000;
  const wait = Date.parse(retryAfter) - Date.parse(date ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** From here on a number is an instant in Unix seconds, below it a duration. */
const EARLIEST_INSTANT = 1_000_000_000;

/**
 * Milliseconds until the allowance of an `X-RateLimit-Reset` header is refilled: seconds, or an instant in Unix
 * seconds, taken relative to the answer's own `Date`. Undefined when absent or unreadable.
 */
export function resetAfterMs(reset: string | null, date: string | null): number | undefined {
  if (reset === null || !/^\d{1,12}$/.test(reset)) return undefined;
  if (Number(reset) < EARLIEST_INSTANT) return Number(reset) * 1000;
  const wait = Number(reset) * 1000 - Date.parse(date ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
