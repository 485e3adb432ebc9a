import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import express from 'express';
import { signV3, verifySignature } from '../../src/hubspot/signature.ts';
import { runAction } from '../../src/pipeline/actions/index.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { handleErrors } from '../../src/server/middleware/errors.ts';
import { requireTrusted } from '../../src/server/middleware/trusted.ts';
import { actionRoutes } from '../../src/server/routes/actions.ts';

/** The client secret that HubSpot signs with. */
export const SECRET = 'a-client-secret';
const silent = { info: nothing, warn: nothing, error: nothing };
function nothing(): void {}

export interface SignedEndpoint {
  /** Origin. */
  readonly url: string;
  /** Asks as HubSpot's `hubspot.fetch` does; `secret`: what it is signed with. */
  ask(action: string, parameters: object, secret?: string): Promise<unknown>;
  close(): Promise<void>;
}

/** The endpoint of the actions as the service mounts it: only what HubSpot's secret signed, for one portal. */
export async function startSignedEndpoint(deps: PipelineDeps): Promise<SignedEndpoint> {
  const app = express();
  app.use(express.raw({ type: () => true }));
  const verify = requireTrusted(
    (request) =>
      verifySignature({ ...request, url: url + request.path }, { secret: SECRET, now: Date.now() }).valid,
  );
  app.use('/api', verify, (_request, response, next) => {
    response.locals['portalId'] = deps.portalId;
    next();
  });
  app.use(
    '/api',
    actionRoutes((_portalId, name, parameters, caller) => runAction(deps, name, parameters, caller)),
  );
  app.use(handleErrors(silent));
  const server: Server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    ask: (action, parameters, secret = SECRET) => ask(url, deps.portalId, { action, parameters, secret }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

interface Question {
  readonly action: string;
  readonly parameters: object;
  readonly secret: string;
}

async function ask(origin: string, portalId: string, { action, parameters, secret }: Question) {
  const { locale = 'en', ...rest } = parameters as { readonly locale?: string };
  const query = `userId=1&portalId=${portalId}&userEmail=ana%40example.com&appId=7&locale=${locale}`;
  const url = `${origin}/api/actions/${action}?${query}`;
  const body = Buffer.from(JSON.stringify(rest));
  const timestamp = Date.now();
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'x-hubspot-signature-v3': signV3({ method: 'POST', url, body, timestamp, secret }),
      'x-hubspot-request-timestamp': String(timestamp),
    },
  });
  return response.json() as Promise<unknown>;
}
