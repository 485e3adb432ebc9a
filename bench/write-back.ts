import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { z } from 'zod';
import { createHubSpotApi } from '../src/hubspot/client/index.ts';
import { provision } from '../src/hubspot/provision/index.ts';
import { createRateLimiter } from '../src/hubspot/rate-limit/index.ts';
import { type CompanyUpdate, writeBack } from '../src/hubspot/write-back/index.ts';
import { type HubSpotApi } from '../src/model/hubspot-api.ts';
import { startPortal } from '../src/sandbox/portal/index.ts';

/**
 * How much of the portal's allowance write-back reaches, and at what price in 429s, against the sandbox portal on
 * loopback, which has a thread of its own. Measured in steady state: the first window, in which the allowance is
 * still unused, does not count.
 */
const ALLOWANCE = { max: 110, intervalMs: 10_000 };
const WARM_UP_MS = 10_000;
/** Two whole windows, so that bunching inside one cannot flatter. */
const MEASURED_MS = 20_000;
const COMPANIES = 500;
/** About what a real breakdown takes. */
const BREAKDOWN_CHARACTERS = 4000;

export interface WriteBackBench {
  readonly name: 'write-back';
  /** Calls acknowledged as a share of what the allowance permits in the same time. */
  readonly shareOfAllowance: number;
  readonly companiesPerSecond: number;
  readonly rateLimited: number;
}

export async function benchWriteBack(): Promise<WriteBackBench> {
  const thread = new Worker(new URL(import.meta.url));
  try {
    const [portal] = (await once(thread, 'message')) as [PortalAddress];
    const clock = () => performance.timeOrigin + performance.now();
    const wait = async (ms: number): Promise<void> => sleep(ms);
    const api = createHubSpotApi({
      baseUrl: portal.baseUrl,
      accessToken: portal.accessToken,
      limiter: createRateLimiter({ clock, sleep: wait }),
      clock,
      sleep: wait,
      log: { debug: () => undefined, warn: () => undefined },
    });
    await provision(api);
    const ids = await createCompanies(api);

    const startedAt = clock();
    const acknowledged: number[] = [];
    const calls = Math.ceil(((WARM_UP_MS + MEASURED_MS) / ALLOWANCE.intervalMs) * ALLOWANCE.max);
    await writeBack(api, updatesFor(ids, calls * 100), {
      onWritten: () => void acknowledged.push(clock() - startedAt),
    });
    // The last calls have no followers to fill the window with; the time up to the last one counts.
    const end = Math.min(WARM_UP_MS + MEASURED_MS, acknowledged.at(-1) ?? 0);
    const counted = acknowledged.filter((at) => at > WARM_UP_MS && at <= end).length;
    const seconds = (end - WARM_UP_MS) / 1000;
    const callsPerSecond = counted / seconds;
    return {
      name: 'write-back',
      shareOfAllowance: callsPerSecond / (ALLOWANCE.max / (ALLOWANCE.intervalMs / 1000)),
      companiesPerSecond: callsPerSecond * 100,
      rateLimited: await refusals(thread),
    };
  } finally {
    await thread.terminate();
  }
}

interface PortalAddress {
  readonly baseUrl: string;
  readonly accessToken: string;
}

async function refusals(thread: Worker): Promise<number> {
  thread.postMessage('stats');
  const [rateLimited] = (await once(thread, 'message')) as [number];
  return rateLimited;
}

/** The portal's side: says where it listens, then how many calls it refused whenever asked. */
async function servePortal(): Promise<void> {
  const portal = await startPortal({ dataDir: null, world: null, rateLimit: ALLOWANCE });
  const address: PortalAddress = { baseUrl: portal.baseUrl, accessToken: portal.accessToken };
  parentPort?.postMessage(address);
  parentPort?.on('message', () => parentPort?.postMessage(portal.stats().rateLimited));
}

async function createCompanies(api: HubSpotApi): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < COMPANIES) {
    const inputs = Array.from({ length: 100 }, () => ({ properties: { name: 'Bench' }, associations: [] }));
    const { results } = await api.request({
      method: 'POST',
      path: '/crm/objects/2026-09/companies/batch/create',
      body: { inputs },
      schema: z.object({ results: z.array(z.object({ id: z.string() })) }),
    });
    ids.push(...results.map(({ id }) => id));
  }
  return ids;
}

/** Writes go round the same companies, each time with another score. */
function updatesFor(ids: readonly string[], count: number): CompanyUpdate[] {
  return Array.from({ length: count }, (_, index) => ({
    companyId: ids[index % ids.length] ?? '',
    properties: {
      health_score: String(index % 100),
      health_band: 'yellow',
      health_alert_level: 'warning',
      health_scored_at: '2026-11-01T02:00:00.000Z',
      health_breakdown: `{"n":${index},"x":"${'x'.repeat(BREAKDOWN_CHARACTERS)}"}`,
    },
  }));
}

if (!isMainThread) {
  await servePortal();
} else if (import.meta.main) {
  const { shareOfAllowance, companiesPerSecond, rateLimited } = await benchWriteBack();
  console.log(`share of the allowance reached: ${(shareOfAllowance * 100).toFixed(1)} % (bar: 97 %)`);
  console.log(`companies written a second:     ${companiesPerSecond.toFixed(0)}`);
  console.log(`answers with 429:               ${rateLimited} (bar: 0)`);
}
