import Stripe from 'stripe';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import { type SourceDeps } from '../http/deps.ts';
import { withRetry } from '../http/retry.ts';
import {
  errorForGarbage,
  errorForNetwork,
  errorForStatus,
  retryAfterMs,
  type Upstream,
} from '../http/upstream-error.ts';

const STRIPE: Upstream = { name: 'Stripe', credentials: 'STRIPE_API_KEY' };
const TIMEOUT_MS = 60_000;
/** The most that Stripe gives in one page. */
export const PAGE_SIZE = 100;

export interface StripeAccess {
  /** Default `https://api.stripe.com`. */
  readonly baseUrl?: string | undefined;
  /** A restricted key with read access is enough. */
  readonly apiKey: string;
}

export type Parameters = Readonly<Record<string, string | readonly string[]>>;

export interface StripeList {
  /** Each still to be validated, so that one bad object does not cost the page. */
  readonly data: readonly unknown[];
  readonly hasMore: boolean;
}

/** Reading access to one Stripe account. Its errors are AppErrors that name Stripe and the remedy. */
export interface StripeApi {
  list(path: string, parameters: Parameters): Promise<StripeList>;
  retrieve(path: string, parameters: Parameters): Promise<unknown>;
  /** The same for objects that never change: a repeated call gets the first answer. */
  retrieveOnce(path: string, parameters: Parameters): Promise<unknown>;
}

const list = z.object({ object: z.literal('list'), data: z.array(z.unknown()), has_more: z.boolean() });

/**
 * Stripe through the official client, which pins the API version. Its raw requests are used because its typed lists fail as a whole when one decimal in them is not a string; its own
 * retries are off because they leave out 429 and cannot be stopped.
 */
export function stripeApi(access: StripeAccess, deps: SourceDeps, signal: AbortSignal): StripeApi {
  const client = createClient(access, deps, signal);
  const get = (path: string, parameters: Parameters) =>
    withRetry(() => send(client, `${path}${queryText(parameters)}`), signal, deps);
  const known = new Map<string, Promise<unknown>>();
  return {
    retrieve: get,
    retrieveOnce(path, parameters) {
      const key = `${path}${queryText(parameters)}`;
      const answer = known.get(key) ?? get(path, parameters);
      known.set(key, answer);
      return answer;
    },
    async list(path, parameters) {
      const parsed = list.safeParse(await get(path, { limit: String(PAGE_SIZE), ...parameters }));
      if (!parsed.success) throw errorForGarbage(STRIPE, say('garbage.not-list', { path }), parsed.error);
      return { data: parsed.data.data, hasMore: parsed.data.has_more };
    },
  };
}

function createClient(access: StripeAccess, deps: SourceDeps, signal: AbortSignal): Stripe {
  return new Stripe(access.apiKey, {
    ...addressOf(access.baseUrl),
    httpClient: Stripe.createFetchHttpClient(checkedFetch(deps.fetch ?? fetch, signal)),
    maxNetworkRetries: 0,
    timeout: TIMEOUT_MS,
    telemetry: false,
  });
}

/**
 * Stops with the pull, and turns away error answers before the client does, which forgets the status of one whose
 * body is no JSON: a 503 of a proxy would look like garbage.
 */
function checkedFetch(send: typeof fetch, signal: AbortSignal): typeof fetch {
  return async (url, init) => {
    const signals = [signal, ...(init?.signal ? [init.signal] : [])];
    const response = await send(url, { ...init, signal: AbortSignal.any(signals) });
    if (response.ok) return response;
    throw errorForStatus(STRIPE, {
      status: response.status,
      detail: withoutKey(messageOf(await response.text().catch(() => ''))),
      retryAfterMs: retryAfterMs(response.headers.get('retry-after'), response.headers.get('date')),
    });
  };
}

const failedAnswer = z.object({ error: z.object({ message: z.string() }) });

/** What Stripe says went wrong; the body as it is where it is not Stripe that speaks. */
function messageOf(body: string): string {
  try {
    return failedAnswer.parse(JSON.parse(body)).error.message;
  } catch {
    return body;
  }
}

function addressOf(baseUrl: string | undefined): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  if (baseUrl === undefined) return {};
  const url = new URL(baseUrl);
  const protocol = url.protocol === 'http:' ? 'http' : 'https';
  return {
    host: url.hostname,
    port: url.port === '' ? (protocol === 'http' ? 80 : 443) : url.port,
    protocol,
  };
}

async function send(client: Stripe, path: string): Promise<unknown> {
  try {
    return await client.rawRequest('GET', path);
  } catch (error) {
    throw toUpstreamError(error);
  }
}

function toUpstreamError(error: unknown): AppError {
  if (!(error instanceof Stripe.errors.StripeError)) return errorForNetwork(STRIPE, error);
  if (error.detail instanceof AppError) return error.detail;
  if (error instanceof Stripe.errors.StripeConnectionError)
    return errorForNetwork(STRIPE, error.detail ?? error);
  return errorForGarbage(STRIPE, say('garbage.unreadable', { why: error.message }), error);
}

/** Stripe repeats parts of a wrong key in its message. */
function withoutKey(message: string): string {
  return message.replace(/\b[srp]k_\S+/g, '…');
}

function queryText(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string') query.append(name, value);
    else for (const each of value) query.append(`${name}[]`, each);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
