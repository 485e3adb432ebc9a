import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../src/errors.ts';
import { loadHealth } from '../../src/store/health.ts';
import { createHubSpotApi } from '../../src/hubspot/client/index.ts';
import { HEALTH_PROPERTY_NAMES } from '../../src/hubspot/properties/index.ts';
import { createRateLimiter } from '../../src/hubspot/rate-limit/index.ts';
import { type Source } from '../../src/model/source.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { healthBreakdown } from '../../src/model/breakdown.ts';
import { readCompanyHealth, readPortfolio } from '../../src/pipeline/read.ts';
import { readSourceQualities } from '../../src/pipeline/source-qualities.ts';
import { syncPortal } from '../../src/pipeline/sync.ts';
import { type RunningPortal, startPortal } from '../../src/sandbox/portal/index.ts';
import { startStripe, type StripeServer } from '../../src/sandbox/stripe/server.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { createHubSpotCrmSource } from '../../src/sources/hubspot-crm/index.ts';
import { createStripeSource } from '../../src/sources/stripe/index.ts';
import { openStore, type Store } from '../../src/store/open.ts';

const NOW = new Date('2026-11-01T10:00:00Z');
const COMPANIES = 12;
const world = createWorld({
  seed: 5,
  profile: 'demo',
  companies: COMPANIES,
  days: 200,
  endDay: '2026-11-01',
});
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

let portal: RunningPortal;
let stripe: StripeServer;
let store: Store;
let tempDir: string;
let deps: PipelineDeps;

/** A source whose only stream fails the way a vendor does. */
function failing(id: string, error: AppError): Source {
  return {
    meta: { id, title: id, feeds: [], credentials: [], scopes: [], limits: '', docs: '' },
    streams: [
      {
        name: 'events',
        cursor: z.object({}),
        pull: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) }),
      },
    ],
  };
}

beforeAll(async () => {
  portal = await startPortal({ dataDir: null, world, now: () => NOW, searchPerSecond: null });
  stripe = await startStripe({ world });
  store = await openStore({ dataDir: null });
  tempDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-sync-'));
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const api = createHubSpotApi({
    baseUrl: portal.baseUrl,
    accessToken: portal.accessToken,
    limiter: createRateLimiter({ clock: Date.now, sleep }),
    sleep,
    clock: Date.now,
    log: silent,
  });
  deps = {
    db: store.db,
    portalId: String(portal.portalId),
    api,
    sources: [
      createHubSpotCrmSource({ api, healthPropertyNames: HEALTH_PROPERTY_NAMES }),
      createStripeSource({ baseUrl: stripe.baseUrl, apiKey: stripe.apiKey }),
      failing('amplitude', new AppError('unauthorized', 'the keys were refused (401); create new ones')),
    ],
    log: silent,
    clock: () => NOW,
    tempDir,
    settings: {
      locale: 'es',
      modelId: 'three-dimension',
      customerStages: ['customer'],
      managerOwnerId: null,
      backfillDays: 200,
    },
  };
});
afterAll(async () => {
  await store.close();
  await stripe.close();
  await portal.close();
  rmSync(tempDir, { recursive: true, force: true });
});

test('a run goes on without the source that fails, and says which one and what to do', async () => {
  const summary = await syncPortal(deps);
  expect(summary.sources).toContainEqual({ id: 'amplitude', records: 0, status: 'error' });
  expect(summary.sources.filter((source) => source.status === 'ok').map((source) => source.id)).toEqual([
    'hubspot-crm',
    'stripe',
  ]);
  expect(summary.problems).toContainEqual({
    source: 'amplitude',
    message: 'events: amplitude: the keys were refused (401); create new ones',
  });
  expect(summary.companies).toBe(COMPANIES);
  expect(summary.scored).toBeGreaterThan(0);
  expect(summary.companiesWritten).toBeGreaterThan(0);
});

test('what the failed source feeds has no data, never zero, and the card is told', async () => {
  const { entries } = await readPortfolio(deps);
  const scored = entries.find((row) => row.score !== null);
  const breakdown = healthBreakdown.parse(
    JSON.parse((await readCompanyHealth(deps, scored?.companyId ?? '')) ?? ''),
  );
  const login = breakdown.result.indicators.find((each) => each.id === 'login-activity');
  expect(login).toMatchObject({ state: 'no-data', score: null, weight: 0 });
  expect(breakdown.result.dimensions.find((each) => each.id === 'product')).toMatchObject({
    score: null,
    weight: 0,
  });
  expect(breakdown.sources.amplitude).toMatchObject({ status: 'error', fetchedAt: null });
});

test('the quality of each source follows from what it delivered', async () => {
  const qualities = await readSourceQualities(deps);
  expect(qualities.get('amplitude')).toEqual({
    access: false,
    accuracy: null,
    currency: null,
    impact: null,
    integration: null,
  });
  expect(qualities.get('hubspot-crm')).toMatchObject({ access: true, accuracy: 1, integration: null });
  const stripe = qualities.get('stripe');
  expect(stripe).toMatchObject({ access: true, accuracy: 1 });
  expect(stripe?.integration).toBeGreaterThan(0.5);
  expect(stripe?.impact).toBeGreaterThan(0);
  expect(stripe?.impact).toBeLessThan(1);
});

test('reasons are written in the language of the portal', async () => {
  const healths = (await loadHealth(deps.db, deps.portalId)).values();
  const reasons = [...healths].flatMap(({ topRisks }) => topRisks).join(' ');
  expect(reasons).toMatch(/punto/);
});

test('a company that is no customer any more has an honest unknown', async () => {
  const lost = world.companies.filter(
    ({ truth }) => truth.churnDay !== null && truth.churnDay <= '2026-11-01',
  );
  const { entries } = await readPortfolio(deps);
  for (const company of lost) {
    const row = entries.find((each) => each.companyId === company.id);
    if (row !== undefined) expect(row).toMatchObject({ score: null, band: 'unknown' });
  }
});

test('the next run over the same data writes nothing and creates no task', async () => {
  expect(await syncPortal(deps)).toMatchObject({ companiesWritten: 0, writeCalls: 0, tasksCreated: 0 });
});

test('a portal that refuses the token ends the run with that reason', async () => {
  const refused = {
    ...deps,
    api: { request: () => Promise.reject(new AppError('unauthorized', 'token refused')) },
  };
  await expect(syncPortal(refused)).rejects.toMatchObject({ code: 'unauthorized' });
  const run = await store.db.selectFrom('run').select(['error']).orderBy('started_at').execute();
  expect(run.map((each) => each.error)).toContain('token refused');
});
