import { Client } from '@hubspot/api-client';
import { type PortalOptions, type RunningPortal, startPortal } from '../../../../src/sandbox/portal/index.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined for an empty body. */
  readonly body: unknown;
}

export interface TestPortal {
  readonly portal: RunningPortal;
  /** The unmodified official client. */
  readonly client: Client;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** Sends a request as our own code does: JSON with the static token. */
export async function callPortal(
  portal: RunningPortal,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(portal.baseUrl + path, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${portal.accessToken}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: json };
}

/** A portal in memory without limits on searches, unless the options say otherwise. */
export async function openPortal(options: Partial<PortalOptions> = {}): Promise<TestPortal> {
  const portal = await startPortal({
    dataDir: null,
    rateLimit: { max: 100_000, intervalMs: 10_000 },
    searchPerSecond: null,
    ...options,
  });
  return {
    portal,
    client: new Client({ accessToken: portal.accessToken, basePath: portal.baseUrl }),
    call: (method, path, body, headers) => callPortal(portal, method, path, body, headers),
  };
}
