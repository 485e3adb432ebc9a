import { openStore } from '../../src/store/open.ts';
import { storeBattery } from '../batteries/store-battery.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';

describe('embedded store', () => {
  storeBattery(() => openStore({ dataDir: null }));
});

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

(hasPostgres ? describe : describe.skip)('PostgreSQL store', () => {
  let server: TestPostgres;
  storeBattery(async () => {
    server = await startPostgres();
    return openStore({ databaseUrl: server.url, dataDir: null });
  });
  afterAll(() => server.stop());
});

test('a database that cannot be reached is a store-failed error', async () => {
  await expect(
    openStore({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', dataDir: null }),
  ).rejects.toMatchObject({ code: 'store-failed' });
});
