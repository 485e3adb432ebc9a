import { setTimeout as sleep } from 'node:timers/promises';
import { createHubSpotApi } from '../../../src/hubspot/client/index.ts';
import { createRateLimiter } from '../../../src/hubspot/rate-limit/index.ts';
import { openQueue } from '../../../src/jobs/queue.ts';
import { type HubSpotApi } from '../../../src/model/hubspot-api.ts';
import { type RunningPortal, startPortal } from '../../../src/sandbox/portal/index.ts';
import { type World } from '../../../src/sandbox/world/types.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { startPostgres, type TestPostgres } from '../../../test/helpers/postgres.ts';
import { type PortfolioFiles, writePortfolioFiles } from './files.ts';
import { type Network, openNetwork } from './network.ts';
import { startWorkers, type Workers } from './workers.ts';

/** Seconds without a sign of life after which a worker's job is given to another. */
const HEARTBEAT_SECONDS = 10;
const WORKERS = 2;
const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A portal, a database and two workers that serve it, all of them ours to disturb. */
export interface DisturbedService {
  readonly network: Network;
  readonly server: TestPostgres;
  readonly portal: RunningPortal;
  readonly portalId: string;
  readonly api: HubSpotApi;
  /** As an operator sees the database: over a line that nobody cuts. */
  readonly store: Store;
  readonly workers: Workers;
  /** Asks for a run of the portal. */
  askForRun(): Promise<void>;
  /** Jobs that were given up. */
  deadJobs(): Promise<number>;
  close(): Promise<void>;
}

export async function startDisturbedService(world: World): Promise<DisturbedService> {
  const network = await openNetwork(WORKERS);
  const server = await startPostgres(network.database);
  const portal = await startPortal({ dataDir: null, world, searchPerSecond: null });
  const store = await openStore({ databaseUrl: server.url, dataDir: null });
  const files = writePortfolioFiles(world);
  const places = await Promise.all(
    network.workers.map(async (place) => ({
      place,
      env: await environmentOf(place, server, portal, files, world.options.days),
    })),
  );
  const workers = await startWorkers(places);
  const queue = () =>
    openQueue({
      database: store.queueDatabase,
      log: SILENT,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      supervise: false,
    });
  const portalId = String(portal.portalId);
  return {
    network,
    server,
    portal,
    portalId,
    api: apiOf(portal),
    store,
    workers,
    async askForRun() {
      const asking = await queue();
      await asking.enqueue({ portalId, kind: 'sync' });
      await asking.stop();
    },
    async deadJobs() {
      const asking = await queue();
      const { length } = await asking.dead();
      await asking.stop();
      return length;
    },
    async close() {
      await workers.stop();
      await portal.close();
      await store.close();
      server.stop();
      await network.close();
      files.remove();
    },
  };
}

async function environmentOf(
  place: Network['workers'][number],
  server: TestPostgres,
  portal: RunningPortal,
  files: PortfolioFiles,
  days: number,
): Promise<NodeJS.ProcessEnv> {
  const database = await reached(place, server.url);
  return {
    PATH: process.env.PATH,
    DATABASE_URL: database,
    HUBSPOT_BASE_URL: (await reached(place, portal.baseUrl)).replace(/\/$/, ''),
    HUBSPOT_ACCESS_TOKEN: portal.accessToken,
    PULSO_HEARTBEAT_SECONDS: String(HEARTBEAT_SECONDS),
    PULSO_FILES_MAPPING: files.mapping,
    PULSO_BACKFILL_DAYS: String(days),
    PULSO_LOG_LEVEL: process.env.PULSO_LOG_LEVEL ?? 'silent',
  };
}

/** The same address as it is reached from that place. */
async function reached(place: Network['workers'][number], address: string): Promise<string> {
  const url = new URL(address);
  const { host, port } = await place.reach({ host: url.hostname, port: Number(url.port) });
  url.hostname = host;
  url.port = String(port);
  return url.href;
}

function apiOf({ baseUrl, accessToken }: RunningPortal): HubSpotApi {
  const wait = (ms: number): Promise<void> => sleep(ms);
  const limiter = createRateLimiter({ clock: Date.now, sleep: wait });
  return createHubSpotApi({ baseUrl, accessToken, limiter, clock: Date.now, sleep: wait, log: SILENT });
}
