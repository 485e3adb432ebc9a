import { z } from 'zod';
import { type AppError } from '../../errors.ts';
import { type SourceDeps } from '../http/deps.ts';
import { addressBelow, jsonFrom } from '../http/json.ts';
import { createSession } from '../http/session.ts';
import { errorForStatus, type FailedAnswer, type Upstream } from '../http/upstream-error.ts';

export const ZUORA: Upstream = { name: 'Zuora', credentials: 'ZUORA_CLIENT_ID and ZUORA_CLIENT_SECRET' };

export interface ZuoraAccess {
  /** Address of the tenant's data centre, for example `https://rest.eu.zuora.com`. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Entity to read, for tenants with several. */
  readonly entityId?: string | undefined;
}

/** A page of ZOQL rows; fields that are null are absent in them. */
export interface ZoqlPage {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** Rows of the whole result. */
  readonly size: number;
  /** Where the next page is; null at the end. */
  readonly locator: string | null;
}

/** Reading calls to one tenant. */
export interface ZuoraConnection {
  query(zoql: string, signal: AbortSignal): Promise<ZoqlPage>;
  /** Locators live for 15 minutes. */
  queryMore(locator: string, signal: AbortSignal): Promise<ZoqlPage>;
  /** `path` may be a whole address as Zuora gives it for a next page; only its path and query are used. */
  get<Schema extends z.ZodType>(path: string, schema: Schema, signal: AbortSignal): Promise<z.output<Schema>>;
}

const token = z.object({ access_token: z.string().min(1) });
const zoqlPage = z
  .object({
    // What is no row at all has no id either: whoever maps it sets it aside.
    records: z.array(z.record(z.string(), z.unknown()).catch({})).nullish(),
    size: z.number().int().min(0),
    done: z.boolean(),
    queryLocator: z.string().nullish(),
  })
  .transform((answer): ZoqlPage => ({
    records: answer.records ?? [],
    size: answer.size,
    locator: answer.done ? null : (answer.queryLocator ?? null),
  }));

export function connectZuora(access: ZuoraAccess, deps: SourceDeps): ZuoraConnection {
  const session = createSession((signal) => signIn(access, deps, signal));
  const call = <Schema extends z.ZodType>(path: string, body: unknown, schema: Schema, signal: AbortSignal) =>
    session.call(signal, (accessToken) =>
      jsonFrom(
        {
          upstream: ZUORA,
          url: addressOf(access.baseUrl, path),
          headers: {
            authorization: `Bearer ${accessToken}`,
            'content-type': 'application/json',
            ...(access.entityId === undefined ? {} : { 'zuora-entity-ids': access.entityId }),
          },
          body: body === undefined ? undefined : JSON.stringify(body),
          signal,
          explain: (failed) => statedFailure(parsedOrNull(failed.detail)) ?? errorForStatus(ZUORA, failed),
          inspect: throwStatedFailure,
        },
        deps,
        schema,
      ),
    );
  return {
    query: (zoql, signal) => call('v1/action/query', { queryString: zoql }, zoqlPage, signal),
    queryMore: (locator, signal) => call('v1/action/queryMore', { queryLocator: locator }, zoqlPage, signal),
    get: (path, schema, signal) => call(path, undefined, schema, signal),
  };
}

/** Next pages come with the host Zuora has for itself; a proxy before it has another one. */
function addressOf(baseUrl: string, path: string): URL {
  if (!/^https?:/.test(path)) return addressBelow(baseUrl, path);
  const { pathname, search } = new URL(path);
  return new URL(`${addressBelow(baseUrl, pathname).href}${search}`);
}

async function signIn(access: ZuoraAccess, deps: SourceDeps, signal: AbortSignal): Promise<string> {
  const form = new URLSearchParams({
    client_id: access.clientId,
    client_secret: access.clientSecret,
    grant_type: 'client_credentials',
  });
  const request = {
    upstream: ZUORA,
    url: addressBelow(access.baseUrl, 'oauth/token'),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    signal,
    // A client that does not exist is a 400 in some data centres.
    explain: (failed: FailedAnswer) =>
      errorForStatus(ZUORA, { ...failed, status: failed.status === 400 ? 401 : failed.status }),
  };
  return (await jsonFrom(request, deps, token)).access_token;
}

const failure = z.object({
  success: z.literal(false),
  reasons: z
    .array(z.object({ code: z.union([z.string(), z.number()]), message: z.string().nullish() }))
    .nullish(),
});

/** The last two digits of a reason's code are its category; what they amount to as an HTTP status. */
const CATEGORY_STATUS: Readonly<Record<string, number>> = {
  '10': 403,
  '11': 401,
  '40': 404,
  '50': 503,
  '60': 503,
  '61': 503,
  '70': 429,
};
const OTHER_STATUS = 400;

function throwStatedFailure(body: unknown): void {
  const error = statedFailure(body);
  if (error !== null) throw error;
}

/** Zuora answers 200 to many requests that failed, and says so in the body only. */
function statedFailure(body: unknown): AppError | null {
  const stated = failure.safeParse(body);
  if (!stated.success) return null;
  const reasons = stated.data.reasons ?? [];
  const category = String(reasons[0]?.code ?? '').slice(-2);
  const detail = reasons.map(({ code, message }) => `${code} ${message ?? ''}`.trim()).join('; ');
  return errorForStatus(ZUORA, {
    status: CATEGORY_STATUS[category] ?? OTHER_STATUS,
    detail: detail === '' ? 'success is false, no reason given' : detail,
  });
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
