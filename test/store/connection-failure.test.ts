import { withStoreFailure } from '../../src/store/connection-failure.ts';
import { loadCompanies } from '../../src/store/companies.ts';
import { openStore } from '../../src/store/open.ts';
import { postgresBin, startPostgres } from '../helpers/postgres.ts';

const failure = (code: string | undefined, message = 'x') => Object.assign(new Error(message), { code });

test.each([
  ['08006', 'x'],
  ['57P01', 'terminating connection due to administrator command'],
  ['53300', 'too many connections'],
  ['ECONNREFUSED', 'connect'],
  [undefined, 'Connection terminated unexpectedly'],
])('%s %s: the database is not there, and that can heal', (code, message) => {
  expect(withStoreFailure(failure(code, message))).toMatchObject({ code: 'store-failed', retriable: true });
});

test.each([['23505'], ['42P01'], ['22P05'], [undefined]])('%s: the statement is at fault', (code) => {
  const error = failure(code);
  expect(withStoreFailure(error)).toBe(error);
});

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');
(hasPostgres ? test : test.skip)(
  'a stopped server is a store-failed error, a wrong statement is not',
  async () => {
    const server = await startPostgres();
    const store = await openStore({ databaseUrl: server.url, dataDir: null });
    const db = store.forPortal('1');
    await expect(
      db
        .insertInto('audit')
        .values({ portal_id: '1' } as never)
        .execute(),
    ).rejects.not.toMatchObject({ code: 'store-failed' });
    server.stop();
    await expect(loadCompanies(db, '1')).rejects.toMatchObject({ code: 'store-failed' });
    await store.close();
  },
);
