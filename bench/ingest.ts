import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { openStore, type Store } from '../src/store/open.ts';
import { postgresBin, startPostgres } from '../test/helpers/postgres.ts';
import { writeEvents } from './ingest/events-file.ts';
import { peakOf } from './ingest/memory.ts';
import { pullFile } from './ingest/pull-file.ts';

/**
 * From one gzipped NDJSON file of events to user days stored in PostgreSQL (the embedded database where it is not
 * installed), against DuckDB's own `GROUP BY` of the same file into a table: by day, account, user and event name.
 * With ids, both count the copies of an event once. Both in turns. Beside it, once, the same with the largest file,
 * which is staged on disk instead of counted in one pass, and the most memory that a process takes for a file of a
 * tenth of the largest size, for the first file and for the largest. Prints one JSON line.
 *
 * `node bench/ingest.ts [events] [rounds] [largest]`
 */
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

async function measure(events: number, rounds: number, largest: number) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pulso-bench-'));
  const server = postgresBin() === null ? null : await startPostgres();
  const store = await openStore({ databaseUrl: server?.url, dataDir: null });
  try {
    const file = path.join(folder, 'events.ndjson.gz');
    await writeEvents(file, events);
    // Warms up.
    await pullFile(store, file, true, folder);
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
      ...(await largeFiles(store, folder, { largest, events, databaseUrl: server?.url })),
      loadAverage: os.loadavg()[1],
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
        const read = await pullFile(store, file, withIds, folder);
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

/** The memory of each size in a process of its own. */
async function largeFiles(
  store: Store,
  folder: string,
  { largest, events, databaseUrl }: { largest: number; events: number; databaseUrl: string | undefined },
) {
  const peaks = [];
  let ratioOfLargest = 0;
  for (const size of [largest / 10, events, largest]) {
    const file = path.join(folder, `${size}.ndjson.gz`);
    await writeEvents(file, size);
    peaks.push({ events: size, ...(await peakOf(file, databaseUrl)) });
    if (size === largest) {
      const once = { rounds: 1, withIds: false, folder, events: size };
      ratioOfLargest = (await compare(store, file, once)).ratio;
    }
    await rm(file);
  }
  const [small, , large] = peaks;
  if (small === undefined || large === undefined) throw new Error('sizes are compared');
  return {
    ratioOfLargest,
    peakMegabytes: peaks,
    /** Peak of ten times the events ÷ peak; 1 = flat. */
    memoryGrowth: Math.max(large.plain / small.plain, large.withIds / small.withIds),
  };
}

const [events = '2000000', rounds = '3', largest = '10000000'] = process.argv.slice(2);
console.log(JSON.stringify(await measure(Number(events), Number(rounds), Number(largest))));
