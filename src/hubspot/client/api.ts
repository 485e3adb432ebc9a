import { type z } from 'zod';
import { AppError, toAppError } from '../../errors.ts';
import { issuesMessage } from '../../model/messages/issue.ts';
import { type Message, say } from '../../model/messages/message.ts';
import { type HubSpotApi, type HubSpotRequest } from '../../model/hubspot-api.ts';
import { type LimitPolicy, type RateLimiter } from '../rate-limit/limiter.ts';
import { type Clock, type Sleep } from '../time.ts';
import { errorFromAnswer, type Answer } from './answer-error.ts';
import { pathWithQuery } from './query.ts';
import { isIdempotent, retryDelayMs } from './retry.ts';
import { createSend, type Send } from './send.ts';

/** The part of a logger we use; pino fits. */
export interface Log {
  debug(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** Where to get a valid token; never the one that HubSpot just refused. */
type AccessToken = (refused?: string) => Promise<string>;

export interface HubSpotApiOptions {
  /** `https://api.hubapi.com`, a proxy or the sandbox. */
  readonly baseUrl: string;
  /** A fixed token, or where to get a valid one before each request. */
  readonly accessToken: string | AccessToken;
  readonly limiter: RateLimiter;
  readonly sleep: Sleep;
  readonly clock: Clock;
  readonly log: Log;
  /** Jitter of the back-off, in [0, 1). */
  readonly random?: () => number;
  /** Longest wait for one answer; 30 s unless told. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Speaks to one portal: within its rate limit, with retries where harmless, answers checked against the request's
 * schema. Throws `unauthorized`, `forbidden` (scopes named), `not-found`, `rate-limited`, `upstream-unavailable`,
 * `upstream-rejected` (HubSpot's errors in the details), `upstream-invalid`. Tokens never show in errors or logs.
 */
export function createHubSpotApi(options: HubSpotApiOptions): HubSpotApi {
  const send = createSend(options.baseUrl, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const random = options.random ?? Math.random;

  async function request<Schema extends z.ZodType>(wanted: HubSpotRequest<Schema>): Promise<z.infer<Schema>> {
    const call = `${wanted.method} ${wanted.path}`;
    const idempotent = wanted.repeatable === true || isIdempotent(wanted.method, wanted.path);
    let token = await currentToken(options.accessToken);
    for (let attempt = 1; ; attempt += 1) {
      const startedAt = options.clock();
      try {
        const answer = await sendOnce(options, send, wanted, token);
        const value = readAnswer(answer, wanted.schema, call);
        options.log.debug(
          { call, status: answer.status, ms: options.clock() - startedAt, attempt },
          'hubspot',
        );
        return value;
      } catch (thrown) {
        const error = withoutToken(toAppError(thrown), token);
        const renewed =
          error.code === 'unauthorized' && attempt === 1
            ? await currentToken(options.accessToken, token)
            : token;
        const delayMs = renewed === token ? retryDelayMs(error, attempt, idempotent, random) : 0;
        // Looking whether something exists is no failure; whoever needed it says so.
        const level = error.code === 'not-found' ? 'debug' : 'warn';
        options.log[level]({ call, code: error.code, attempt, retryInMs: delayMs }, error.message);
        if (delayMs === null) throw error;
        token = renewed;
        if (delayMs > 0) await options.sleep(delayMs);
      }
    }
  }
  return { request };
}

async function sendOnce(
  { limiter, clock }: HubSpotApiOptions,
  send: Send,
  wanted: HubSpotRequest<z.ZodType>,
  accessToken: string,
): Promise<Answer> {
  const search = /^\/crm\/objects\/.*\/search$/.test(wanted.path);
  const ticket = await limiter.acquire({ priority: wanted.priority ?? 'batch', search });
  let headers: Headers | null = null;
  try {
    const path = pathWithQuery(wanted.path, wanted.query);
    const answer = await send({ method: wanted.method, path, body: wanted.body, accessToken });
    headers = answer.headers;
    if (answer.status < 200 || answer.status >= 300) {
      const error = errorFromAnswer(answer, `${wanted.method} ${wanted.path}`, clock());
      if (error.code === 'rate-limited') {
        const policy = error.details.policy as LimitPolicy;
        limiter.refused({ policy, search, retryAfterMs: error.retryAfterMs ?? null });
      }
      throw error;
    }
    return answer;
  } finally {
    ticket.answered(headers);
  }
}

function readAnswer<Schema extends z.ZodType>(answer: Answer, schema: Schema, call: string): z.infer<Schema> {
  let value: unknown;
  try {
    value = answer.text === '' ? undefined : JSON.parse(answer.text);
  } catch (cause) {
    throw new AppError('upstream-invalid', say('hubspot.not-json', { call }), {
      cause,
      details: { call, status: answer.status, unreadable: true },
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 5);
  const problems = issues.map((each) => `${each.path.join('.')}: ${each.message}`);
  throw new AppError('upstream-invalid', say('hubspot.shape', { call, problems: issuesMessage(issues) }), {
    details: { call, status: answer.status, problems },
  });
}

async function currentToken(
  accessToken: HubSpotApiOptions['accessToken'],
  refused?: string,
): Promise<string> {
  return typeof accessToken === 'string' ? accessToken : accessToken(refused);
}

/** HubSpot or a proxy may echo the request; a token in it must not reach logs or people. */
function withoutToken(error: AppError, token: string): AppError {
  if (token === '' || !(error.message.includes(token) || JSON.stringify(error.details).includes(token)))
    return error;
  const clean = (text: string): string => text.replaceAll(token, '[token]');
  return new AppError(error.code, JSON.parse(clean(JSON.stringify(error.said))) as Message, {
    details: JSON.parse(clean(JSON.stringify(error.details))) as Record<string, unknown>,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  });
}
