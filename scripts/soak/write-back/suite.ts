import assert from 'node:assert/strict';
import { type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createHubSpotApi } from '../../../src/hubspot/client/index.ts';
import { createRateLimiter } from '../../../src/hubspot/rate-limit/index.ts';
import { type HubSpotApi, HUBSPOT_API_VERSION as VERSION } from '../../../src/model/hubspot-api.ts';
import { type TaskMaker } from '../../../src/pipeline/deps.ts';
import { provisionPortal } from '../../../src/pipeline/provision.ts';
import { FAULT_KINDS, type RunningPortal, startPortal } from '../../../src/sandbox/portal/index.ts';
import { Random } from '../../../src/sandbox/world/random.ts';
import { type Facts, type OpenSuite, type SoakSuite } from '../suite.ts';
import { type WriterOrder } from './order.ts';
import { imageOf, type PortalImage } from './portal-image.ts';
import { companyIds, expectedFalls, portfolio } from './portfolio.ts';
import { Writers } from './writers.ts';

/** Of all answers; each of them fails, since mere slowness is left out. */
const FAULT_RATE = 0.2;
const FAILING = FAULT_KINDS.slice(0, 7).filter((kind) => kind !== 'delay');
/** A run that needs more attempts than this will never end. */
const MOST_ATTEMPTS = 60;
const MANAGER = '502';
const NOW = new Date('2026-11-02T10:00:00Z');
/** About the requests of a writer that finds a provisioned portal, and of one that provisions it. */
const REQUESTS = 36;
const REQUESTS_WITH_PROVISIONING = 70;

/** Of the runs; faults alone take other ways through the code than faults that a kill cuts short. */
const SHARE_WITHOUT_KILLS = 0.2;

const MAKERS: readonly TaskMaker[] = ['app', 'workflow'];

/** What a run does to the writer; everything follows from the seed. */
export interface Plan {
  readonly tasks: TaskMaker;
  /** Whether the portal has our properties, lists and workflows before the writer starts. */
  readonly provisioned: boolean;
  readonly faults: { readonly rate: number; readonly seed: number } | null;
  /** For the first writers: kill −9 this many requests after their start, this many milliseconds later. */
  readonly kills: readonly { readonly afterRequests: number; readonly delayMs: number }[];
}

/** Exported for tests, which choose seeds by it. */
export function planOf(seed: number): Plan {
  const random = new Random(seed, 0x50a4);
  const provisioned = random.chance(0.7);
  const tasks = random.pick(MAKERS);
  const kills = Array.from({ length: random.integer(1, 3) }, (_, index) => ({
    afterRequests: random.integer(1, index > 0 || provisioned ? REQUESTS : REQUESTS_WITH_PROVISIONING),
    // Some kills hit the request, others what the writer does between requests.
    delayMs: random.chance(0.5) ? 0 : random.integer(1, 60),
  }));
  const faults = { rate: FAULT_RATE, seed };
  return { tasks, provisioned, faults, kills: random.chance(SHARE_WITHOUT_KILLS) ? [] : kills };
}

/** Faults and kills while a portfolio is written back on two days; afterwards the portal must look as without them. */
export const writeBackSuite: SoakSuite = {
  name: 'write-back',
  title: `${FAULT_RATE * 100} % of answers fail and the writer is killed; the portal ends as without that`,
  runs: 200,
  async open(): Promise<OpenSuite> {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'pulso-soak-'));
    const writers = new Writers(dataDir);
    const references = new Map<TaskMaker, PortalImage>();
    return {
      run: async (seed) => {
        const plan = planOf(seed);
        const reference = references.get(plan.tasks) ?? (await undisturbed(writers, plan.tasks));
        references.set(plan.tasks, reference);
        const { image, facts } = await runPlan(writers, plan);
        assert.deepStrictEqual(image, reference);
        return facts;
      },
      close: async () => {
        await writers.close();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  },
};

/** How the portal ends when nothing goes wrong; checked against what the portfolio calls for. */
async function undisturbed(writers: Writers, tasks: TaskMaker): Promise<PortalImage> {
  const { image } = await runPlan(writers, { tasks, provisioned: true, faults: null, kills: [] });
  assert.equal(image.tasks.length, expectedFalls, 'tasks of the run without faults');
  return image;
}

