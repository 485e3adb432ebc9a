import { sql } from 'kysely';
import { openQueue, QUEUE_BACKENDS } from '../../src/jobs/queue.ts';
import { openStore } from '../../src/store/open.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The queue's own profiles for databases that speak PostgreSQL, as far as PostgreSQL itself understands them. */
(hasPostgres ? describe : describe.skip)('queue profiles', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
    const store = await openStore({ databaseUrl: server.url, dataDir: null });
    for (const backend of QUEUE_BACKENDS)
      await sql`create database ${sql.id(`of_${backend}`)}`.execute(store.db);
    await store.close();
  });
  afterAll(() => server.stop());

  test.each(QUEUE_BACKENDS)('%s: a job is taken once', async (backend) => {
    const databaseUrl = server.url.replace(/postgres$/, `of_${backend}`);
    const queue = await openQueue({ database: { databaseUrl }, log: silent, backend });
    expect(await queue.enqueue({ portalId: '1', kind: 'sync' })).toBe(true);
    expect(await queue.enqueue({ portalId: '1', kind: 'sync' })).toBe(false);
    const claimed = await new Promise<string>((resolve) => {
      void queue.work(async ({ portalId }) => {
        resolve(portalId);
        return null;
      }, 1);
    });
    expect(claimed).toBe('1');
    await queue.stop();
  });
});
