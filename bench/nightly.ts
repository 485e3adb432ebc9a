import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { startSandboxThread } from '../src/cli/sandbox-thread.ts';
import { type HubSpotApi } from '../src/model/hubspot-api.ts';
import { addDays, dayOf } from '../src/model/day.ts';
import { type PipelineDeps } from '../src/pipeline/deps.ts';
import { companiesToScore, partEnds } from '../src/pipeline/pages.ts';
import { publishTurn } from '../src/pipeline/publish.ts';
import { scorePortal } from '../src/pipeline/score.ts';
import { syncPortal } from '../src/pipeline/sync.ts';
import { openRuntime } from '../src/service/runtime.ts';
import { openStore, type Store } from '../src/store/open.ts';
import { SERVICE_FLAGS } from './service-flags.ts';
import { postgresBin, startPostgres } from '../test/helpers/postgres.ts';

/**
 * A nightly run over portfolios of several sizes with a year of history on PostgreSQL: what scoring and preparing a
 * full rewrite cost two workers, against the time that HubSpot's allowance alone takes. A few simulated companies are
 * scored for real, then copied; HubSpot answers at once, so that only our own cost counts. Each worker is a process of
 * its own.
 */
const TEMPLATES = 10;
const DAYS = 365;
/** 110 calls in 10 s, 100 companies each. */
const COMPANIES_PER_SECOND = 1_100;
const TURN = 1_000;

/** Scores the templates and makes `companies` of them, in tenant `size`. */
async function fill(store: Store, template: string, portalId: string, companies: number): Promise<void> {
  const copies = Math.ceil(companies / TEMPLATES);
  const copy = (table: string, columns: string, values: string) =>
    sql
      .raw(
        `insert into ${table} (portal_id, ${columns}) select '${portalId}', ${values}
         from ${table} t, generate_series(1, ${copies}) n where t.portal_id = '${template}'`,
      )
      .execute(store.db);
  const id = `t.company_id || n`;
  await copy(
    'company',
    'company_id, name, domains, owner_id, lifecycle_stage, segment, customer_since, arr, currency, created_at, updated_at, archived, health_properties',
    `${id}, t.name, t.domains, t.owner_id, t.lifecycle_stage, t.segment, t.customer_since, t.arr, t.currency, t.created_at, t.updated_at, false, '{}'::jsonb`,
  );
  await copy(
    'account',
    'source, external_id, name, domains, emails, company_id, matched_by',
    `t.source, t.external_id || '-' || n, t.name, t.domains, t.emails, ${id}, t.matched_by`,
  );
  await copy(
    'usage_month',
    'source, account_id, month, data, activity',
    `t.source, t.account_id || '-' || n, t.month, t.data, t.activity`,
  );
  const account = `t.account_id || case when t.source = 'hubspot-crm' then '' else '-' end || n`;
  await copy(
    'record',
    'source, kind, id, account_id, data',
    `t.source, t.kind, t.id || '-' || n, ${account}, jsonb_set(t.data, '{accountId}', to_jsonb(${account}))`,
  );
  await copy(
    'snapshot',
    'company_id, as_of, revision, model_id, model_version, score, band, coverage, provisional, detail',
    `${id}, t.as_of, t.revision, t.model_id, t.model_version, t.score, t.band, t.coverage, t.provisional, t.detail`,
  );
  await copy(
    'health',
    'company_id, as_of, band_state, breakdown, top_risks, scored_at, summary',
    `${id}, t.as_of, t.band_state, t.breakdown, t.top_risks, t.scored_at, t.summary`,
  );
  for (const [table, columns] of [
    ['usage_coverage', 'source, from_day, to_day'],
    ['usage_feature', 'source, feature, first_day'],
    ['source_state', 'source, status, fetched_at'],
  ] as const) {
    const values = columns
      .split(', ')
      .map((name) => `t.${name}`)
      .join(', ');
    await sql
      .raw(
        `insert into ${table} (portal_id, ${columns}) select '${portalId}', ${values} from ${table} t where portal_id = '${template}'`,
      )
      .execute(store.db);
  }
  // As the database does by itself while a year's scores are added day by day.
  await sql`vacuum snapshot`.execute(store.db);
  await sql`analyze`.execute(store.db);
}

async function prepare(databaseUrl: string, sizes: readonly number[]): Promise<void> {
  const sandbox = await startSandboxThread({
    dataDir: null,
    world: { seed: 5, profile: 'demo', companies: TEMPLATES, days: DAYS, eventsPerUserDay: 3 },
    now: new Date(),
    sources: true,
  });
  const { portal, sources } = sandbox.addresses;
  const runtime = await openRuntime({
    ...sources,
    DATABASE_URL: databaseUrl,
    HUBSPOT_BASE_URL: portal.baseUrl,
    HUBSPOT_ACCESS_TOKEN: portal.accessToken,
    PULSO_LOG_LEVEL: 'silent',
  });
  await syncPortal(runtime.deps);
  for (const size of sizes) await fill(runtime.store, runtime.deps.portalId, String(size), size);
  await runtime.close();
  await sandbox.close();
}

