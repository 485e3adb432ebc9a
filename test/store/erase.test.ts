import { accountSubject, addAudit, loadAudit } from '../../src/store/audit.ts';
import { erasePortal, tenantTables } from '../../src/store/erase.ts';
import { noteTold } from '../../src/store/falls.ts';
import { type Store } from '../../src/store/open.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';

/** Entries about the account itself. */
const LASTING = [
  ['portal.installed', '8'],
  ['portal.disconnected', '8'],
  ['portal.removed', '8'],
  ['portal.erased', '8'],
  ['credential.set', 'STRIPE_API_KEY'],
  ['credentials.rotated', '8'],
  ['jobs.cancelled', '8'],
  ['jobs.retried', '8'],
  ['run.requested', '8'],
] as const;
const OF_CUSTOMERS = [
  ['pulse.logged', '81'],
  ['override.set', '81'],
  ['override.ended', '81'],
  ['playbook.started', '81'],
  ['domain.tied', 'acme.com'],
  ['account.confirmed', accountSubject('stripe', 'cus_1')],
  ['settings.saved', 'settings 2'],
  ['something.new', '81'],
] as const;

onBothDatabases((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  test('of the audit log only what tells nothing about customers stays, and what others have', async () => {
    const note = (portalId: string, [action, subject]: readonly [string, string]) =>
      addAudit(store.db, portalId, { actor: 'operator', action, subject });
    for (const entry of [...LASTING, ...OF_CUSTOMERS]) await note('8', entry);
    await note('9', OF_CUSTOMERS[0]);
    await noteTold(store.db, '8', 'mail', [{ companyId: '81', day: '2026-11-01' }]);
    expect(await erasePortal(store.db, '8')).toMatchObject({ audit: OF_CUSTOMERS.length + 1 });
    const left = (await loadAudit(store.db, '8')).map(({ action }) => action);
    expect(left.sort()).toEqual(LASTING.map(([action]) => action).sort());
    expect(await loadAudit(store.db, '9')).toHaveLength(1);
    expect(await erasePortal(store.db, '8')).toMatchObject({ audit: 0 });
  });

  test('every table of tenants is counted', async () => {
    const deleted = await erasePortal(store.db, '8');
    expect(Object.keys(deleted).sort()).toEqual((await tenantTables(store.db)).sort());
  });
});
