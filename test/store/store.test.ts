import { openStore } from '../../src/store/open.ts';
import { storeBattery } from '../batteries/store-battery.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';

onBothDatabases(storeBattery);

test('a database that cannot be reached is a store-failed error', async () => {
  await expect(
    openStore({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', dataDir: null }),
  ).rejects.toMatchObject({ code: 'store-failed' });
});
