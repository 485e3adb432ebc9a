import { createHash } from 'node:crypto';
import { basicCredentials, bearerToken } from '../http/auth.ts';
import { type FaultOptions } from '../http/faults.ts';
import { createRateLimiter } from '../http/limits.ts';
import { jsonReply, type Reply, type SandboxRequest } from '../http/reply.ts';
import { createRouter, type RouteHandler } from '../http/router.ts';
import { type SandboxServer, startSandboxServer } from '../http/server.ts';
import { type World } from '../world/types.ts';
import { errorReply, invalidRequest, isStripeError, serverError, type StripeError } from './errors.ts';
import { expandAll } from './expand.ts';
import { buildLedger, type Collection, COLLECTIONS } from './ledger.ts';
import { listPage } from './list.ts';
import { parseParameters, unknownParameter } from './parameters.ts';
import { API_VERSION } from './stripe-object.ts';

export interface StripeOptions {
  readonly world: World;
  readonly port?: number;
  readonly faults?: FaultOptions;
  /** Requests in any second; the vendor's 100 by default. */
  readonly requestsPerSecond?: number;
  /** Milliseconds, for the rate limit only; the real clock by default. */
  readonly now?: () => number;
}

export interface StripeServer extends SandboxServer {
  readonly apiKey: string;
}

const REQUESTS_PER_SECOND = 100;
/** The name that errors use for an object of a collection. */
const SINGULAR: Readonly<Record<Collection, string>> = {
  customers: 'customer',
  subscriptions: 'subscription',
  invoices: 'invoice',
  charges: 'charge',
  prices: 'price',
  events: 'event',
};

/** The Stripe API of the world's vendor, read only, in the wire format of {@link API_VERSION}. */
export async function startStripe(options: StripeOptions): Promise<StripeServer> {
  const ledger = buildLedger(options.world);
  const apiKey = `rk_test_sandbox${options.world.options.seed}`;
  const limiter = createRateLimiter(
    options.requestsPerSecond ?? REQUESTS_PER_SECOND,
    1000,
    options.now ?? Date.now,
  );
  let requests = 0;

  function refusal({ headers }: SandboxRequest): StripeError | null {
    const key = bearerToken(headers.authorization) ?? basicCredentials(headers.authorization)?.user;
    if (key === undefined) return invalidRequest('You did not provide an API key.', { status: 401 });
    if (key !== apiKey) return invalidRequest('Invalid API Key provided.', { status: 401 });
    const version = headers['stripe-version'];
    if (version !== undefined && version !== API_VERSION) {
      return invalidRequest(
        `Invalid Stripe API version: ${String(version)}; this sandbox speaks ${API_VERSION}`,
      );
    }
    return limiter.take() ? null : serverError(429);
  }

  function answer(result: object | StripeError): Reply {
    return isStripeError(result) ? errorReply(result) : jsonReply(200, result);
  }

  function list(collection: Collection): RouteHandler {
    return ({ query }) => answer(listPage(ledger, collection, parseParameters(query)));
  }

  function retrieve(collection: Collection): RouteHandler {
    return ({ query }, { id = '' }) => {
      const name = SINGULAR[collection];
      const object = ledger.find(id);
      if (object?.object !== name) {
        return errorReply(
          invalidRequest(`No such ${name}: '${id}'`, { status: 404, code: 'resource_missing', param: 'id' }),
        );
      }
      const parameters = parseParameters(query);
      const unknown = unknownParameter(parameters, ['expand']);
      return answer(unknown ?? expandAll(ledger, object, parameters.lists.get('expand') ?? []));
    };
  }

  const routes = Object.fromEntries(
    COLLECTIONS.flatMap((collection) => [
      [`GET /v1/${collection}`, list(collection)],
      [`GET /v1/${collection}/:id`, retrieve(collection)],
    ]),
  );
  const route = createRouter(routes, ({ method, path }) =>
    errorReply(invalidRequest(`Unrecognized request URL (${method}: ${path}).`, { status: 404 })),
  );

  async function handler(request: SandboxRequest): Promise<Reply> {
    const refused = refusal(request);
    const reply = refused === null ? await route(request) : errorReply(refused);
    requests += 1;
    const requestId = createHash('sha256').update(`${requests} ${request.path}`).digest('hex').slice(0, 14);
    return {
      ...reply,
      headers: { ...reply.headers, 'request-id': `req_${requestId}`, 'stripe-version': API_VERSION },
    };
  }

  const server = await startSandboxServer({
    handler,
    port: options.port,
    faults: options.faults,
    faultReply: (status) => errorReply(serverError(status)),
  });
  return { ...server, apiKey };
}
