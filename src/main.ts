import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pino from 'pino';
import { z } from 'zod';
import { runCli } from './cli/index.ts';
import { processOutput } from './cli/output.ts';
import {
  type Environment,
  type RunningService,
  type Runtime,
  type RuntimeOptions,
  type Services,
} from './cli/services.ts';
import { type Config, readConfig } from './config.ts';
import { AppError, toAppError } from './errors.ts';
import { createHubSpotApi } from './hubspot/client/index.ts';
import { HEALTH_PROPERTY_NAMES } from './hubspot/properties/index.ts';
import { createRateLimiter } from './hubspot/rate-limit/index.ts';
import { verifySignature } from './hubspot/signature.ts';
import { startQueue } from './jobs/queue.ts';
import { startSchedule } from './jobs/schedule.ts';
import { HUBSPOT_API_VERSION, type HubSpotApi } from './model/hubspot-api.ts';
import { type Source } from './model/source.ts';
import { type Log } from './pipeline/deps.ts';
import { readCompanyHealth, readPortfolio } from './pipeline/read.ts';
import { syncPortal } from './pipeline/sync.ts';
import { createApp } from './server/app.ts';
import { SOURCES } from './sources/index.ts';
import { loadCompanies } from './store/companies.ts';
import { openStore, type Store } from './store/open.ts';

/** Composition root: the only file that knows everything. */

const SYNC_JOB = 'sync';
const stores = new WeakMap<Runtime, Store>();

function createLog(env: Environment): Log {
  return pino({ level: readConfig(env).PULSO_LOG_LEVEL }, pino.destination(2));
}

async function openRuntime(env: Environment, options: RuntimeOptions = {}): Promise<Runtime> {
  const config = readConfig(env);
  const log = createLog(env);
  const api = connectPortal(config, log);
  const portalId = await portalIdOf(api, config);
  const sources = await connectSources(config, api);
  const tempDir = path.join(os.tmpdir(), 'pulso');
  await mkdir(tempDir, { recursive: true });
  const store = (options.store ?? (await openConfiguredStore(env))) as Store;
  const runtime: Runtime = {
    deps: {
      db: store.db,
      portalId,
      api,
      sources,
      log,
      clock: options.clock ?? (() => new Date()),
      tempDir,
      settings: {
        locale: config.PULSO_LOCALE,
        modelId: config.PULSO_MODEL,
        customerStages: config.PULSO_CUSTOMER_STAGES,
        managerOwnerId: config.PULSO_MANAGER_OWNER_ID ?? null,
        tasks: config.PULSO_TASKS,
        backfillDays: config.PULSO_BACKFILL_DAYS,
      },
    },
    api,
    sources,
    close: () => store.close(),
  };
  stores.set(runtime, store);
  return runtime;
}

function openConfiguredStore(env: Environment): Promise<Store> {
  const config = readConfig(env);
  return openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.PULSO_DATA_DIR });
}

function connectPortal(config: Config, log: Log): HubSpotApi {
  const accessToken = config.HUBSPOT_ACCESS_TOKEN;
  if (accessToken === undefined) {
    throw new AppError(
      'config-invalid',
      'HUBSPOT_ACCESS_TOKEN: missing; create a private app in HubSpot and put its token there (see README, "Connecting a real portal"), or try "npm run demo"',
    );
  }
  const wait = (ms: number): Promise<void> => sleep(ms);
  return createHubSpotApi({
    baseUrl: config.HUBSPOT_BASE_URL,
    accessToken,
    limiter: createRateLimiter({ clock: Date.now, sleep: wait }),
    sleep: wait,
    clock: Date.now,
    log: { debug: () => undefined, warn: (facts, message) => log.warn(facts, message) },
  });
}

const accountDetails = z.object({ portalId: z.number() });

