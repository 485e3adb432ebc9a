import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { createHubSpotApi, type HubSpotApiOptions } from '../hubspot/client/index.ts';
import { HEALTH_PROPERTY_NAMES } from '../hubspot/properties/index.ts';
import { createRateLimiter } from '../hubspot/rate-limit/index.ts';
import { HUBSPOT_API_VERSION, type HubSpotApi } from '../model/hubspot-api.ts';
import { type Log, type PipelineDeps, type PipelineSettings } from '../pipeline/deps.ts';
import { sweepTempFolders } from '../pipeline/temp-folder.ts';
import { SOURCES } from '../sources/index.ts';
import { createInbox } from '../store/deliveries.ts';
import { type Store } from '../store/open.ts';
import { readExchange } from './exchange.ts';

/** One HubSpot portal within its own rate limit. */
export function connectHubSpot(
  config: Pick<Config, 'HUBSPOT_BASE_URL'>,
  accessToken: HubSpotApiOptions['accessToken'],
  log: Log,
): HubSpotApi {
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

/** The configured static token. */
export function staticToken(config: Config): string {
  if (config.HUBSPOT_ACCESS_TOKEN !== undefined) return config.HUBSPOT_ACCESS_TOKEN;
  throw new AppError(
    'config-invalid',
    'HUBSPOT_ACCESS_TOKEN: missing; create a private app in HubSpot and put its token there (see README, "Connecting a real portal"), or try "npm run demo"',
  );
}

const accountDetails = z.object({ portalId: z.number() });

/** The portal a token belongs to, asked from HubSpot; a configured id must agree. */
export async function portalIdOf(api: HubSpotApi, config: Config): Promise<string> {
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

export interface PipelineParts {
  readonly store: Store;
  readonly portalId: string;
  readonly api: HubSpotApi;
  readonly config: Config;
  readonly log: Log;
  readonly clock: () => Date;
  readonly tempDir: string;
  /** How sources reach their systems; Node's own unless told. */
  readonly fetch?: typeof fetch;
}

/** Everything a run of one portal needs; its database handle sees that portal only. */
export function pipelineDeps(parts: PipelineParts): PipelineDeps {
  const { store, portalId, api, config, log, clock, tempDir } = parts;
  const db = store.forPortal(portalId);
  const sourceParts = {
    config,
    api,
    healthPropertyNames: [...HEALTH_PROPERTY_NAMES, config.HUBSPOT_LOSS_REASON_PROPERTY],
    inbox: createInbox(db, portalId),
    ...(parts.fetch === undefined ? {} : { deps: { fetch: parts.fetch } }),
  };
  const sources = SOURCES.flatMap((connect) => connect(sourceParts) ?? []);
  return { db, portalId, api, sources, log, clock, tempDir, settings: settingsOf(config) };
}

function settingsOf(config: Config): PipelineSettings {
  return {
    locale: config.PULSO_LOCALE,
    modelId: config.PULSO_MODEL,
    customerStages: config.PULSO_CUSTOMER_STAGES,
    managerOwnerId: config.PULSO_MANAGER_OWNER_ID ?? null,
    tasks: config.PULSO_TASKS,
    followUps: config.PULSO_FOLLOW_UPS,
    lossReasons: {
      property: config.HUBSPOT_LOSS_REASON_PROPERTY,
      meanings: config.HUBSPOT_LOSS_REASONS,
    },
    backfillDays: config.PULSO_BACKFILL_DAYS,
    exchange: readExchange(config),
  };
}

/** The folder that all processes of this machine share for temporary files, without what dead ones left in it. */
export async function makeTempDir(parent = os.tmpdir()): Promise<string> {
  const tempDir = path.join(parent, 'pulso');
  await mkdir(tempDir, { recursive: true });
  await sweepTempFolders(tempDir);
  return tempDir;
}
