import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { startSandboxThread } from '../src/cli/sandbox-thread.ts';
import { type HubSpotApi } from '../src/model/hubspot-api.ts';
import { addDays, dayOf } from '../src/model/day.ts';
import { type PipelineDeps } from '../src/pipeline/deps.ts';
import { companiesToScore } from '../src/pipeline/pages.ts';
import { publishTurn } from '../src/pipeline/publish.ts';
import { scorePortal } from '../src/pipeline/score.ts';
import { syncPortal } from '../src/pipeline/sync.ts';
import { openRuntime } from '../src/service/runtime.ts';
import { openStore, type Store } from '../src/store/open.ts';
import { SERVICE_FLAGS } from './service-flags.ts';
import { postgresBin, startPostgres } from '../test/helpers/postgres.ts';

/**
 * A nightly run over portfolios of several sizes with a year of history on PostgreSQL: what scoring and preparing a
 * full rewrite cost, against the time that HubSpot's allowance alone takes. A few simulated companies are scored for
 * real, then copied; HubSpot answers at once, so that only our own cost counts. Each size in a process of its own.
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

async function measure(databaseUrl: string, portalId: string) {
  const store = await openStore({ databaseUrl, dataDir: null });
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps: PipelineDeps = {
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
  const asOf = addDays(dayOf(Date.now()), 1);
  const cpu = process.cpuUsage();
  const begin = performance.now();
  let scored = 0;
  for (let after: string | null = null; ;) {
    const companyIds = await companiesToScore(deps, { after, limit: TURN });
    const last = companyIds.at(-1);
    if (last === undefined) break;
    await scorePortal(deps, { asOf, companyIds });
    scored += companyIds.length;
    after = last;
  }
  let written = 0;
  let position: string | null = null;
  do {
    const turn: Awaited<ReturnType<typeof publishTurn>> = await publishTurn(deps, position);
    written += turn.outcome.companiesWritten;
    position = turn.after;
  } while (position !== null);
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await store.close();
  return {
    companies: scored,
    written,
    seconds,
    cpuMsPerCompany: (user + system) / 1000 / scored,
    // One worker; two share the portfolio's portals, not one portal.
    ofAllowanceTime: seconds / (written / COMPANIES_PER_SECOND),
    peakMemoryMb: process.resourceUsage().maxRSS / 1024,
  };
}

type Measured = Awaited<ReturnType<typeof measure>>;

async function main(sizes: readonly number[]): Promise<void> {
  if (postgresBin() === null) {
    console.log(JSON.stringify({ skipped: 'PostgreSQL is not installed' }));
    return;
  }
  const server = await startPostgres();
  try {
    await prepare(server.url, sizes);
    const runs: Measured[] = [];
    for (const size of sizes) {
      const args = [...SERVICE_FLAGS, import.meta.filename, '--measure', server.url, String(size)];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      runs.push(JSON.parse(stdout) as Measured);
    }
    const [smallest, largest] = [runs[0], runs.at(-1)];
    const growth = (largest?.cpuMsPerCompany ?? Number.NaN) / (smallest?.cpuMsPerCompany ?? Number.NaN);
    console.log(JSON.stringify({ runs, growth, ...largest }));
  } finally {
    server.stop();
  }
}

const [first = '1000', second = '10000', ...rest] = process.argv.slice(2);
if (first === '--measure') console.log(JSON.stringify(await measure(second, rest[0] ?? '')));
else await main([first, second, ...rest].map(Number));
