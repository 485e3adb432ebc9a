import { sql } from 'kysely';
import { type JobQueue, openQueue } from '../../src/jobs/queue.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';
import { until } from '../helpers/until.ts';

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

const warned: string[] = [];
const log = {
  info: () => undefined,
  warn: (_facts: object, message: string) => void warned.push(message),
  error: () => undefined,
};
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Workers of several processes on one PostgreSQL; the embedded database takes one statement at a time anyway. */
(hasPostgres ? describe : describe.skip)('one job of a portal at a time', () => {
  let server: TestPostgres;
  let store: Store;
  const queues: JobQueue[] = [];
  const open = async (): Promise<JobQueue> => {
    const queue = await openQueue({ database: { databaseUrl: server.url }, log });
    queues.push(queue);
    return queue;
  };

  beforeAll(async () => {
    server = await startPostgres();
    store = await openStore({ databaseUrl: server.url, dataDir: null });
  });
  afterEach(async () => {
    for (const queue of queues.splice(0)) await queue.stop();
  });
  afterAll(async () => {
    await store.close();
    server.stop();
  });

  test('processes that start together agree on it, and one that starts later has nothing to do', async () => {
    await Promise.all([open(), open(), open()]);
    await open();
    const { rows } = await sql`
      select 1 from pg_indexes where schemaname = 'pgboss' and indexname = 'pulso_one_of_group'`.execute(
      store.db,
    );
    expect([rows.length, warned]).toEqual([1, []]);
  });

  test('a job is not taken while another of its portal is just being taken', async () => {
    const queue = await open();
    for (const kind of ['match', 'proof'] as const) await queue.enqueue({ portalId: '1', kind });
    const ran: string[] = [];
    let release = (): void => undefined;
    let taken = (): void => undefined;
    const isTaken = new Promise<void>((resolve) => (taken = resolve));
    // As another process takes the first job: nobody sees it before it is committed.
    const other = store.db.transaction().execute(async (transaction) => {
      await sql`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now()
        where data ->> 'kind' = 'match'`.execute(transaction);
      taken();
      await new Promise<void>((resolve) => (release = resolve));
    });
    await isTaken;
    await queue.work(async ({ kind }) => {
      ran.push(kind);
      return null;
    }, 2);
    await wait(1_500);
    const meanwhile = [...ran];
    release();
    await other;
    await wait(1_000);
    expect([meanwhile, ran]).toEqual([[], []]);
    await sql`update pgboss.job set state = 'completed', completed_on = now()
      where data ->> 'kind' = 'match'`.execute(store.db);
    await until(() => ran.length === 1);
    expect(ran).toEqual(['proof']);
  });

  test('with many portals and two processes no job begins while another of its portal runs, and none is lost', async () => {
    const [first, second] = [await open(), await open()];
    const kinds = ['sync', 'proof', 'retention', 'refresh'] as const;
    const portals = Array.from({ length: 30 }, (_, index) => `p${index}`);
    for (const portalId of portals) for (const kind of kinds) await first.enqueue({ portalId, kind });
    const running = new Set<string>();
    const beside: string[] = [];
    let done = 0;
    for (const queue of [first, second]) {
      await queue.work(async ({ portalId, kind }) => {
        if (running.has(portalId)) beside.push(`${portalId} ${kind}`);
        running.add(portalId);
        await wait(30);
        running.delete(portalId);
        done += 1;
        return null;
      }, 4);
    }
    await until(() => done === portals.length * kinds.length);
    expect(beside).toEqual([]);
  });

  test('where two of a portal stand as running already, work goes on and the next start puts it right', async () => {
    await sql`drop index pgboss.pulso_one_of_group`.execute(store.db);
    await sql`delete from pgboss.job`.execute(store.db);
    const queue = await open();
    for (const kind of ['match', 'proof'] as const) await queue.enqueue({ portalId: '2', kind });
    await sql`drop index pgboss.pulso_one_of_group`.execute(store.db);
    await sql`update pgboss.job set state = 'active', started_on = now()`.execute(store.db);
    await open();
    expect(warned).toEqual([expect.stringContaining('until the next start')]);
    await sql`update pgboss.job set state = 'completed', completed_on = now()`.execute(store.db);
    await open();
    expect(warned).toHaveLength(1);
  });
});
