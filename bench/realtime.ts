import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startSandboxThread } from '../src/cli/sandbox-thread.ts';
import { type HubSpotApi } from '../src/model/hubspot-api.ts';
import { readPortfolio } from '../src/pipeline/read.ts';
import { syncPortal } from '../src/pipeline/sync.ts';
import { openRuntime, serveRuntime } from '../src/service/runtime.ts';
import { postgresBin, startPostgres } from '../test/helpers/postgres.ts';
import { percentile, steadyLoad } from './load.ts';

/**
 * From a delivered event to the changed property in HubSpot, with default settings but for the segments (the sandbox
 * has few companies of one), and 150 deliveries a second: none lost, none answered with 5xx. Everything on this machine.
 */
const PER_SECOND = 150;
const TOKEN = 'bench-token';
const COMPANIES = 12;

interface Target {
  readonly url: string;
  readonly companyIds: readonly string[];
}

function deliver({ url }: Target, id: string, companyId: string, score: number): Promise<Response> {
  const entry = {
    kind: 'nps',
    id,
    accountId: `account-${companyId}`,
    companyId,
    score,
    at: new Date().toISOString(),
  };
  return fetch(`${url}/webhooks/surveys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(entry),
  });
}

const properties = z.object({ properties: z.record(z.string(), z.string().nullable()) });

async function scoreOf(api: HubSpotApi, companyId: string): Promise<string | null> {
  const company = await api.request({
    method: 'GET',
    path: `/crm/objects/2026-09/companies/${companyId}`,
    query: { properties: 'health_score' },
    schema: properties,
    priority: 'interactive',
  });
  return company.properties.health_score ?? null;
}

/** Seconds until HubSpot shows another score; null when it does not within two minutes. */
async function eventToProperty(api: HubSpotApi, target: Target, index: number): Promise<number | null> {
  const companyId = target.companyIds[index % target.companyIds.length] ?? '';
  const before = await scoreOf(api, companyId);
  const begin = performance.now();
  await deliver(target, `sample-${index}`, companyId, 0);
  while (performance.now() - begin < 120_000) {
    if ((await scoreOf(api, companyId)) !== before) return (performance.now() - begin) / 1000;
    await sleep(500);
  }
  return null;
}

async function measure(seconds: number, samples: number) {
  const server = postgresBin() === null ? null : await startPostgres();
  const sandbox = await startSandboxThread({
    dataDir: null,
    world: { seed: 5, profile: 'demo', companies: COMPANIES, days: 90 },
    now: new Date(),
    sources: false,
  });
  const { portal } = sandbox.addresses;
  const env = {
    DATABASE_URL: server?.url,
    HUBSPOT_BASE_URL: portal.baseUrl,
    HUBSPOT_ACCESS_TOKEN: portal.accessToken,
    PULSO_BACKFILL_DAYS: '90',
    PULSO_DATA_DIR: path.join(os.tmpdir(), `pulso-bench-${process.pid}`),
    PULSO_LOG_LEVEL: 'error',
    PULSO_PORT: '0',
    PULSO_REALTIME_SEGMENTS: '*',
    PULSO_SURVEYS_TOKEN: TOKEN,
  };
  const runtime = await openRuntime(env);
  const service = await serveRuntime(env, runtime);
  await syncPortal(runtime.deps);
  const { entries } = await readPortfolio(runtime.deps);
  const companyIds = entries.filter((row) => row.score !== null).map((row) => row.companyId);
  const target = { url: service.url ?? '', companyIds };
  // Satisfied so far, and known by their accounts.
  for (const companyId of companyIds) await deliver(target, `first-${companyId}`, companyId, 10);
  await syncPortal(runtime.deps);

  const latencies: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const taken = await eventToProperty(runtime.api, target, index);
    if (taken !== null) latencies.push(taken);
  }
  const before = await deliveries(runtime.deps.db);
  const load = await steadyLoad(PER_SECOND, seconds, (index) =>
    deliver(target, `load-${index}`, companyIds[index % companyIds.length] ?? '', index % 11),
  );
  const stored = (await deliveries(runtime.deps.db)) - before;
  await service.close();
  await runtime.close();
  await sandbox.close();
  server?.stop();
  return {
    database: server === null ? 'embedded' : 'postgres',
    samples: latencies.length,
    unseen: samples - latencies.length,
    eventToPropertyP95Seconds: percentile(latencies, 0.95),
    ...load,
    lost: load.sent - stored,
  };
}

async function deliveries(db: Awaited<ReturnType<typeof openRuntime>>['deps']['db']): Promise<number> {
  const row = await db
    .selectFrom('delivery')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

const [seconds = '20', samples = '5'] = process.argv.slice(2);
console.log(JSON.stringify(await measure(Number(seconds), Number(samples))));
