import { AppError, type ErrorCode } from '../../errors.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { type LimitPolicy } from '../rate-limit/limiter.ts';
import { retryAfterMs } from '../rate-limit/headers.ts';
import { missingScopes, parseErrorBody, type ErrorBody } from './error-body.ts';

/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const MAX_MESSAGE = 500;
/** HubSpot documents a lock of two seconds for 423. */
const LOCKED_RETRY_MS = 2000;

/** The {@link AppError} for an answer that is not a success. `call` is `METHOD /path`. */
export function errorFromAnswer(answer: Answer, call: string, now: number): AppError {
  const body = parseErrorBody(answer.text);
  const code = codeFor(answer.status);
  const said = (body.message ?? answer.text).slice(0, MAX_MESSAGE);
  const wait =
    retryAfterMs(answer.headers, now) ?? (answer.status === 423 ? LOCKED_RETRY_MS : undefined) ?? undefined;
  return new AppError(code, messageFor(code, call, answer.status, said, body), {
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    details: {
      call,
      status: answer.status,
      category: body.category,
      correlationId: body.correlationId,
      ...(code === 'rate-limited' ? { policy: limitPolicy(body) } : {}),
      ...(code === 'forbidden' ? { missingScopes: missingScopes(body) } : {}),
      ...(code === 'upstream-rejected' ? { errors: body.errors ?? [], hubspotMessage: said } : {}),
    },
  });
}

/** Which of HubSpot's limits a 429 names. */
export function limitPolicy(body: ErrorBody): LimitPolicy {
  const text = `${body.policyName ?? ''} ${body.message ?? ''}`.toLowerCase();
  if (text.includes('daily')) return 'daily';
  if (text.includes('ten_secondly') || text.includes('ten secondly')) return 'ten-secondly';
  return text.includes('secondly') ? 'secondly' : 'ten-secondly';
}

function codeFor(status: number): ErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'rate-limited';
  // 408 timeout, 423 locked by mass writes, 477 portal is being migrated.
  if (status >= 500 || status === 408 || status === 423 || status === 477) return 'upstream-unavailable';
  return 'upstream-rejected';
}

function messageFor(code: ErrorCode, call: string, status: number, said: string, body: ErrorBody): Message {
  switch (code) {
    case 'unauthorized':
      return say('hubspot.token', { call, said });
    case 'forbidden': {
      const scopes = missingScopes(body);
      return scopes.length > 0
        ? say('hubspot.scopes', { call, scopes: scopes.join(', ') })
        : say('hubspot.forbidden', { call, said });
    }
    case 'not-found':
      return say('hubspot.not-found', { call, said });
    case 'rate-limited':
      return say('hubspot.rate-limit', { call, said });
    case 'upstream-unavailable':
      return say('hubspot.unavailable', { call, status, said });
    default:
      return say('hubspot.rejected', { call, status, said });
  }
}
