import { type PlannedTask } from '../../src/model/health-view.ts';
import { type SourceRecord } from '../../src/model/record.ts';
import { completeActs, forgetDeletedActs, loadActs, pendingActs, planActs } from '../../src/store/acts.ts';
import { movedBands, saveActedBands, saveHealth } from '../../src/store/health.ts';
import { type Store } from '../../src/store/open.ts';
import { commitPage } from '../../src/store/pages.ts';
import { saveRecords } from '../../src/store/records.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';
import { BREAKDOWN } from '../hubspot/helpers/health-view.ts';

const task = (key: string): PlannedTask => ({
  key,
  companyId: 'c1',
  subject: 'Call',
  body: '<p>Now</p>',
  dueAt: '2026-11-01T09:00:00.000Z',
  priority: 'HIGH',
  ownerId: null,
});

onBothDatabases((open) => {
  let store: Store;
  let portal = 0;
  let portalId: string;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  beforeEach(() => {
    portal += 1;
    portalId = `portal-${portal}`;
  });

  test('a planned task is planned anew, due when it was, until it is known to exist', async () => {
    expect(await planActs(store.db, portalId, [task('k1')])).toBe(1);
    const later = { ...task('k1'), ownerId: '501', dueAt: '2026-11-09T09:00:00.000Z' };
    expect(await planActs(store.db, portalId, [later, task('k2')])).toBe(1);
    expect(await pendingActs(store.db, portalId)).toEqual([{ ...task('k1'), ownerId: '501' }, task('k2')]);
    await completeActs(store.db, portalId, [{ key: 'k1', taskId: '900' }]);
    await planActs(store.db, portalId, [task('k1')]);
    expect((await pendingActs(store.db, portalId)).map((each) => each.key)).toEqual(['k2']);
    expect(await pendingActs(store.db, portalId, ['another'])).toEqual([]);
    const [act] = (await loadActs(store.db, portalId, ['c1'])).get('c1') ?? [];
    expect(act).toMatchObject({ planned: { ownerId: '501' }, taskId: '900', deleted: false });
  });

  test('a task that was deleted in HubSpot, read from there before or not, is forgotten on request', async () => {
    const read: SourceRecord = {
      ...{ kind: 'task', id: '901', accountId: 'c1', createdAt: '2026-11-01T09:00:00.000Z' },
      ...{ subject: 'Call', status: 'NOT_STARTED', completedAt: null, key: 'read' },
    };
    await saveRecords(store.db, portalId, 'hubspot-crm', [read]);
    const keys = ['read', 'unread', 'kept', 'planned'];
    await planActs(
      store.db,
      portalId,
      keys.map((key) => task(key)),
    );
    await completeActs(store.db, portalId, [
      { key: 'read', taskId: '901' },
      { key: 'unread', taskId: '902' },
      { key: 'kept', taskId: '903' },
    ]);
    const page = {
      cursor: 1,
      read: 2,
      deleted: ['901', '902', '7'].map((id) => ({ kind: 'task' as const, id })),
    };
    await commitPage(store.db, portalId, 'hubspot-crm', 'tasks', page);
    await commitPage(store.db, portalId, 'hubspot-crm', 'tasks', page);
    const acts = (await loadActs(store.db, portalId, ['c1'])).get('c1') ?? [];
    expect(acts.flatMap(({ key, deleted }) => (deleted ? [key] : []))).toEqual(['read', 'unread']);
    await forgetDeletedActs(store.db, portalId, ['unread', 'kept', 'planned']);
    const left = (await loadActs(store.db, portalId, ['c1'])).get('c1') ?? [];
    expect(left.map(({ key }) => key)).toEqual(['kept', 'planned', 'read']);
  });

  test('a band is one to act on until that very band was acted on, also when the company is scored again', async () => {
    const health = (companyId: string, publishedBand: string) => ({
      ...{ companyId, asOf: '2026-11-01', bandState: {}, topRisks: [], properties: null },
      breakdown: { ...BREAKDOWN, publishedBand },
      scoredAt: '2026-11-01T04:00:00.000Z',
    });
    await saveHealth(store.db, portalId, [health('c1', 'green'), health('c2', 'red')]);
    expect(await movedBands(store.db, portalId, ['c1'])).toEqual([
      { companyId: 'c1', band: 'green', acted: null },
    ]);
    const all = await movedBands(store.db, portalId, null);
    expect(all).toHaveLength(2);
    // Published while the other one was acted on.
    await saveHealth(store.db, portalId, [health('c1', 'orange')]);
    await saveActedBands(store.db, portalId, all);
    expect(await movedBands(store.db, portalId, null)).toEqual([
      { companyId: 'c1', band: 'orange', acted: 'green' },
    ]);
    expect(await movedBands(store.db, portalId, ['c2'])).toEqual([]);
  });
});