const PORTAL_ID = 1_480_042;

async function runPlan(writers: Writers, plan: Plan): Promise<{ image: PortalImage; facts: Facts }> {
  const killer = new Killer(plan.kills);
  const portal = await startPortal({
    dataDir: null,
    portalId: PORTAL_ID,
    now: () => NOW,
    rateLimit: { max: 100_000, intervalMs: 10_000 },
    searchPerSecond: null,
    onRequest: () => killer.sawRequest(),
  });
  try {
    const api = apiOf(portal);
    await createCompanies(api);
    const settings = { tasks: plan.tasks, managerOwnerId: MANAGER };
    if (plan.provisioned) await provisionPortal(api, { ...settings, check: false });
    portal.setFaults(plan.faults && { ...plan.faults, kinds: FAILING });
    const { baseUrl, accessToken } = portal;
    const order = { baseUrl, accessToken, portalId: String(PORTAL_ID), ...settings };
    const attempts = await writeToTheEnd(writers, killer, order);
    const { faults } = portal.stats();
    portal.setFaults(null);
    const { kills } = killer;
    return { image: await imageOf(api), facts: { attempts, kills, killed: kills > 0 ? 1 : 0, faults } };
  } finally {
    await portal.close();
  }
}

/** Sets writers to work until one of them gets to the end; returns how many attempts it took. */
async function writeToTheEnd(
  writers: Writers,
  killer: Killer,
  order: Omit<WriterOrder, 'fresh'>,
): Promise<number> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    killer.aim(writers.current);
    const end = await writers.write({ ...order, fresh: attempt === 1 }).finally(() => killer.aim(null));
    if (end === 'done') return attempt;
  }
  throw new Error(`not done after ${MOST_ATTEMPTS} attempts`);
}

/** Kills writers with SIGKILL as planned, counting requests as they reach the portal. */
class Killer {
  kills = 0;
  readonly #plan: { readonly afterRequests: number; readonly delayMs: number }[];
  #child: ChildProcess | null = null;
  #seen = 0;

  constructor(plan: Plan['kills']) {
    this.#plan = [...plan];
  }

  /** The next writer; null: there is none to kill. */
  aim(child: ChildProcess | null): void {
    this.#child = child;
    this.#seen = 0;
  }

  sawRequest(): void {
    const child = this.#child;
    const [next] = this.#plan;
    this.#seen += 1;
    if (child === null || next === undefined || this.#seen !== next.afterRequests) return;
    this.#plan.shift();
    const kill = (): void => {
      // A writer that got to the end meanwhile may be at work on another run.
      if (this.#child === child && child.kill('SIGKILL')) this.kills += 1;
    };
    if (next.delayMs === 0) kill();
    else setTimeout(kill, next.delayMs);
  }
}

function apiOf({ baseUrl, accessToken }: RunningPortal): HubSpotApi {
  const wait = async (ms: number): Promise<void> => sleep(ms);
  return createHubSpotApi({
    baseUrl,
    accessToken,
    limiter: createRateLimiter({ clock: Date.now, sleep: wait, max: 100_000 }),
    clock: Date.now,
    sleep: wait,
    log: { debug: () => undefined, warn: () => undefined },
  });
}

async function createCompanies(api: HubSpotApi): Promise<void> {
  const ids: string[] = [];
  for (let index = 0; index < companyIds.length; index += 100) {
    const inputs = portfolio
      .slice(index, Math.min(index + 100, companyIds.length))
      .map(({ name, ownerId }) => ({
        properties: { name, ...(ownerId !== null && { hubspot_owner_id: ownerId }) },
        associations: [],
      }));
    const { results } = await api.request({
      method: 'POST',
      path: `/crm/objects/${VERSION}/companies/batch/create`,
      body: { inputs },
      schema: z.object({ results: z.array(z.object({ id: z.string() })) }),
    });
    ids.push(...results.map(({ id }) => id));
  }
  assert.deepStrictEqual(ids, companyIds, 'ids that the portal gives');
}
