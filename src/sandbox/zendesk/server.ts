import { dayNumber } from '../../model/day.ts';
import { type FaultOptions } from '../http/faults.ts';
import { createRateLimiter } from '../http/limits.ts';
import { jsonReply, type Reply, type SandboxRequest } from '../http/reply.ts';
import { createRouter, type RouteHandler, type Routes } from '../http/router.ts';
import { type SandboxServer, startSandboxServer } from '../http/server.ts';
import { type World } from '../world/types.ts';
import { createDeskAccess, type DeskAccess } from './access.ts';
import { buildDesk, type DeskObject, TOPIC_FIELD } from './desk.ts';
import { cursorPage, listPage, timePage } from './paging.ts';

export interface ZendeskOptions {
  readonly world: World;
  readonly port?: number;
  readonly faults?: FaultOptions;
  /** The clock: nothing later is told. Six hours after the world's last day by default. */
  readonly now?: () => Date;
  /** How customers are asked how satisfied they are; an account has one of the two. */
  readonly csat?: 'legacy' | 'survey';
  /** Most objects of an incremental export in an answer; the vendor's 1,000 by default. */
  readonly pageSize?: number;
  /** Incremental exports a minute; the vendor's 10 by default. */
  readonly exportsPerMinute?: number;
}

export interface ZendeskServer extends SandboxServer {
  readonly email: string;
  readonly apiToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly topicField: string;
  /** Every OAuth token handed out so far is refused from now on. */
  readonly expireTokens: () => void;
}

const PAGE_SIZE = 1000;
const LIST_SIZE = 100;
const EXPORTS_PER_MINUTE = 10;
const REQUESTS_PER_MINUTE = 700;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const TOO_MANY = jsonReply(
  429,
  { error: 'APIRateLimitExceeded', description: 'Number of allowed API requests per minute exceeded' },
  { 'retry-after': '20' },
);
const NOT_FOUND = jsonReply(404, { error: 'InvalidEndpoint', description: 'Not found' });

function invalid(description: string): Reply {
  return jsonReply(400, { error: 'InvalidValue', description });
}

function seconds(at: string): number {
  return Date.parse(at) / 1000;
}

/** Zendesk's incremental exports, both kinds of satisfaction and the look-ups beside them. */
export async function startZendesk(options: ZendeskOptions): Promise<ZendeskServer> {
  const { world, csat = 'survey', pageSize = PAGE_SIZE } = options;
  const desk = buildDesk(world);
  const access = createDeskAccess(world.options.seed);
  const endOfWorld = (dayNumber(world.options.endDay) + 1) * DAY_MS + 6 * 3_600_000;
  const now = () => options.now?.().getTime() ?? endOfWorld;
  const requests = createRateLimiter(REQUESTS_PER_MINUTE, MINUTE_MS, now);
  const exports = createRateLimiter(options.exportsPerMinute ?? EXPORTS_PER_MINUTE, MINUTE_MS, now);

  function perPage(query: URLSearchParams): number {
    return Math.min(Number(query.get('per_page') ?? pageSize), pageSize);
  }

  function incremental(name: 'tickets' | 'users', all: readonly DeskObject[]): RouteHandler {
    return ({ query }) => {
      if (!exports.take()) return TOO_MANY;
      const page = cursorPage(all, query, { perPage: perPage(query), now: now() });
      if (page === null) return invalid('Invalid start_time or cursor');
      const include = (query.get('include') ?? '').split(',');
      return jsonReply(200, {
        [name]: page.objects,
        ...(include.includes('users') ? { users: requestersOf(page.objects) } : {}),
        ...(include.includes('metric_sets') ? { metric_sets: metricsOf(page.objects) } : {}),
        after_cursor: page.afterCursor,
        before_cursor: null,
        end_of_stream: page.endOfStream,
      });
    };
  }

  function requestersOf(tickets: readonly DeskObject[]): DeskObject[] {
    const ids = new Set(tickets.map((ticket) => ticket.requester_id));
    return desk.users.filter(({ id }) => ids.has(id));
  }

  function metricsOf(tickets: readonly DeskObject[]): object[] {
    return tickets.flatMap(({ id }) => desk.metricSets.get(id) ?? []);
  }

  function organizations({ query }: SandboxRequest): Reply {
    if (!exports.take()) return TOO_MANY;
    const startTime = Number(query.get('start_time') ?? 'none');
    if (Number.isNaN(startTime)) return invalid('Invalid start_time');
    const page = timePage(desk.organizations, startTime, { perPage: perPage(query), now: now() });
    return jsonReply(200, {
      organizations: page.objects,
      count: page.objects.length,
      end_of_stream: page.endOfStream,
      end_time: page.endTime,
      next_page: null,
    });
  }

  function ratings({ query }: SandboxRequest): Reply {
    if (csat !== 'legacy') return NOT_FOUND;
    const start = Number(query.get('start_time') ?? 0);
    const fitting = desk.ratings.filter(({ created_at: at }) => seconds(at) >= start);
    const { items, meta } = listPage(fitting, query, Math.min(LIST_SIZE, pageSize));
    return jsonReply(200, { satisfaction_ratings: items, meta });
  }

  function surveyResponses({ query }: SandboxRequest): Reply {
    if (csat !== 'survey') return NOT_FOUND;
    const start = Number(query.get('filter[created_at_start]') ?? 0);
    const fitting = desk.surveyResponses.filter(({ created_at: at }) => seconds(at) >= start);
    const { items, meta } = listPage(fitting, query, Math.min(LIST_SIZE, pageSize));
    return jsonReply(200, { survey_responses: items, meta });
  }

  function showMany(name: 'tickets' | 'users', all: readonly DeskObject[]): RouteHandler {
    return ({ query }) => {
      const ids = new Set((query.get('ids') ?? '').split(',').map(Number));
      if (ids.size > LIST_SIZE) return invalid('too many ids');
      const found = all.filter(({ id }) => ids.has(id));
      const users = query.get('include') === 'users' ? { users: requestersOf(found) } : {};
      return jsonReply(200, { [name]: found, ...users, count: found.length });
    };
  }

  const routes: Routes = {
    'GET /api/v2/incremental/tickets/cursor': incremental('tickets', desk.tickets),
    'GET /api/v2/incremental/users/cursor': incremental('users', desk.users),
    'GET /api/v2/incremental/organizations': organizations,
    'GET /api/v2/satisfaction_ratings': ratings,
    'GET /api/v2/guide/survey_responses': surveyResponses,
    'GET /api/v2/tickets/show_many': showMany('tickets', desk.tickets),
    'GET /api/v2/users/show_many': showMany('users', desk.users),
  };
  const route = createRouter(routes, () => NOT_FOUND);

  const server = await startSandboxServer({
    handler: (request) => (request.path === '/oauth/tokens' ? access.grant(request) : guarded(request)),
    port: options.port,
    faults: options.faults,
    faultReply: (status) => (status === 429 ? TOO_MANY : jsonReply(status, { error: 'InternalError' })),
  });

  function guarded(request: SandboxRequest): Reply | Promise<Reply> {
    const refused = access.refusal(request);
    if (refused !== null) return refused;
    return requests.take() ? route(request) : TOO_MANY;
  }

  return {
    ...server,
    ...credentialsOf(access),
    topicField: String(TOPIC_FIELD),
    expireTokens: access.expireTokens,
  };
}

function credentialsOf({ email, apiToken, clientId, clientSecret }: DeskAccess) {
  return { email, apiToken, clientId, clientSecret };
}