/** The portal a token belongs to, asked from HubSpot; a configured id must agree. */
async function portalIdOf(api: HubSpotApi, config: Config): Promise<string> {
  const { portalId } = await api.request({
    method: 'GET',
    path: `/account-info/${HUBSPOT_API_VERSION}/details`,
    schema: accountDetails,
    priority: 'interactive',
  });
  if (config.HUBSPOT_PORTAL_ID !== undefined && config.HUBSPOT_PORTAL_ID !== String(portalId)) {
    throw new AppError(
      'config-invalid',
      `HUBSPOT_PORTAL_ID: the token belongs to portal ${portalId}, not ${config.HUBSPOT_PORTAL_ID}`,
    );
  }
  return String(portalId);
}

async function connectSources(config: Config, api: HubSpotApi): Promise<Source[]> {
  return SOURCES.flatMap(
    (connect) => connect({ config, api, healthPropertyNames: HEALTH_PROPERTY_NAMES }) ?? [],
  );
}

async function startService(
  env: Environment,
  runtime: Runtime,
  recordUrl?: (companyId: string) => string,
): Promise<RunningService> {
  const config = readConfig(env);
  const { deps } = runtime;
  const store = stores.get(runtime);
  if (store === undefined) throw new AppError('internal', 'the runtime has no store');
  const secret = config.HUBSPOT_CLIENT_SECRET;
  const publicUrl = config.PULSO_PUBLIC_URL ?? `http://${config.PULSO_HOST}:${config.PULSO_PORT}`;
  const app = createApp({
    log: deps.log,
    locale: config.PULSO_LOCALE,
    readPortfolio: () => readPortfolio(deps),
    readCompanyHealth: (companyId) => readCompanyHealth(deps, companyId),
    ping: async () => void (await sql`select 1`.execute(deps.db)),
    verifySignature:
      secret === undefined
        ? null
        : (request) =>
            verifySignature(
              {
                method: request.method,
                url: publicUrl + request.path,
                body: request.body,
                headers: request.headers,
              },
              { secret, now: Date.now() },
            ).valid,
    recordUrl:
      recordUrl ??
      ((companyId) => `https://app.hubspot.com/contacts/${deps.portalId}/record/0-2/${companyId}`),
  });
  const queue = await startQueue(
    store.queueDatabase,
    [{ name: SYNC_JOB, run: async (signal) => void (await syncPortal(deps, { signal })) }],
    deps.log,
  );
  const schedule = startSchedule(config.PULSO_SCHEDULE, () => {
    queue
      .enqueue(SYNC_JOB)
      .catch((error: unknown) =>
        deps.log.error({ job: SYNC_JOB }, `not started: ${toAppError(error).message}`),
      );
  });
  const server = app.listen(config.PULSO_PORT, config.PULSO_HOST);
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.PULSO_PORT;
  return {
    url: `http://${config.PULSO_HOST}:${port}`,
    async close() {
      schedule.stop();
      await new Promise((resolve) => server.close(resolve));
      await queue.stop();
    },
  };
}

const services: Services = {
  env: process.env,
  clock: () => new Date(),
  openRuntime,
  openStore: openConfiguredStore,
  startService,
  async startPreview({ deps }, port) {
    const companies = () => loadCompanies(deps.db, deps.portalId);
    // Builds with esbuild, a development dependency that the service itself does without.
    const { startPreview } = await import('../extensions/preview/server.ts');
    return startPreview({
      port,
      portalId: Number(deps.portalId),
      getCompanies: async () =>
        (await companies()).map((each) => ({ id: each.companyId, name: each.name ?? each.companyId })),
      getProperties: async (companyId, names) => {
        const company = (await companies()).find((each) => each.companyId === companyId);
        const known: Record<string, string | null> = {
          ...company?.healthProperties,
          name: company?.name ?? null,
          domain: company?.domains[0] ?? null,
          lifecyclestage: company?.lifecycleStage ?? null,
          hubspot_owner_id: company?.ownerId ?? null,
        };
        return Object.fromEntries(names.map((name) => [name, known[name] ?? null]));
      },
    });
  },
};

process.exitCode = await runCli(process.argv.slice(2), services, processOutput(process));