/** Acknowledges every batch write at once. */
const instantHubSpot: HubSpotApi = {
  async request({ body, schema }) {
    const { inputs = [] } = (body ?? {}) as { inputs?: { id: string; properties: object }[] };
    const at = new Date().toISOString();
    const results = inputs.map((each) => ({ ...each, createdAt: at, updatedAt: at, archived: false }));
    return schema.parse({ status: 'COMPLETE', results, startedAt: at, completedAt: at });
  },
};

/** What one process did. */
interface Share {
  readonly companies: number;
  readonly seconds: number;
  readonly cpuMs: number;
  readonly peakMemoryMb: number;
}

function depsOf(store: Store, portalId: string): PipelineDeps {
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return {
    db: store.forPortal(portalId),
    portalId,
    api: instantHubSpot,
    sources: [],
    log: silent,
    clock: () => new Date(),
    tempDir: '',
    settings: {
      locale: 'en',
      modelId: 'three-dimension',
      customerStages: ['customer'],
      managerOwnerId: null,
      backfillDays: DAYS,
    },
  };
}

async function scorePart(deps: PipelineDeps, first: string | null, to: string | null): Promise<number> {
  const asOf = addDays(dayOf(Date.now()), 1);
  let scored = 0;
  for (let after = first; ;) {
    const companyIds = await companiesToScore(deps, { after, limit: TURN, to });
    const last = companyIds.at(-1);
    if (last === undefined) return scored;
    await scorePortal(deps, { asOf, companyIds });
    scored += companyIds.length;
    after = last;
  }
}

async function publish(deps: PipelineDeps): Promise<number> {
  let written = 0;
  let position: string | null = null;
  do {
    const turn: Awaited<ReturnType<typeof publishTurn>> = await publishTurn(deps, position);
    written += turn.outcome.companiesWritten;
    position = turn.after;
  } while (position !== null);
  return written;
}

async function share(databaseUrl: string, portalId: string, work: (deps: PipelineDeps) => Promise<number>) {
  const store = await openStore({ databaseUrl, dataDir: null });
  const cpu = process.cpuUsage();
  const begin = performance.now();
  const companies = await work(depsOf(store, portalId));
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await store.close();
  const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
  return { companies, seconds, cpuMs: (user + system) / 1000, peakMemoryMb };
}

async function inProcess(...args: readonly string[]): Promise<Share> {
  const own = [...SERVICE_FLAGS, import.meta.filename, ...args];
  return JSON.parse((await promisify(execFile)(process.execPath, own)).stdout) as Share;
}

/** Two workers share the scoring, as the service's do; one of them publishes. */
async function measure(store: Store, databaseUrl: string, size: number) {
  const portalId = String(size);
  const [end = ''] = await partEnds(depsOf(store, portalId), { most: 2, least: 1 });
  const scored = await Promise.all([
    inProcess('--score', databaseUrl, portalId, '', end),
    inProcess('--score', databaseUrl, portalId, end, ''),
  ]);
  const published = await inProcess('--publish', databaseUrl, portalId);
  const all = [...scored, published];
  const companies = scored.reduce((sum, each) => sum + each.companies, 0);
  const seconds = Math.max(...scored.map((each) => each.seconds)) + published.seconds;
  return {
    companies,
    written: published.companies,
    seconds,
    cpuMsPerCompany: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / companies,
    ofAllowanceTime: seconds / (published.companies / COMPANIES_PER_SECOND),
    /** Of the worker that took most. */
    peakMemoryMb: Math.max(...all.map((each) => each.peakMemoryMb)),
  };
}

async function main(sizes: readonly number[]): Promise<void> {
  if (postgresBin() === null) {
    console.log(JSON.stringify({ skipped: 'PostgreSQL is not installed' }));
    return;
  }
  const server = await startPostgres();
  const store = await openStore({ databaseUrl: server.url, dataDir: null });
  try {
    await prepare(server.url, sizes);
    const runs: Awaited<ReturnType<typeof measure>>[] = [];
    for (const size of sizes) runs.push(await measure(store, server.url, size));
    const [smallest, largest] = [runs[0], runs.at(-1)];
    const growth = (largest?.cpuMsPerCompany ?? Number.NaN) / (smallest?.cpuMsPerCompany ?? Number.NaN);
    console.log(JSON.stringify({ runs, growth, ...largest }));
  } finally {
    await store.close();
    server.stop();
  }
}

const args = process.argv.slice(2);
const [does, url = '', portalId = '', after = '', to = ''] = args;
if (does === '--score') {
  const part = (deps: PipelineDeps) => scorePart(deps, after || null, to || null);
  console.log(JSON.stringify(await share(url, portalId, part)));
} else if (does === '--publish') console.log(JSON.stringify(await share(url, portalId, publish)));
else await main((args.length === 0 ? ['1000', '10000'] : args).map(Number));
