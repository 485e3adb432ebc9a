import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dayOf } from '../model/day.ts';
import { startAmplitude } from './amplitude/server.ts';
import { type SandboxServer } from './http/server.ts';
import { startIntercom } from './intercom/server.ts';
import { startMixpanel } from './mixpanel/server.ts';
import { type PortalOptions, startPortal } from './portal/index.ts';
import { startSalesforce } from './salesforce/server.ts';
import { startStripe } from './stripe/server.ts';
import { startZendesk } from './zendesk/server.ts';
import { startZuora } from './zuora/server.ts';
import { createWorld } from './world/world.ts';
import { type World, type WorldOptions } from './world/types.ts';
import { worldTruthCsv } from './world/truth-csv.ts';

export interface SandboxOptions {
  /** Folder of the portal's state; null keeps it in memory. */
  readonly dataDir: string | null;
  readonly world: Omit<WorldOptions, 'endDay'>;
  /** "Now" of a new sandbox. One that is found in `dataDir` keeps its own, so that its data stay the same. */
  readonly now: Date;
  readonly portal?: Pick<PortalOptions, 'port' | 'rateLimit' | 'faults' | 'indexLagMs'>;
  /** Whether the source systems run too, not only the portal. */
  readonly sources: boolean;
}

/** Where everything listens, and with which credentials; plain data, so that it can cross a thread. */
export interface SandboxAddresses {
  /** ISO instant that the sandbox calls now. */
  readonly now: string;
  readonly managerOwnerId: string | null;
  readonly portal: { readonly baseUrl: string; readonly accessToken: string; readonly portalId: number };
  /** The environment variables that connect the product to the source systems that run. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface RunningSandbox {
  readonly addresses: SandboxAddresses;
  close(): Promise<void>;
}

/** Starts a simulated world with its HubSpot portal and source systems on loopback. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const startedAt = await anchoredNow(options);
  const begin = Date.now();
  const now = (): Date => new Date(startedAt.getTime() + Date.now() - begin);
  const world = createWorld({ ...options.world, endDay: dayOf(startedAt.getTime()) });
  if (options.dataDir !== null)
    await writeFile(path.join(options.dataDir, 'truth.csv'), worldTruthCsv(world));
  const portal = await startPortal({
    dataDir: options.dataDir === null ? null : path.join(options.dataDir, 'portal'),
    world,
    now,
    ...options.portal,
  });
  const systems = options.sources ? await startSystems(world, now) : [];
  return {
    addresses: {
      now: startedAt.toISOString(),
      managerOwnerId: world.owners.find((owner) => owner.manager)?.id ?? null,
      portal: { baseUrl: portal.baseUrl, accessToken: portal.accessToken, portalId: portal.portalId },
      sources: Object.assign({}, ...systems.map((system) => system.environment)) as Record<string, string>,
    },
    async close() {
      await Promise.all([portal.close(), ...systems.map((system) => system.close())]);
    },
  };
}

/** A source system that runs, and the environment variables that connect the product to it. */
interface RunningSystem {
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Every source system of the sandbox, one line each. */
const SYSTEMS: readonly ((world: World, now: () => Date) => Promise<RunningSystem>)[] = [
  runAmplitude,
  runMixpanel,
  runStripe,
  runZuora,
  runSalesforce,
  runZendesk,
  runIntercom,
];

function startSystems(world: World, now: () => Date): Promise<RunningSystem[]> {
  return Promise.all(SYSTEMS.map((start) => start(world, now)));
}

async function runAmplitude(world: World, now: () => Date): Promise<RunningSystem> {
  const server = await startAmplitude({ world, now });
  return running(server, {
    AMPLITUDE_BASE_URL: server.baseUrl,
    AMPLITUDE_API_KEY: server.apiKey,
    AMPLITUDE_SECRET_KEY: server.secretKey,
  });
}

/** Serves the few companies that Amplitude does not see, so that nobody's usage counts twice. */
async function runMixpanel(world: World, now: () => Date): Promise<RunningSystem> {
  const server = await startMixpanel({ world, now });
  return running(server, {
    MIXPANEL_BASE_URL: server.baseUrl,
    MIXPANEL_SERVICE_ACCOUNT: server.serviceAccount,
    MIXPANEL_SECRET: server.secret,
    MIXPANEL_PROJECT_ID: server.projectId,
    MIXPANEL_DATA_GROUP_ID: server.dataGroupId,
  });
}

async function runStripe(world: World): Promise<RunningSystem> {
  const server = await startStripe({ world });
  return running(server, { STRIPE_BASE_URL: server.baseUrl, STRIPE_API_KEY: server.apiKey });
}

/** Bills the companies that Stripe does not bill. */
async function runZuora(world: World): Promise<RunningSystem> {
  const server = await startZuora({ world });
  return running(server, {
    ZUORA_BASE_URL: server.baseUrl,
    ZUORA_CLIENT_ID: server.clientId,
    ZUORA_CLIENT_SECRET: server.clientSecret,
    ZUORA_COMPANY_ID_FIELD: 'HubSpotCompanyId__c',
  });
}

async function runZendesk(world: World, now: () => Date): Promise<RunningSystem> {
  const server = await startZendesk({ world, now });
  return running(server, {
    ZENDESK_BASE_URL: server.baseUrl,
    ZENDESK_EMAIL: server.email,
    ZENDESK_API_TOKEN: server.apiToken,
    ZENDESK_TOPIC_FIELD: server.topicField,
  });
}

async function runIntercom(world: World, now: () => Date): Promise<RunningSystem> {
  const server = await startIntercom({ world, now });
  return running(server, {
    INTERCOM_BASE_URL: server.baseUrl,
    INTERCOM_ACCESS_TOKEN: server.accessToken,
  });
}

/** The vendor's calls with customers; deals and meetings are in HubSpot already and would count twice. */
async function runSalesforce(world: World): Promise<RunningSystem> {
  const server = await startSalesforce({ world });
  return running(server, {
    SALESFORCE_BASE_URL: server.baseUrl,
    SALESFORCE_CLIENT_ID: server.clientId,
    SALESFORCE_CLIENT_SECRET: server.clientSecret,
    SALESFORCE_COMPANY_ID_FIELD: 'HubSpot_Company_Id__c',
    SALESFORCE_OBJECTS: 'Account,Contact,Task',
  });
}

function running(server: SandboxServer, environment: RunningSystem['environment']): RunningSystem {
  return { environment, close: () => server.close() };
}

/** The instant a sandbox was first started; a later start over the same folder goes on from the same instant. */
async function anchoredNow({ dataDir, now }: SandboxOptions): Promise<Date> {
  if (dataDir === null) return now;
  const file = path.join(dataDir, 'now.txt');
  await mkdir(dataDir, { recursive: true });
  const stored = await readFile(file, 'utf8').catch(() => null);
  const instant = stored === null ? Number.NaN : Date.parse(stored.trim());
  if (!Number.isNaN(instant)) return new Date(instant);
  await writeFile(file, `${now.toISOString()}\n`);
  return now;
}
