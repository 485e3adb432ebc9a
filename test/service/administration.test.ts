import { AppError } from '../../src/errors.ts';
import { type Administration } from '../../src/cli/services.ts';
import { openQueue } from '../../src/jobs/queue.ts';
import { openRun, showLife } from '../../src/pipeline/run-book.ts';
import { openAdministration } from '../../src/service/administration.ts';
import { createCipher, generateKey } from '../../src/store/crypto/cipher.ts';
import { loadCredential } from '../../src/store/credentials.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { loadPortal, savePortal } from '../../src/store/portals.ts';
import { loadRun } from '../../src/store/runs.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';

/** What `pulso portals` and `pulso keys` do, beside a service on the same database. */

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const [key, fresh] = [generateKey(), generateKey()];

(hasPostgres ? describe : describe.skip)('administration', () => {
  let server: TestPostgres;
  let store: Store;
  const opened: Administration[] = [];

  const open = async (...keys: string[]): Promise<Administration> => {
    const env = { DATABASE_URL: server.url, PULSO_LOG_LEVEL: 'silent', PULSO_ENCRYPTION_KEY: keys.join(',') };
    const found = await openAdministration(env);
    opened.push(found);
    return found;
  };
  const secret = async (of: string) =>
    (await loadCredential(store.forPortal('1'), createCipher([of]), '1', 'STRIPE_API_KEY'))?.value;
  const audit = async (portalId: string) =>
    (await admin.audit(portalId)).map(({ actor, action, subject }) => `${actor} ${action} ${subject}`);

  let admin: Administration;
  beforeAll(async () => {
    server = await startPostgres();
    store = await openStore({ databaseUrl: server.url, dataDir: null });
    for (const portalId of ['1', '2'])
      await savePortal(store.db, { portalId, auth: 'oauth', scopes: ['oauth'] });
    admin = await open(key);
  });
  afterAll(async () => {
    for (const each of opened) await each.close();
    await store.close();
    server.stop();
  });

  test('a key of a source is kept sealed, by its name in the audit log', async () => {
    await admin.setCredential('1', 'STRIPE_API_KEY', 'rk_live_1');
    const rows = await store.db.selectFrom('credential').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('rk_live_1');
    expect(await secret(key)).toBe('rk_live_1');
    expect(await audit('1')).toEqual(['operator credential.set STRIPE_API_KEY']);
  });

  test.each([
    ['a setting of the service', '1', 'PULSO_PRIVATE_ADDRESSES', 'allow', 'input-invalid'],
    ['the database of all accounts', '1', 'DATABASE_URL', 'postgres://elsewhere/x', 'input-invalid'],
    ['the address of HubSpot', '1', 'HUBSPOT_BASE_URL', 'https://elsewhere.example.com', 'input-invalid'],
    ['a name that is no variable', '1', 'stripe', 'x', 'input-invalid'],
    ['a mistyped variable', '1', 'STRIPE_API_KYE', 'x', 'input-invalid'],
    ['the secret of the app', '1', 'HUBSPOT_CLIENT_SECRET', 'x', 'input-invalid'],
    [
      'a warehouse in our own network',
      '1',
      'PULSO_WAREHOUSE_URL',
      'postgres://me@10.0.0.5/w',
      'config-invalid',
    ],
    ['a warehouse that is no address', '1', 'PULSO_WAREHOUSE_URL', 'warehouse', 'input-invalid'],
    ['an address in our own network', '1', 'ZENDESK_BASE_URL', 'http://169.254.169.254', 'config-invalid'],
    ['a value that does not fit', '1', 'ZENDESK_BASE_URL', 'nowhere', 'config-invalid'],
    ['an account that is not connected', '404', 'STRIPE_API_KEY', 'rk', 'not-found'],
  ])('%s is refused and leaves no line', async (_, portalId, name, value, code) => {
    await expect(admin.setCredential(portalId, name, value)).rejects.toMatchObject({ code });
    expect(await audit('1')).toHaveLength(1);
    expect(await audit('404')).toEqual([]);
  });

  test('secrets are sealed anew with the first key, and the old key is needed no more', async () => {
    expect(await (await open(fresh, key)).rotateKeys()).toBe(1);
    expect(await secret(fresh)).toBe('rk_live_1');
    await expect(secret(key)).rejects.toMatchObject({ code: 'config-invalid' });
    expect(await (await open(fresh)).rotateKeys()).toBe(0);
    expect((await audit('1')).filter((line) => line.includes('rotated'))).toEqual([
      'operator credentials.rotated 1',
    ]);
  });

  test('jobs of one account are cancelled, with a line; nothing to cancel leaves none', async () => {
    const queue = await openQueue({ database: store.queueDatabase, log: silent, supervise: false });
    await queue.enqueue({ portalId: '1', kind: 'sync' });
    await queue.enqueue({ portalId: '2', kind: 'sync' });
    expect(await admin.cancel('1')).toBe(1);
    expect(await admin.cancel('1')).toBe(0);
    expect(await queue.counts()).toMatchObject({ waiting: 1 });
    await queue.stop();
    expect((await audit('1')).filter((line) => line.includes('jobs'))).toEqual(['operator jobs.cancelled 1']);
    expect(await audit('2')).toEqual([]);
  });

  test('the run of cancelled jobs is closed, so that the next one need not wait for it', async () => {
    const book = (portalId: string) => ({ db: store.forPortal(portalId), portalId, clock: () => new Date() });
    for (const portalId of ['1', '2']) {
      const id = await openRun(book(portalId), 'sync', `run of ${portalId}`);
      // As a step does that HubSpot puts off.
      await showLife(book(portalId), id ?? '', 'publish', new Date(Date.now() + 5 * 3_600_000));
    }
    await admin.cancel('1');
    expect(await loadRun(store.db, '1', 'run of 1')).toMatchObject({ error: 'cancelled by an operator' });
    expect(await openRun(book('1'), 'sync', 'next')).toBe('next');
    expect(await openRun(book('2'), 'sync', 'next')).toBeNull();
  });

  test('a run is asked for once, from the start where wanted, of a connected account only', async () => {
    expect([await admin.run('1', true), await admin.run('1', true)]).toEqual([true, false]);
    await expect(admin.run('404', false)).rejects.toMatchObject({ code: 'not-found' });
    expect((await audit('1')).filter((line) => line.includes('run'))).toEqual(['operator run.requested 1']);
    expect(await admin.cancel('1')).toBe(1);
  });

  test('a job that was given up is listed with its remedy and put back to work, with a line', async () => {
    const queue = await openQueue({ database: store.queueDatabase, log: silent, heartbeatSeconds: 10 });
    await new Promise<void>((resolve) => {
      const refuse = () => Promise.reject(new AppError('unauthorized', 'the token was refused'));
      void queue.work(refuse, 1, async () => resolve());
    });
    await queue.stop();
    const dead = await admin.dead();
    expect(dead).toMatchObject([{ portalId: '2', kind: 'sync', message: 'the token was refused' }]);
    expect(dead[0]?.remedy).toMatch(/Connect the account again/);
    expect(await admin.retry('1')).toBe(0);
    expect(await admin.retry()).toBe(1);
    expect(await admin.dead()).toEqual([]);
    expect(await audit('2')).toEqual(['operator jobs.retried 2']);
    expect((await audit('1')).filter((line) => line.includes('retried'))).toEqual([]);
  });

  test('removing an account deletes its rows, says what stays, and leaves the other alone', async () => {
    const queue = await openQueue({ database: store.queueDatabase, log: silent, supervise: false });
    await queue.enqueue({ portalId: '1', kind: 'sync' });
    const { deleted, kept } = await admin.remove('1');
    expect(deleted).toMatchObject({ credential: 1 });
    expect(await queue.cancel('1')).toBe(0);
    await queue.stop();
    expect(kept.join(' ')).toMatch(/audit log/);
    expect((await audit('1'))[0]).toBe('operator portal.removed 1');
    expect(await loadPortal(store.db, '1')).toMatchObject({ status: 'removed' });
    expect((await admin.portals()).map(({ portalId, status }) => [portalId, status])).toEqual([
      ['1', 'removed'],
      ['2', 'active'],
    ]);
    await expect(admin.remove('404')).rejects.toMatchObject({ code: 'not-found' });
    await expect(admin.setCredential('1', 'STRIPE_API_KEY', 'rk')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('of variables that only work together, each is set by itself', async () => {
    const together = {
      SALESFORCE_CLIENT_ID: 'id',
      SALESFORCE_CLIENT_SECRET: 'secret',
      SALESFORCE_BASE_URL: 'https://8.8.8.8',
      ZUORA_CLIENT_ID: 'id',
      ZENDESK_CLIENT_SECRET: 'secret',
      PULSO_WAREHOUSE_MAPPING: 'warehouse.json',
      PULSO_WAREHOUSE_URL: 'postgres://reader@8.8.8.8/warehouse',
      HUBSPOT_LOSS_REASON_PROPERTY: 'why_they_left',
    };
    for (const [name, value] of Object.entries(together)) await admin.setCredential('2', name, value);
    const lines = (await audit('2')).filter((line) => line.includes('credential.set'));
    expect(lines).toHaveLength(Object.keys(together).length);
  });
});
