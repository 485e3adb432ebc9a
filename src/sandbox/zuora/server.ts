import { createHash } from 'node:crypto';
import { z } from 'zod';
import { bearerToken } from '../http/auth.ts';
import { type FaultOptions } from '../http/faults.ts';
import { createRateLimiter } from '../http/limits.ts';
import { jsonReply, type Reply, type SandboxRequest } from '../http/reply.ts';
import { createRouter, type Routes } from '../http/router.ts';
import { type SandboxServer, startSandboxServer } from '../http/server.ts';
import { parseSoql, type Query, type Row, SoqlError } from '../query/soql.ts';
import { type World, type WorldCompany } from '../world/types.ts';
import { buildTenant } from './tenant.ts';

export interface ZuoraOptions {
  readonly world: World;
  readonly port?: number;
  readonly faults?: FaultOptions;
  /** Which companies Zuora bills; those that Stripe does not by default. */
  readonly billed?: (company: WorldCompany) => boolean;
  /** Rows of a page of ZOQL; the vendor's 2,000 by default. */
  readonly pageSize?: number;
  readonly requestsPerMinute?: number;
  /** A token ends after so many requests; never by default. */
  readonly requestsPerToken?: number;
}

export interface ZuoraServer extends SandboxServer {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Refuses every token handed out so far. */
  expireTokens(): void;
}

interface Result {
  /** The same question has the same locators, so that runs can be compared. */
  readonly name: string;
  readonly query: Query;
  readonly rows: readonly Row[];
}

const PAGE_SIZE = 2_000;
const REQUESTS_PER_MINUTE = 2_000;
const queryBody = z.object({ queryString: z.string() });
const moreBody = z.object({ queryLocator: z.string() });

/** The parts of the Zuora API that read accounts, subscriptions, invoices and payments. */
export async function startZuora(options: ZuoraOptions): Promise<ZuoraServer> {
  const service = new ZuoraService(options);
  const server = await startSandboxServer({
    handler: (request) => service.answer(request),
    port: options.port,
    faults: options.faults,
    faultReply: (status) =>
      failed(status, status === 429 ? 50_000_070 : 50_000_060, 'The request cannot be served now.'),
  });
  return {
    ...server,
    clientId: service.clientId,
    clientSecret: service.clientSecret,
    expireTokens: () => service.expireTokens(),
  };
}

/** A failure as the REST API words it; many come with status 200. */
function failed(status: number, code: number, message: string): Reply {
  return jsonReply(status, { success: false, processId: '0000000000000000', reasons: [{ code, message }] });
}

class ZuoraService {
  readonly clientId: string;
  readonly clientSecret = 'sandbox-secret';
  readonly #options: ZuoraOptions;
  readonly #tenant;
  readonly #limiter;
  readonly #route;
  /** Requests left by token. */
  readonly #tokens = new Map<string, number>();
  readonly #locators = new Map<string, Result>();

