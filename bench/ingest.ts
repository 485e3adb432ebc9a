import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { addDays } from '../src/model/day.ts';
import { parseDatasets } from '../src/sources/datasets/dataset.ts';
import { pullSource } from '../src/pipeline/pull.ts';
import { createFilesSource } from '../src/sources/files/index.ts';

import { openStore, type Store } from '../src/store/open.ts';
import { postgresBin, startPostgres } from '../test/helpers/postgres.ts';

/**
 * From one gzipped NDJSON file of events to user days stored in PostgreSQL (the embedded database where it is not
 * installed), against DuckDB's own `GROUP BY` of the same file into a table: by day, account, user and event name.
 * With ids, both count the copies of an event once. Both in turns; prints one JSON line.
 *
 * `node bench/ingest.ts [events] [rounds]`
 */
const FIRST_DAY = '2026-06-01';
const DAYS = 60;
/** What an active user of a product that people work in all day does. */
const EVENTS_PER_USER_DAY = 25;
const USERS_PER_ACCOUNT = 12;
const PORTAL = '1';
const NAMES = [
  'Report Viewed',
  'Dashboard Viewed',
  'Workflow Started',
  'Workflow Completed',
  'Logged In',
  'Search Performed',
  'Report Exported',
  'Custom Report Built',
  'API Query Run',
];
/** Fields that a real line has and nobody reads. */
const UNREAD =
  '"context":{"page":{"path":"/reports","title":"Reports"},"locale":"es-ES","ip":"192.0.2.1",' +
  '"user_agent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"}';

function* lines(events: number): Generator<string> {
  const perDay = Math.ceil(events / DAYS);
  const active = Math.ceil(perDay / EVENTS_PER_USER_DAY);
  let block = '';
  for (let index = 0; index < events; index += 1) {
    const nth = index % perDay;
    const day = addDays(FIRST_DAY, Math.floor(index / perDay));
    // Other people every day, of half as many again as are active on one.
    const user = (((nth * 7_919) % active) + Math.floor(index / perDay) * 31) % Math.ceil(active * 1.5);
    const account = Math.floor(user / USERS_PER_ACCOUNT);
    const time = new Date(Date.parse(day) + 25_200_000 + Math.floor((nth / perDay) * 39_600_000));
    block +=
      `{"event_id":"8f0c1d6e-41f0-4000-8000-${index.toString(16).padStart(12, '0')}",` +
      `"event":"${NAMES[(index * 31 + user) % NAMES.length]}","timestamp":"${time.toISOString()}",` +
      `"user_id":"user-${user}","account_id":"acct_${account}","email":"user-${user}@company-${account}.example",${UNREAD}}\n`;
    if (block.length < 1_000_000) continue;
    yield block;
    block = '';
  }
  yield block;
}

interface Timed {
  readonly seconds: number;
  /** Processor time of this process; PostgreSQL's is its own. */
  readonly cpuSeconds: number;
}

async function timed(work: () => Promise<unknown>): Promise<Timed> {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await work();
  const seconds = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (user + system) / 1_000_000 };
}

async function groupBy(file: string, withIds: boolean): Promise<void> {
  const database = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GB' });
  const connection = await database.connect();
  const id = withIds ? `, event_id: 'VARCHAR'` : '';
  await connection.run(`
    CREATE TABLE daily AS
    SELECT timestamp[1:10] AS day, account_id, user_id, event, count(${withIds ? 'DISTINCT event_id' : '*'}) AS events
    FROM read_json('${file}', format = 'newline_delimited',
      columns = { timestamp: 'VARCHAR', account_id: 'VARCHAR', user_id: 'VARCHAR', event: 'VARCHAR'${id} })
    GROUP BY ALL`);
  connection.closeSync();
  database.closeSync();
}

async function ingest(store: Store, file: string, withIds: boolean, tempDir: string): Promise<number> {
  const columns = {
    event: 'event',
    at: 'timestamp',
    userId: 'user_id',
    accountId: 'account_id',
    email: 'email',
  };
  const ids = withIds ? { id: 'event_id' } : {};
  const mapping = { datasets: [{ name: 'product', kind: 'events', file, columns: { ...columns, ...ids } }] };
  const source = createFilesSource(parseDatasets(mapping, 'file'));
  const settings = {
    locale: 'en' as const,
    modelId: 'three-dimension',
    customerStages: ['customer'],
    managerOwnerId: null,
    backfillDays: DAYS,
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const deps = {
    db: store.forPortal(PORTAL),
    portalId: PORTAL,
    clock: () => new Date(),
    tempDir,
    log,
    settings,
  };
  const { streams } = await pullSource(deps, source, { since: FIRST_DAY, full: true });
  return streams.reduce((sum, { records }) => sum + records, 0);
}

async function measure(events: number, rounds: number) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pulso-bench-'));
  const server = postgresBin() === null ? null : await startPostgres();
  const store = await openStore({ databaseUrl: server?.url, dataDir: null });
  try {
    const file = path.join(folder, 'events.ndjson.gz');
    await pipeline(lines(events), createGzip({ level: 4 }), createWriteStream(file));
    // Also warms up; DuckDB's own turns come later, so that the peak so far is ours.
    await ingest(store, file, true, folder);
    const ingestPeakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    await groupBy(file, true);
    const plain = await compare(store, file, { rounds, withIds: false, folder, events });
    const withIds = await compare(store, file, { rounds, withIds: true, folder, events });
    const { count } = await store.db
      .selectFrom('usage_month')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return {
      database: server === null ? 'embedded' : 'postgres',
      events,
      gzipMegabytes: Math.round((await stat(file)).size / 1e6),
      accountMonths: Number(count),
      ratio: plain.ratio,
      plain,
      withIds,
      ingestPeakMegabytes,
    };
  } finally {
    await store.close();
    server?.stop();
    await rm(folder, { recursive: true });
  }
}

interface Comparison {
  readonly rounds: number;
  readonly withIds: boolean;
  readonly folder: string;
  readonly events: number;
}

async function compare(store: Store, file: string, { rounds, withIds, folder, events }: Comparison) {
  const own: Timed[] = [];
  const theirs: Timed[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await timed(() => groupBy(file, withIds)));
    own.push(
      await timed(async () => {
        const read = await ingest(store, file, withIds, folder);
        if (read !== events) throw new Error(`read ${read} of ${events} events`);
      }),
    );
  }
  const sum = (all: readonly Timed[], figure: keyof Timed) =>
    all.reduce((total, each) => total + each[figure], 0);
  return {
    groupBySeconds: sum(theirs, 'seconds') / rounds,
    ingestSeconds: sum(own, 'seconds') / rounds,
    eventsPerSecond: Math.round((events * rounds) / sum(own, 'seconds')),
    /** DuckDB's time ÷ ours; 1 = as fast. */
    ratio: sum(theirs, 'seconds') / sum(own, 'seconds'),
    cpuRatio: sum(theirs, 'cpuSeconds') / sum(own, 'cpuSeconds'),
  };
}

const [events = '2000000', rounds = '3'] = process.argv.slice(2);
console.log(JSON.stringify(await measure(Number(events), Number(rounds))));
