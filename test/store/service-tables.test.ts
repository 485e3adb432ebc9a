import { type Delivery } from '../../src/model/inbox.ts';
import { addAudit, loadAudit } from '../../src/store/audit.ts';
import { createCipher, generateKey } from '../../src/store/crypto/cipher.ts';
import { loadCredential, rotateCredentials, saveCredential } from '../../src/store/credentials.ts';
import { createInbox, storeDeliveries } from '../../src/store/deliveries.ts';
import { erasePortal } from '../../src/store/erase.ts';
import { type Store } from '../../src/store/open.ts';
import {
  disconnectPortal,
  loadPortal,
  loadPortals,
  markPortalRemoved,
  savePortal,
} from '../../src/store/portals.ts';
import { addRescores, clearRescores, loadRescores } from '../../src/store/rescore.ts';
import { dropOld } from '../../src/store/retention.ts';
import { saveCompanies, loadCompanies } from '../../src/store/companies.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';

async function collect(batches: AsyncIterable<readonly Delivery[]>): Promise<Delivery[]> {
  const all: Delivery[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

const at = (seconds: number) => () => new Date(Date.UTC(2026, 10, 1, 10, 0, seconds));
const iso = (seconds: number) => at(seconds)().toISOString();

function battery(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  const db = (portalId: string) => store.forPortal(portalId);

  test('a portal is installed, disconnected with a reason, installed again, removed', async () => {
    await savePortal(store.db, { portalId: '1', auth: 'oauth', scopes: ['oauth'] });
    await disconnectPortal(store.db, '1', 'the token was refused');
    await disconnectPortal(store.db, '1', 'refused once more');
    expect(await loadAudit(db('1'), '1')).toMatchObject([{ actor: 'system', action: 'portal.disconnected' }]);
    expect(await loadPortal(store.db, '1')).toMatchObject({
      status: 'disconnected',
      reason: 'the token was refused',
    });
    await savePortal(store.db, { portalId: '1', auth: 'oauth', scopes: ['oauth', 'tickets'] });
    expect(await loadPortals(store.db)).toEqual([
      { portalId: '1', status: 'active', auth: 'oauth', scopes: ['oauth', 'tickets'], reason: null },
    ]);
    await markPortalRemoved(store.db, '1');
    await disconnectPortal(store.db, '1', 'late');
    expect((await loadPortal(store.db, '1'))?.status).toBe('removed');
    expect(await loadPortal(store.db, '404')).toBeNull();
  });

  test('secrets are sealed in the table and rotate to a new key', async () => {
    const [old, fresh] = [generateKey(), generateKey()];
    const before = createCipher([old]);
    await saveCredential(db('1'), before, '1', 'hubspot', { value: 'tok', expiresAt: iso(0) });
    await saveCredential(db('2'), before, '2', 'stripe', { value: 'key', expiresAt: null });
    const rows = await store.db.selectFrom('credential').select('sealed').execute();
    expect(JSON.stringify(rows)).not.toContain('tok');
    expect(await rotateCredentials(store.db, createCipher([fresh, old]))).toBe(2);
    expect(await rotateCredentials(store.db, createCipher([fresh]))).toBe(0);
    for (const portalId of ['1', '2']) {
      const rotated = (await loadAudit(db(portalId), portalId)).filter(
        ({ action }) => action === 'credentials.rotated',
      );
      expect(rotated).toMatchObject([{ actor: 'operator', subject: portalId, detail: { secrets: 1 } }]);
    }
    expect(await loadCredential(db('1'), createCipher([fresh]), '1', 'hubspot')).toEqual({
      value: 'tok',
      expiresAt: iso(0),
    });
    expect(await loadCredential(db('1'), createCipher([fresh]), '2', 'stripe')).toBeNull();
  });

  test('a delivery is kept once, whoever repeats it; the inbox gives them in order and by time', async () => {
    const save = (keys: string[], second: number) =>
      storeDeliveries(
        db('3'),
        '3',
        'segment',
        keys.map((key) => ({ key, body: { key } })),
        at(second),
      );
    expect(await save(['a', 'b', 'a'], 1)).toEqual(new Set(['a', 'b']));
    expect(await save(['b', 'c'], 2)).toEqual(new Set(['c']));
    await storeDeliveries(db('4'), '4', 'segment', [{ key: 'x', body: 'text' }], at(1));
    const inbox = createInbox(db('3'), '3');
    const read = async (from: string, until: string) =>
      (await collect(inbox.read('segment', from, until))).map((each) => (each.body as { key: string }).key);
    expect(await read(iso(0), iso(9))).toEqual(['a', 'b', 'c']);
    expect(await read(iso(2), iso(9))).toEqual(['c']);
    expect(await read(iso(0), iso(2))).toEqual(['a', 'b']);
    expect(await inbox.oldest('segment')).toBe(iso(1));
    expect(await inbox.oldest('stripe')).toBeNull();
  });

  test('NUL characters, which PostgreSQL cannot hold, are left out', async () => {
    const body = { a: 'x\0y', literal: 'back\\u0000slash', '\0k': ['\0'] };
    await storeDeliveries(db('11'), '11', 'segment', [{ key: 'n\0ul', body }], at(1));
    const [only] = await collect(createInbox(db('11'), '11').read('segment', iso(0), iso(9)));
    expect(only?.body).toEqual({ a: 'xy', literal: 'back\\u0000slash', k: [''] });
  });

  test('more deliveries than one batch come complete', async () => {
    const deliveries = Array.from({ length: 1_203 }, (_, index) => ({ key: `k${index}`, body: index }));
    await storeDeliveries(db('5'), '5', 'segment', deliveries, at(1));
    const read = await collect(createInbox(db('5'), '5').read('segment', iso(0), iso(9)));
    expect(new Set(read.map((each) => each.body)).size).toBe(1_203);
  });

  test('two senders of the same event at once: one is told it is new', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () =>
        storeDeliveries(db('6'), '6', 'stripe', [{ key: 'evt', body: {} }], at(1)),
      ),
    );
    expect(results.filter((keys) => keys.size === 1)).toHaveLength(1);
  });

  test('a company that changes again while it is scored stays waiting', async () => {
    await addRescores(db('7'), '7', ['c1', 'c2', 'c1'], iso(1));
    const loaded = await loadRescores(db('7'), '7');
    await addRescores(db('7'), '7', ['c2'], iso(2));
    await clearRescores(db('7'), '7', loaded);
    expect(await loadRescores(db('7'), '7')).toEqual([{ companyId: 'c2', since: iso(2) }]);
  });

  test('also when it is noted again by a process whose clock is behind', async () => {
    await addRescores(db('7a'), '7a', ['c1'], iso(2));
    const loaded = await loadRescores(db('7a'), '7a');
    await addRescores(db('7a'), '7a', ['c1'], iso(1));
    await clearRescores(db('7a'), '7a', loaded);
    expect((await loadRescores(db('7a'), '7a')).map(({ companyId }) => companyId)).toEqual(['c1']);
  });

  test('removing a portal deletes its rows, keeps who removed it, and touches nobody else', async () => {
    await saveCompanies(db('8'), '8', [crmCompany('81')]);
    await saveCompanies(db('9'), '9', [crmCompany('91')]);
    await addAudit(db('8'), '8', { actor: 'operator', action: 'portal.removed', subject: '8' });
    const deleted = await erasePortal(db('8'), '8');
    expect(deleted).toMatchObject({ company: 1, delivery: 0, credential: 0, audit: 0 });
    expect(await loadCompanies(db('8'), '8')).toEqual([]);
    expect(await loadCompanies(db('9'), '9')).toHaveLength(1);
    expect(await loadAudit(db('8'), '8')).toMatchObject([{ actor: 'operator', action: 'portal.removed' }]);
  });

  test('retention forgets old deliveries and nothing newer', async () => {
    await storeDeliveries(db('10'), '10', 'stripe', [{ key: 'old', body: {} }], at(1));
    await storeDeliveries(db('10'), '10', 'stripe', [{ key: 'new', body: {} }], at(5));
    const limits = {
      deliveriesBefore: iso(3),
      revisionsBefore: iso(3),
      runsBefore: iso(3),
      quarantineBefore: iso(3),
    };
    expect(await dropOld(db('10'), '10', limits)).toMatchObject({ deliveries: 1, runs: 0 });
    expect(await createInbox(db('10'), '10').oldest('stripe')).toBe(iso(5));
  });
}

onBothDatabases(battery);
