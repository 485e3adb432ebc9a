import { sql } from 'kysely';
import { AppError } from '../../src/errors.ts';
import { type JobQueue, openQueue } from '../../src/jobs/queue.ts';
import { KEEP_DAYS } from '../../src/pipeline/retention.ts';
import { eraseRemoved, removePortal } from '../../src/service/installations.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { loadAudit } from '../../src/store/audit.ts';
import { createInbox, storeDeliveries } from '../../src/store/deliveries.ts';
import { type Store } from '../../src/store/open.ts';
import { disconnectPortal, savePortal } from '../../src/store/portals.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';
import { until } from '../helpers/until.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = () => new Date('2026-11-20T04:00:00Z');

function battery(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    for (const portalId of ['gone', 'stays', 'left', 'never ran']) {
      await savePortal(store.db, { portalId, auth: 'oauth', scopes: [] });
    }
  });
  afterAll(() => store.close());

  test('a portal can be removed before any job ever ran', async () => {
    expect((await removePortal({ store }, 'never ran', 'operator')).deleted).toMatchObject({ job: 0 });
    expect(await eraseRemoved(store, clock)).toBe(0);
  });

  test('what was delivered before an account left is forgotten in time, as that of any other', async () => {
    const delivered = (portalId: string, day: string) =>
      storeDeliveries(
        store.forPortal(portalId),
        portalId,
        'stripe',
        [{ key: day, body: {} }],
        () => new Date(day),
      );
    for (const day of ['2026-09-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z']) {
      await delivered('left', day);
      await delivered('stays', day);
    }
    await disconnectPortal(store.db, 'left', 'the token was refused');
    expect(KEEP_DAYS.deliveries).toBe(45);
    expect(await eraseRemoved(store, clock)).toBe(0);
    const oldest = (portalId: string) => createInbox(store.forPortal(portalId), portalId).oldest('stripe');
    expect(await oldest('left')).toBe('2026-11-01T00:00:00.000Z');
    // Those that are served have a job of their own for it.
    expect(await oldest('stays')).toBe('2026-09-01T00:00:00.000Z');
  });

  test('one account that cannot be erased does not keep the others waiting, and is named', async () => {
    for (const portalId of ['a stuck one', 'another']) {
      await savePortal(store.db, { portalId, auth: 'oauth', scopes: [] });
      await removePortal({ store }, portalId, 'operator');
      await saveCompanies(store.db, portalId, [crmCompany('11')]);
    }
    await sql`create function refuse() returns trigger language plpgsql as $$
      begin if old.portal_id = 'a stuck one' then raise exception 'out of order'; end if; return old; end $$`.execute(
      store.db,
    );
    await sql`create trigger refuse before delete on company for each row execute function refuse()`.execute(
      store.db,
    );
    await expect(eraseRemoved(store, clock)).rejects.toMatchObject({
      code: 'store-failed',
      message: 'account a stuck one: out of order',
    });
    const left = await store.db.selectFrom('company').select('portal_id').execute();
    expect(left).toEqual([{ portal_id: 'a stuck one' }]);
    await sql`drop trigger refuse on company`.execute(store.db);
    expect(await eraseRemoved(store, clock)).toBe(1);
  });

  describe('jobs', () => {
    let queue: JobQueue;
    let running = 0;
    let stopped = false;
    beforeAll(async () => {
      queue = await openQueue({ database: store.queueDatabase, log: silent, heartbeatSeconds: 10 });
      await queue.work(async ({ kind }, signal) => {
        if (kind === 'score') throw new AppError('unauthorized', 'the token of ana@acme.com was refused');
        if (kind !== 'pull') return null;
        running += 1;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        stopped = true;
        throw new Error('told to stop');
      }, 4);
    });
    afterAll(() => queue.stop());

    const left = async () => {
      const { rows } = await sql<{ portal: string }>`
        select data ->> 'portalId' as portal from pgboss.job where data ->> 'portalId' in ('gone', 'stays')
        order by created_on`.execute(store.db);
      return rows.map(({ portal }) => portal);
    };

    test('go with the portal, whether they wait, run, ended or were given up', async () => {
      for (const portalId of ['gone', 'stays']) {
        await queue.enqueue({ portalId, kind: 'match' });
        await until(async () => (await queue.counts()).waiting === 0);
        await queue.enqueue({ portalId, kind: 'score' });
      }
      await until(async () => (await queue.dead()).length === 2);
      await queue.enqueue({ portalId: 'gone', kind: 'pull' });
      await until(() => running === 1);
      await queue.enqueue({ portalId: 'gone', kind: 'sync' }, { delaySeconds: 600 });
      const before = await left();
      const others = before.filter((portal) => portal === 'stays');
      expect([before.length, others.length]).toEqual([8, 3]);

      expect((await removePortal({ store }, 'gone', 'operator')).deleted).toMatchObject({ job: 5 });
      expect(await left()).toEqual(others);
      expect((await queue.dead()).map(({ job }) => job.portalId)).toEqual(['stays']);
      await until(() => stopped);

      // A delivery that was under way asks once more.
      await queue.enqueue({ portalId: 'gone', kind: 'match' });
      await until(async () => (await queue.counts()).waiting === 0);
      expect(await eraseRemoved(store, clock)).toBe(1);
      expect(await left()).toEqual(others);
      expect((await loadAudit(store.forPortal('gone'), 'gone'))[0]).toMatchObject({
        ...{ actor: 'system', action: 'portal.erased' },
        detail: { deleted: { job: 1 } },
      });
      expect(await eraseRemoved(store, clock)).toBe(0);
    });
  });
}

onBothDatabases(battery);
