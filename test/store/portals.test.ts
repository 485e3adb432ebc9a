import { type Store } from '../../src/store/open.ts';
import { disconnectPortal, lockPortal, markPortalRemoved, savePortal } from '../../src/store/portals.ts';
import { finishRun, loadRun, startRun } from '../../src/store/runs.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';

const STARTED = '2026-11-01T04:15:00.000Z';

onBothDatabases((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    for (const portalId of ['1', '2']) await savePortal(store.db, { portalId, auth: 'oauth', scopes: [] });
  });
  afterAll(() => store.close());

  test('the runs of a portal that is disconnected are closed with the reason; ended ones and those of others stay', async () => {
    for (const portalId of ['1', '2']) await startRun(store.db, portalId, 'open', 'sync', STARTED);
    await startRun(store.db, '1', 'ended', 'sync', STARTED);
    const outcome = { finishedAt: STARTED, summary: { scored: 5 }, error: null };
    await finishRun(store.db, '1', 'ended', outcome);
    await disconnectPortal(store.db, '1', 'the token was refused');
    expect(await loadRun(store.db, '1', 'open')).toMatchObject({
      finishedAt: expect.any(String) as unknown,
      error: 'the token was refused',
    });
    expect(await loadRun(store.db, '1', 'ended')).toMatchObject(outcome);
    expect(await loadRun(store.db, '2', 'open')).toMatchObject({ finishedAt: null, error: null });
  });

  test('a lock says what a portal is; one that is not here is nothing', async () => {
    await markPortalRemoved(store.db, '2');
    const states = await store.db.transaction().execute(async (transaction) => {
      const ids = ['1', '2', '404'];
      const found = [];
      for (const portalId of ids) found.push(await lockPortal(transaction, portalId));
      return found;
    });
    expect(states).toEqual(['disconnected', 'removed', null]);
  });
});
