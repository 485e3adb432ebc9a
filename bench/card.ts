import { once } from 'node:events';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { sql } from 'kysely';
import { readConfig } from '../src/config.ts';
import { type PortalBook } from '../src/service/portal-book.ts';
import { startService } from '../src/service/service.ts';
import { openStore, type Store } from '../src/store/open.ts';
import { postgresBin, startPostgres } from '../test/helpers/postgres.ts';
import { type LoadFigures, steadyLoad } from './load.ts';

/**
 * The card's detail endpoint under 100 requests a second over a large portfolio, on PostgreSQL where it is installed.
 * The requests come from a thread of their own; on few cores they compete with the service for them.
 */
const PER_SECOND = 100;
/** 24,000 characters, as a breakdown takes on average; of digests, so that the database cannot make less of them. */
const DIGESTS = 187;
const REPEATED = 4;

interface LoadOrder {
  readonly url: string;
  /** 0: a route that does nothing, to compare with. */
  readonly companies: number;
  readonly seconds: number;
}

async function fill(store: Store, companies: number): Promise<void> {
  await sql`
    insert into health (portal_id, company_id, as_of, band_state, breakdown, top_risks, scored_at)
    select '1', (1000000 + n)::text, current_date, '{}'::jsonb,
      json_build_object('v', 2, 'x', repeat(digests, ${REPEATED}::int)), '[]'::jsonb, now()
    from generate_series(0, ${companies - 1}::int) n, lateral (
      select string_agg(md5(n || ' ' || part), '') as digests from generate_series(1, ${DIGESTS}::int) part) text`.execute(
    store.db,
  );
  await sql`analyze health`.execute(store.db);
}

const book: PortalBook = {
  find: async () => '1',
  ids: async () => [],
  depsOf: async () => null,
  secret: async () => null,
};

async function measure(companies: number, seconds: number) {
  const server = postgresBin() === null ? null : await startPostgres();
  const store = await openStore({ databaseUrl: server?.url, dataDir: null });
  await fill(store, companies);
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const config = readConfig({ PULSO_PORT: '0', PULSO_RATE_LIMIT: '1000000' });
  const clock = () => new Date();
  const service = await startService({ config, store, book, log: silent, clock, role: 'web', install: null });
  // This thread does nothing but serve, so that its time on the processor is what the requests cost.
  const order = async (over: number, length: number): Promise<LoadFigures & { cpuMs: number }> => {
    const workerData: LoadOrder = { url: service.url ?? '', companies: over, seconds: length };
    const before = process.threadCpuUsage();
    const [figures] = (await once(new Worker(new URL(import.meta.url), { workerData }), 'message')) as [
      LoadFigures,
    ];
    const { user, system } = process.threadCpuUsage(before);
    return { ...figures, cpuMs: (user + system) / 1000 / figures.sent };
  };
  await order(companies, 3);
  const idle = await order(0, seconds);
  const { cpuMs, ...figures } = await order(companies, seconds);
  await service.close();
  await store.close();
  server?.stop();
  return {
    companies,
    database: server === null ? 'embedded' : 'postgres',
    ...figures,
    cpuMsPerRequest: cpuMs,
    idleP95Ms: idle.p95Ms,
    idleCpuMsPerRequest: idle.cpuMs,
    overIdle: figures.p95Ms / idle.p95Ms,
  };
}

function idAt(index: number, companies: number): number {
  return 1_000_000 + ((index * 7_919) % companies);
}

if (isMainThread) {
  const [companies = '100000', seconds = '20'] = process.argv.slice(2);
  console.log(JSON.stringify(await measure(Number(companies), Number(seconds))));
} else {
  const { url, companies, seconds } = workerData as LoadOrder;
  parentPort?.postMessage(
    await steadyLoad(PER_SECOND, seconds, (index) =>
      // Jumps through the portfolio, so that the database's pages are not always the same.
      fetch(companies === 0 ? `${url}/healthz` : `${url}/api/companies/${idAt(index, companies)}/health`),
    ),
  );
}
