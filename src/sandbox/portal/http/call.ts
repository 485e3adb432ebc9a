import { type IncomingHttpHeaders } from 'node:http';
import { type Principal } from '../oauth/principal.ts';
import { type PortalState } from '../state/portal-state.ts';

/** One request after routing, authentication and parsing of the body. */
export interface Call {
  readonly state: PortalState;
  readonly method: string;
  /** Path as sent, without the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON or form body; undefined when there is none. */
  readonly body: unknown;
  /** `http://127.0.0.1:<port>`, for absolute links. */
  readonly baseUrl: string;
  /** Who calls; null on the few routes that need no token. */
  readonly principal: Principal | null;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

/** Which allowance a request counts against. */
export type RatePool = 'standard' | 'search' | 'none';

export interface Route {
  readonly method: string;
  /** Path with `:name` segments. */
  readonly pattern: string;
  readonly handler: Handler;
  readonly pool: RatePool;
  /** False on the OAuth endpoints, which take no bearer token. */
  readonly authenticated: boolean;
  /** OAuth scopes of which the token needs one, by request; several divided by spaces: all of them. Empty: none needed. */
  readonly scopes: (call: Call) => readonly string[];
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 201,
  body,
  headers,
});
export const noContent = (): Reply => ({ status: 204 });
