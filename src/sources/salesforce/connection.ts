import { z } from 'zod';
import { type AppError } from '../../errors.ts';
import { type SourceDeps } from '../http/deps.ts';
import { addressBelow, jsonFrom, textOf } from '../http/json.ts';
import { getFrom } from '../http/request.ts';
import { createSession, type Session } from '../http/session.ts';
import { errorForStatus, type FailedAnswer, type Upstream } from '../http/upstream-error.ts';

export const SALESFORCE: Upstream = {
  name: 'Salesforce',
  credentials: 'SALESFORCE_CLIENT_ID and SALESFORCE_CLIENT_SECRET',
};

/** Older versions stay available for years, so this one fits every org. */
const API_VERSION = 'v64.0';
const IDLE_TIMEOUT_MS = 120_000;
const MAX_RESULT_BYTES = 256 * 1024 ** 2;
/** The allowance is for a rolling day and no header says when there is room again. */
const LIMIT_PAUSE_MS = 3_600_000;

export interface SalesforceAccess {
  /** My Domain address of the org, for example `https://acme.my.salesforce.com`. */
  readonly baseUrl: string;
  /** Of a connected app with the client credentials flow. */
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Reading calls to one org. Paths are below `/services/data/vNN.0/`, or absolute when they start with a slash. */
export interface SalesforceConnection {
  get<Schema extends z.ZodType>(
    path: string,
    query: Readonly<Record<string, string>>,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>>;
  post<Schema extends z.ZodType>(
    path: string,
    body: unknown,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>>;
  /** A text answer with its headers. */
  getText(
    path: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<{ readonly text: string; readonly headers: Headers }>;
}

interface Token {
  readonly accessToken: string;
  /** Where this org answers; may differ from the address that issued the token. */
  readonly instanceUrl: string;
}

const tokenAnswer = z
  .object({ access_token: z.string().min(1), instance_url: z.url({ protocol: /^https?$/ }) })
  .transform((answer): Token => ({ accessToken: answer.access_token, instanceUrl: answer.instance_url }));

export function connectSalesforce(access: SalesforceAccess, deps: SourceDeps): SalesforceConnection {
  const session: Session<Token> = createSession((signal) => signIn(access, deps, signal));
  const request = (
    token: Token,
    path: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => ({
    upstream: SALESFORCE,
    url: addressBelow(
      token.instanceUrl,
      path.startsWith('/') ? path : `services/data/${API_VERSION}/${path}`,
      query,
    ),
    headers: { authorization: `Bearer ${token.accessToken}`, accept: 'application/json' },
    signal,
    explain: explainRefusal,
  });
  return {
    get: (path, query, schema, signal) =>
      session.call(signal, (token) => jsonFrom(request(token, path, query, signal), deps, schema)),
    post: (path, body, schema, signal) =>
      session.call(signal, (token) => {
        const bare = request(token, path, {}, signal);
        const headers = { ...bare.headers, 'content-type': 'application/json' };
        return jsonFrom({ ...bare, headers, body: JSON.stringify(body) }, deps, schema);
      }),
    getText: (path, query, signal) =>
      session.call(signal, (token) => {
        const bare = request(token, path, query, signal);
        const headers = { ...bare.headers, accept: 'text/csv' };
        const limits = { idleTimeoutMs: IDLE_TIMEOUT_MS, maxBytes: MAX_RESULT_BYTES };
        return getFrom({ ...bare, ...limits, headers }, deps, async (answer) => ({
          text: await textOf(answer.chunks),
          headers: answer.headers,
        }));
      }),
  };
}

function signIn(access: SalesforceAccess, deps: SourceDeps, signal: AbortSignal): Promise<Token> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: access.clientId,
    client_secret: access.clientSecret,
  });
  const request = {
    upstream: SALESFORCE,
    url: addressBelow(access.baseUrl, 'services/oauth2/token'),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    signal,
    // OAuth says 400 to a wrong client.
    explain: (answer: FailedAnswer) =>
      errorForStatus(SALESFORCE, { ...answer, status: answer.status === 400 ? 401 : answer.status }),
  };
  return jsonFrom(request, deps, tokenAnswer);
}

const refusal = z.array(z.object({ message: z.string(), errorCode: z.string() })).min(1);

/** Salesforce says 403 both for a missing right and for a day's allowance that is used up. */
function explainRefusal(answer: FailedAnswer): AppError {
  const stated = refusal.safeParse(parsedOrNull(answer.detail)).data?.[0];
  if (stated === undefined) return errorForStatus(SALESFORCE, answer);
  const detail = `${stated.errorCode}: ${stated.message}`;
  if (stated.errorCode !== 'REQUEST_LIMIT_EXCEEDED') return errorForStatus(SALESFORCE, { ...answer, detail });
  return errorForStatus(SALESFORCE, { status: 429, detail, retryAfterMs: LIMIT_PAUSE_MS });
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
