import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { startFlows } from './flows/engine.ts';
import { FaultSwitch } from './http/faults.ts';
import { RateLimiter } from './http/rate-limit.ts';
import { Router } from './http/router.ts';
import { createPortalServer } from './http/server.ts';
import { TrafficCounter } from './http/stats.ts';
import { isOnThisMachine } from './http/this-machine.ts';
import { TokenBook } from './oauth/token-book.ts';
import { DEFAULTS, type PortalOptions, type RunningPortal } from './options.ts';
import { portalRoutes } from './routes.ts';
import { OBJECT_TYPES } from './schema/object-types.ts';
import { seedPortal } from './seed/seed.ts';
import { openDurableJournal } from './state/durable-journal.ts';
import { memoryJournal } from './state/journal.ts';
import { PortalState } from './state/portal-state.ts';
import { WebhookSender } from './webhooks/sender.ts';

export { FAULT_KINDS, type FaultKind, type FaultOptions } from './http/faults.ts';
export {
  SANDBOX_APP,
  type PortalOptions,
  type PortalStats,
  type RunningPortal,
  type SeenRequest,
} from './options.ts';

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

function countRecords(state: PortalState): Record<string, number> {
  return Object.fromEntries(OBJECT_TYPES.map((type) => [type.name, state.table(type.id).livingCount()]));
}

/**
 * Starts a HubSpot portal on loopback. What it acknowledged is on disk (unless `dataDir` is null) and found
 * again by the next portal on the same folder. An empty portal is filled from `world`.
 *
 * @throws AppError `store-locked` when another process uses `dataDir`
 */
export async function startPortal(options: PortalOptions): Promise<RunningPortal> {
  const portalId = options.portalId ?? DEFAULTS.portalId;
  const accessToken = options.accessToken ?? DEFAULTS.accessToken;
  const clock = options.now ?? (() => new Date());
  const now = () => clock().getTime();
  const journal = options.dataDir === null ? memoryJournal : await openDurableJournal(options.dataDir);
  const state = new PortalState({
    portalId,
    journal,
    now,
    indexLagMs: options.indexLagMs ?? 0,
    tokens: new TokenBook(journal, now),
  });
  const restored = await state.restore();
  if (restored === 0 && options.world) {
    seedPortal(state, options.world);
    await journal.flush();
  }
  for (const action of options.workflowActions ?? []) {
    if (!isOnThisMachine(action.actionUrl)) throw new Error('The sandbox calls actions on this machine only');
    state.workflowActions.set(action.actionTypeId, action);
  }
  const appActions = startFlows(state, options.actionRetryMs ?? DEFAULTS.actionRetryMs);
  const webhooks = new WebhookSender(state, options.webhooks);
  const traffic = new TrafficCounter();
  const limiter = new RateLimiter(
    {
      burst: options.rateLimit ?? DEFAULTS.rateLimit,
      searchPerSecond:
        options.searchPerSecond === undefined ? DEFAULTS.searchPerSecond : options.searchPerSecond,
      daily: options.dailyLimit === undefined ? DEFAULTS.dailyLimit : options.dailyLimit,
    },
    portalId,
  );
  const faults = new FaultSwitch(options.faults);
  const server = createPortalServer({
    state,
    router: new Router(portalRoutes(limiter, accessToken, appActions)),
    limiter,
    accessToken,
    nextFault: () => faults.next(),
    traffic,
    onRequest: options.onRequest ?? (() => undefined),
    onError: options.onError ?? ((error) => console.error('sandbox portal:', error)),
  });
  const port = await listen(server, options.port ?? 0);
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    accessToken,
    portalId,
    stats: () => ({ ...traffic.snapshot(), records: countRecords(state) }),
    setFaults: (next) => faults.set(next),
    webhooksSettled: () => webhooks.settled(),
    workflowsSettled: () => appActions.settled(),
    close: async () => {
      webhooks.close();
      await appActions.close();
      await stop(server);
      await journal.close();
    },
  };
}
