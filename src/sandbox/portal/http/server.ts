import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Principal } from '../oauth/principal.ts';
import { type SeenRequest } from '../options.ts';
import { type PortalState } from '../state/portal-state.ts';
import { authenticate, authorize, tokenExpired } from './auth.ts';
import { type Call, type Reply, type Route } from './call.ts';
import { errorEnvelope, PortalError } from './errors.ts';
import { type Fault } from './faults.ts';
import { dailyLimitReached, type RateLimiter } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import { type Match, type Router } from './router.ts';
import { type TrafficCounter } from './stats.ts';

export interface ServerParts {
  readonly state: PortalState;
  readonly router: Router;
  readonly limiter: RateLimiter;
  readonly accessToken: string;
  readonly nextFault: () => Fault | null;
  readonly traffic: TrafficCounter;
  readonly onRequest: (request: SeenRequest) => void;
  /** Told of errors that are the portal's own fault and answered with a 500. */
  readonly onError: (error: unknown) => void;
}

interface Answer {
  readonly reply: Reply;
  readonly route: Route | null;
}

function baseUrlOf(request: IncomingMessage): string {
  return `http://127.0.0.1:${request.socket.localPort}`;
}

/** The target of a request; only paths are understood, not whole addresses. */
function targetOf(request: IncomingMessage): URL {
  const target = `http://127.0.0.1${request.url}`;
  if (request.url?.startsWith('/') !== true || !URL.canParse(target)) {
    throw new PortalError(404, { message: 'resource not found' });
  }
  return new URL(target);
}

function matchOf(parts: ServerParts, method: string, path: string): Match {
  const lookup = parts.router.lookup(method, path);
  if (lookup.kind === 'found') return lookup.match;
  if (lookup.kind === 'wrong-method') {
    throw new PortalError(405, { message: `Method ${method} is not allowed here` });
  }
  throw new PortalError(404, { message: 'resource not found' });
}

/** Headers about limits. @throws PortalError 429 */
function countRequest(parts: ServerParts, route: Route, principal: Principal | null): Record<string, string> {
  if (route.pool === 'none' || !principal) return {};
  const wall = Date.now();
  if (route.pool === 'standard') return parts.limiter.take(principal, performance.now(), wall);
  parts.limiter.takeSearch(performance.now(), wall);
  return {};
}

function replyOf(parts: ServerParts, error: unknown): Reply {
  if (error instanceof PortalError) return { status: error.status, body: errorEnvelope(error.body) };
  parts.onError(error);
  return { status: 500, body: errorEnvelope({ message: 'internal error' }) };
}

async function answer(parts: ServerParts, request: IncomingMessage): Promise<Answer> {
  let route: Route | null = null;
  let headers: Record<string, string> = {};
  try {
    const method = request.method ?? 'GET';
    const url = targetOf(request);
    const body = await readBody(request);
    const match = matchOf(parts, method, url.pathname);
    route = match.route;
    const principal = route.authenticated
      ? authenticate(request.headers, {
          accessToken: parts.accessToken,
          tokens: parts.state.tokens,
          now: parts.state.now,
        })
      : null;
    headers = countRequest(parts, route, principal);
    const call: Call = {
      state: parts.state,
      method,
      path: url.pathname,
      params: match.params,
      query: url.searchParams,
      headers: request.headers,
      body,
      baseUrl: baseUrlOf(request),
      principal,
    };
    authorize(call, route.scopes(call));
    const reply = await route.handler(call);
    await parts.state.journal.flush();
    return { reply: { ...reply, headers: { ...headers, ...reply.headers } }, route };
  } catch (error) {
    return { reply: { ...replyOf(parts, error), headers }, route };
  }
}

function send(response: ServerResponse, reply: Reply, truncated: boolean): void {
  const payload = reply.body === undefined ? null : Buffer.from(JSON.stringify(reply.body));
  response.writeHead(reply.status, {
    'x-hubspot-correlation-id': randomUUID(),
    ...(payload && {
      'content-type': 'application/json;charset=utf-8',
      'content-length': String(payload.length),
    }),
    ...reply.headers,
  });
  if (truncated && payload) {
    response.write(payload.subarray(0, Math.floor(payload.length / 2)), () => response.destroy());
    return;
  }
  response.end(payload ?? undefined);
}

/** The pages that a gateway in front of the API sends. */
function gatewayError(response: ServerResponse, status: 500 | 502 | 503): void {
  if (status === 500) {
    send(response, { status, body: errorEnvelope({ message: 'internal error' }) }, false);
    return;
  }
  const title = status === 502 ? '502 Bad Gateway' : '503 Service Temporarily Unavailable';
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`);
}

/** The answer of a portal in a state in which it does nothing; null for faults of another kind. */
function refusalOf(fault: Fault | null, now: number): PortalError | null {
  switch (fault?.kind) {
    case 'expired-token':
      return tokenExpired(now - 60_000, now);
    case 'daily-limit':
      return dailyLimitReached();
    case 'locked':
      return new PortalError(423, { message: 'This resource is locked by mass updates. Try again later.' });
    default:
      return null;
  }
}

async function handle(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  parts.onRequest({ method: request.method ?? 'GET', target: request.url ?? '/' });
  const fault = parts.nextFault();
  if (fault) parts.traffic.countFault();
  if (fault?.kind === 'drop-before') {
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'status') {
    request.resume();
    parts.traffic.count(null, fault.status);
    gatewayError(response, fault.status);
    return;
  }
  const refusal = refusalOf(fault, parts.state.now());
  if (refusal) {
    request.resume();
    parts.traffic.count(null, refusal.status);
    send(response, replyOf(parts, refusal), false);
    return;
  }
  if (fault?.kind === 'delay') await delay(fault.ms);
  const { reply, route } = await answer(parts, request);
  parts.traffic.count(route && `${route.method} ${route.pattern}`, reply.status);
  if (fault?.kind === 'drop-after') request.socket.destroy();
  else send(response, reply, fault?.kind === 'truncate');
}

export function createPortalServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    // A request whose sender hangs up half way rejects; there is nobody left to answer.
    handle(parts, request, response).catch(() => response.destroy());
  });
}
