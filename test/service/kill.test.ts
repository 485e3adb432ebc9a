import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { sql } from 'kysely';
import { openQueue } from '../../src/jobs/queue.ts';
import { type RunningPortal, startPortal } from '../../src/sandbox/portal/index.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { latestRuns } from '../../src/store/runs.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';

/**
 * Two worker processes share one PostgreSQL; one is killed in the middle of a run. The portal must end as after a run
 * without faults: every company written once with the same values, nothing twice.
 */
const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

const COMPANIES = 60;
const NOW = new Date();
const world = createWorld({
  seed: 11,
  profile: 'demo',
  companies: COMPANIES,
  days: 60,
  endDay: NOW.toISOString().slice(0, 10),
});
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let server: TestPostgres;
let portal: RunningPortal;
let store: Store;
const workers: ChildProcess[] = [];

function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'worker-process.ts')], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: server.url,
      HUBSPOT_BASE_URL: portal.baseUrl,
      HUBSPOT_ACCESS_TOKEN: portal.accessToken,
      PULSO_HEARTBEAT_SECONDS: '10',
      PULSO_BACKFILL_DAYS: '60',
      PULSO_LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  workers.push(child);
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve(child));
    child.once('exit', () => reject(new Error('the worker ended')));
  });
}

const kill = (child: ChildProcess): Promise<unknown> => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  return gone;
};

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 100));
}

(hasPostgres ? describe : describe.skip)('two workers on one PostgreSQL', () => {
  beforeAll(async () => {
    server = await startPostgres();
    portal = await startPortal({ dataDir: null, world, searchPerSecond: null });
    store = await openStore({ databaseUrl: server.url, dataDir: null });
  });
  afterAll(async () => {
    await Promise.all(workers.filter((each) => each.exitCode === null && each.signalCode === null).map(kill));
    await portal.close();
    await store.close();
    server.stop();
  });

  test('a run survives the death of the worker that was at it', async () => {
    const portalId = String(portal.portalId);
    const first = await startWorker();
    const queue = await openQueue({ database: store.queueDatabase, log: silent, heartbeatSeconds: 10 });
    await queue.enqueue({ portalId, kind: 'sync' });
    const db = store.forPortal(portalId);
    await until(async () => (await latestRuns(db, portalId, 1)).length === 1);
    await until(
      async () => (await db.selectFrom('company').select('company_id').limit(1).execute()).length > 0,
    );
    await kill(first);
    const [halfway] = await latestRuns(db, portalId, 1);
    expect(halfway?.finishedAt).toBeNull();

    await startWorker();
    await until(async () => (await latestRuns(db, portalId, 1))[0]?.finishedAt != null);
    const runs = await latestRuns(db, portalId, 5);
    expect(runs).toMatchObject([{ error: null, summary: { problems: 0 } }]);
    const healths = await db.selectFrom('health').select('company_id').execute();
    const written = await db
      .selectFrom('company')
      .select('company_id')
      .where(sql<boolean>`health_properties <> '{}'::jsonb`)
      .execute();
    expect(written.length).toBe(healths.length);
    // The same again changes nothing: what is in the portal is what a run without faults would have written.
    await queue.enqueue({ portalId, kind: 'sync' });
    await until(async () => {
      const all = await latestRuns(db, portalId, 5);
      return all.length === 2 && all.every((each) => each.finishedAt !== null);
    });
    const [again] = await latestRuns(db, portalId, 1);
    expect(again?.summary).toMatchObject({ written: 0, writeCalls: 0, tasksCreated: 0, problems: 0 });
    await queue.stop();
  });
});
