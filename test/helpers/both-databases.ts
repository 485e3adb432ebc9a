import { openStore, type Store } from '../../src/store/open.ts';
import { postgresBin, startPostgres, type TestPostgres } from './postgres.ts';

/** Describes a battery on an embedded database and, where it is installed, on a real PostgreSQL. */
export function onBothDatabases(battery: (open: () => Promise<Store>) => void): void {
  describe('embedded', () => {
    battery(() => openStore({ dataDir: null }));
  });

  const hasPostgres = postgresBin() !== null;
  if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');
  (hasPostgres ? describe : describe.skip)('PostgreSQL', () => {
    let server: TestPostgres;
    battery(async () => {
      server = await startPostgres();
      return openStore({ databaseUrl: server.url, dataDir: null });
    });
    afterAll(() => server.stop());
  });
}
