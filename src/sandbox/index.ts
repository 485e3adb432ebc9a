import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { dayOf } from '../model/day.ts';
import { type RecordedDelivery } from '../model/webhook.ts';
import { OWN_DATA } from './own-data.ts';
import { type PortalOptions, startPortal } from './portal/index.ts';
import { type RunningSystem } from './running-system.ts';
import { VENDORS } from './vendors.ts';
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
  /** What source systems sent to the product's endpoints until now, each oldest first. */
  readonly deliveries: readonly RecordedDelivery[];
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
  const systems = options.sources ? await startSystems(world, now, options.dataDir) : [];
  return {
    addresses: {
      now: startedAt.toISOString(),
      managerOwnerId: world.owners.find((owner) => owner.manager)?.id ?? null,
      portal: { baseUrl: portal.baseUrl, accessToken: portal.accessToken, portalId: portal.portalId },
      sources: Object.assign({}, ...systems.map((system) => system.environment)) as Record<string, string>,
      deliveries: systems
        .flatMap((system) => system.deliveries ?? [])
        .filter(({ at }) => at < startedAt.toISOString()),
    },
    async close() {
      await Promise.all([portal.close(), ...systems.map((system) => system.close())]);
    },
  };
}

async function startSystems(
  world: World,
  now: () => Date,
  dataDir: string | null,
): Promise<readonly RunningSystem[]> {
  const folder = dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'pulso-sandbox-')));
  const parts = { world, now, folder: path.join(folder, 'exports') };
  const systems = await Promise.all([...VENDORS, ...OWN_DATA].map((start) => start(parts)));
  const forget: RunningSystem = {
    environment: {},
    close: () => rm(folder, { recursive: true, force: true }),
  };
  return dataDir === null ? [...systems, forget] : systems;
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
