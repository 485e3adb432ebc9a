import { dayNumber } from '../../model/day.ts';
import { bearerToken } from '../http/auth.ts';
import { type FaultOptions } from '../http/faults.ts';
import { createRateLimiter } from '../http/limits.ts';
import { jsonReply, type Reply, type SandboxRequest } from '../http/reply.ts';
import { createRouter, type RouteHandler, type Routes } from '../http/router.ts';
import { type SandboxServer, startSandboxServer } from '../http/server.ts';
import { type World } from '../world/types.ts';
import { type SearchBody, searchPage } from './search.ts';
import { buildWorkspace, type WireObject } from './workspace.ts';

export interface IntercomOptions {
  readonly world: World;
  readonly port?: number;
  readonly faults?: FaultOptions;
  /** The clock: nothing later is told. Six hours after the world's last day by default. */
  readonly now?: () => Date;
  /** Most objects in an answer, where it is less than the vendor's own limit. */
  readonly pageSize?: number;
  /** Requests in ten seconds; the vendor's 10,000 a minute by default. */
  readonly requestsPer10Seconds?: number;
}

export interface IntercomServer extends SandboxServer {
  readonly accessToken: string;
}

const SCROLL_SIZE = 100;
const WINDOW_MS = 10_000;
const REQUESTS_PER_WINDOW = 1_666;
const VERSIONS = /^(2\.(1[0-9]|[0-9])|Unstable)$/;
const DAY_MS = 86_400_000;

function failure(status: number, code: string, message: string): Reply {
  const errors = [{ code, message }];
  return jsonReply(status, { type: 'error.list', request_id: 'sandbox', errors });
}

/** Intercom's companies, contacts and conversations, read only. */
export async function startIntercom(options: IntercomOptions): Promise<IntercomServer> {
  const { world, pageSize = Number.POSITIVE_INFINITY } = options;
  const scrollSize = Math.min(SCROLL_SIZE, pageSize);
  const workspace = buildWorkspace(world);
  const accessToken = `dG9rOnNhbmRib3g${world.options.seed}`;
  const endOfWorld = (dayNumber(world.options.endDay) + 1) * DAY_MS + 6 * 3_600_000;
  const now = () => options.now?.().getTime() ?? endOfWorld;
  const limiter = createRateLimiter(options.requestsPer10Seconds ?? REQUESTS_PER_WINDOW, WINDOW_MS, now);
  const contacts = [...workspace.contacts.values()];
  let scroll: { readonly param: string; place: number } | null = null;
  let scrolls = 0;

  function tooMany(): Reply {
    const reset = Math.ceil(now() / WINDOW_MS) * (WINDOW_MS / 1000);
    const reply = failure(429, 'rate_limit_exceeded', 'Exceeded rate limit');
    return { ...reply, headers: { ...reply.headers, 'x-ratelimit-reset': String(reset) } };
  }

  function refusal({ headers }: SandboxRequest): Reply | null {
    const token = bearerToken(headers.authorization);
    if (token === null) return failure(401, 'token_not_found', 'Access Token Not Found');
    if (token !== accessToken) return failure(401, 'unauthorized', 'Access Token Invalid');
    const version = headers['intercom-version'];
    if (version !== undefined && !VERSIONS.test(String(version))) {
      return failure(400, 'intercom_version_invalid', 'The requested version could not be found');
    }
    return limiter.take() ? null : tooMany();
  }

  /** One scroll at a time; it hands out every company once and then an empty page, which ends it. */
  function scrollCompanies({ query }: SandboxRequest): Reply {
    const param = query.get('scroll_param');
    if (param === null) {
      scrolls += 1;
      scroll = { param: `scroll-${world.options.seed}-${scrolls}`, place: 0 };
    } else if (scroll?.param !== param) {
      return failure(404, 'not_found', 'scroll parameter not found');
    }
    const open = scroll;
    if (open === null) return failure(404, 'not_found', 'scroll parameter not found');
    const data = workspace.companies.slice(open.place, open.place + scrollSize);
    open.place += data.length;
    if (data.length === 0) scroll = null;
    const total = workspace.companies.length;
    return jsonReply(200, { type: 'list', data, pages: null, total_count: total, scroll_param: open.param });
  }

  function listCompanies({ query }: SandboxRequest): Reply {
    const perPage = Math.min(Number(query.get('per_page') ?? 15), 60, pageSize);
    const page = Number(query.get('page') ?? 1);
    const data = workspace.companies.slice((page - 1) * perPage, page * perPage);
    const total = workspace.companies.length;
    const pages = {
      type: 'pages',
      page,
      per_page: perPage,
      total_pages: Math.ceil(total / perPage),
      next: null,
    };
    return jsonReply(200, { type: 'list', data, pages, total_count: total });
  }

  function search(
    all: readonly WireObject[],
    list: { readonly type: string; readonly key: string },
  ): RouteHandler {
    return ({ body }) => {
      const page = searchPage(all, parse(body), pageSize);
      if ('error' in page) return failure(400, 'parameter_invalid', page.error);
      return jsonReply(200, {
        type: list.type,
        pages: page.pages,
        total_count: page.total,
        [list.key]: page.items,
      });
    };
  }

  function find(all: ReadonlyMap<string, WireObject>, name: string): RouteHandler {
    return (_request, { id = '' }) => {
      const found = all.get(id);
      return found === undefined ? failure(404, 'not_found', `${name} Not Found`) : jsonReply(200, found);
    };
  }

  const conversations = new Map(workspace.conversations.map((each) => [each.id, each]));
  const companies = new Map(workspace.companies.map((each) => [each.id, each]));
  const routes: Routes = {
    'GET /companies/scroll': scrollCompanies,
    'POST /companies/list': listCompanies,
    'GET /companies/:id': find(companies, 'Company'),
    'POST /contacts/search': search(contacts, { type: 'list', key: 'data' }),
    'GET /contacts/:id': find(workspace.contacts, 'User'),
    'POST /conversations/search': search(workspace.conversations, {
      type: 'conversation.list',
      key: 'conversations',
    }),
    'GET /conversations/:id': find(conversations, 'Conversation'),
  };
  const route = createRouter(routes, () => failure(404, 'not_found', 'Resource Not Found'));
  const server = await startSandboxServer({
    handler: (request) => refusal(request) ?? route(request),
    port: options.port,
    faults: options.faults,
    faultReply: (status) => (status === 429 ? tooMany() : failure(status, 'server_error', 'Server Error')),
  });
  return { ...server, accessToken };
}

function parse(body: string): SearchBody {
  try {
    return JSON.parse(body) as SearchBody;
  } catch {
    return {};
  }
}