  constructor(options: ZuoraOptions) {
    this.#options = options;
    this.#tenant = buildTenant(
      options.world,
      options.billed ?? (({ billing }) => billing.stripeCustomerId === null),
    );
    this.#limiter = createRateLimiter(options.requestsPerMinute ?? REQUESTS_PER_MINUTE, 60_000, Date.now);
    this.clientId = `00000000-0000-4000-8000-${String(options.world.options.seed).padStart(12, '0')}`;
    const routes: Routes = {
      'POST /oauth/token': (request) => this.#token(request),
      'POST /v1/action/query': (request) => this.#authorized(request, () => this.#query(request)),
      'POST /v1/action/queryMore': (request) => this.#authorized(request, () => this.#queryMore(request)),
      'GET /v1/subscriptions/accounts/:key': (request, { key = '' }) =>
        this.#authorized(request, () => this.#subscriptions(key)),
    };
    this.#route = createRouter(routes, ({ path }) => failed(404, 50_000_040, `Cannot find ${path}`));
  }

  answer(request: SandboxRequest): Reply | Promise<Reply> {
    return this.#route(request);
  }

  expireTokens(): void {
    for (const token of this.#tokens.keys()) this.#tokens.set(token, 0);
  }

  #token({ body }: SandboxRequest): Reply {
    const form = new URLSearchParams(body);
    const known = form.get('client_id') === this.clientId && form.get('client_secret') === this.clientSecret;
    if (!known) return jsonReply(401, { message: 'Invalid client id', reason: 'invalid_client' });
    const token = `sandbox${this.#tokens.size + 1}`;
    this.#tokens.set(token, this.#options.requestsPerToken ?? Number.POSITIVE_INFINITY);
    return jsonReply(200, {
      access_token: token,
      token_type: 'bearer',
      expires_in: 3599,
      scope: 'tenant.1',
      jti: token,
    });
  }

  #authorized({ headers }: SandboxRequest, answer: () => Reply): Reply {
    const token = bearerToken(headers.authorization) ?? '';
    const left = this.#tokens.get(token) ?? 0;
    if (left <= 0) return failed(401, 90_000_011, 'this resource is protected, please sign in first');
    this.#tokens.set(token, left - 1);
    if (this.#limiter.take()) return answer();
    const reply = failed(429, 50_000_070, 'Request exceeded limit');
    return { ...reply, headers: { ...reply.headers, 'retry-after': '1', 'ratelimit-remaining': '0' } };
  }

  #query({ body }: SandboxRequest): Reply {
    const parsed = queryBody.safeParse(JSON.parse(body));
    if (!parsed.success) return failed(200, 50_000_020, "'queryString' is required");
    try {
      return this.#page(this.#select(parsed.data.queryString), 0);
    } catch (error) {
      if (!(error instanceof SoqlError)) throw error;
      return jsonReply(400, {
        faultcode: 'fns:MALFORMED_QUERY',
        faultstring: `You have an error in your ZOQL syntax: ${error.message}`,
      });
    }
  }

  /** ZOQL is much like SOQL, but cannot sort and limit, and writes instants as text. */
  #select(zoql: string): Result {
    if (/\b(order\s+by|limit|count\s*\()/i.test(zoql)) throw new SoqlError('unexpected token');
    const query = parseSoql(zoql.replace(/'(\d{4}-\d{2}-\d{2}T[\d:.]+[+-]\d{2}:\d{2})'/g, '$1'));
    const rows = this.#tenant.objects.get(query.object);
    if (rows === undefined) throw new SoqlError(`invalid object ${query.object}`);
    const [known] = rows;
    const unknown = query.fields.find((field) => known !== undefined && !(field in known));
    if (unknown !== undefined) throw new SoqlError(`invalid field ${query.object}.${unknown}`);
    const name = createHash('sha256').update(zoql).digest('hex').slice(0, 24);
    return { name, query, rows: rows.filter((row) => query.matches(row)) };
  }

  #page(result: Result, from: number): Reply {
    const { name, query, rows } = result;
    const size = this.#options.pageSize ?? PAGE_SIZE;
    const records = rows.slice(from, from + size).map((row) => zoqlRecord(row, query.fields));
    if (from + size >= rows.length) return jsonReply(200, { records, size: rows.length, done: true });
    const queryLocator = `${name}-${from + size}`;
    this.#locators.set(queryLocator, result);
    return jsonReply(200, { records, size: rows.length, done: false, queryLocator });
  }

  #queryMore({ body }: SandboxRequest): Reply {
    const locator = moreBody.safeParse(JSON.parse(body)).data?.queryLocator ?? '';
    const result = this.#locators.get(locator);
    if (result === undefined)
      return jsonReply(400, { faultcode: 'fns:INVALID_QUERY_LOCATOR', faultstring: 'invalid query locator' });
    return this.#page(result, Number(locator.split('-')[1]));
  }

  #subscriptions(key: string): Reply {
    return jsonReply(200, { subscriptions: this.#tenant.subscriptionsOf(key), success: true });
  }
}

/** What is null is left out, and instants carry the tenant's offset. */
function zoqlRecord(row: Row, fields: readonly string[]): object {
  const shown = fields.flatMap((field) => {
    const value = row[field] ?? null;
    if (value === null) return [];
    const instant = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*Z$/.test(value);
    return [[field, instant ? value.replace(/Z$/, '+00:00') : value]];
  });
  return Object.fromEntries(shown) as object;
}
