import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type OAuthClient, REQUIRED_SCOPES } from '../../src/hubspot/oauth/index.ts';
import { openQueue } from '../../src/jobs/queue.ts';
import { openRun, showLife } from '../../src/pipeline/run-book.ts';
import { eraseRemoved, installPortal, removePortal } from '../../src/service/installations.ts';
import { createTokenKeeper, REFRESH_TOKEN } from '../../src/service/tokens.ts';
import { AppError } from '../../src/errors.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { createCipher, generateKey } from '../../src/store/crypto/cipher.ts';
import { loadCredential } from '../../src/store/credentials.ts';
import { type Db, openStore, type Store } from '../../src/store/open.ts';
import { loadPortal, markPortalRemoved, savePortal } from '../../src/store/portals.ts';
import { loadRun } from '../../src/store/runs.ts';
import { onBothDatabases } from '../helpers/both-databases.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';

/** A portal that left, or whose token was refused, is connected again. */

const PORTAL = '1';
const NOW = Date.parse('2026-11-01T10:00:00Z');
const clock = () => new Date(NOW);
const cipher = createCipher([generateKey()]);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const oauth = {
  exchange: async (code: string) => ({
    accessToken: `access-${code}`,
    refreshToken: `refresh-${code}`,
    expiresInSeconds: 1_800,
    portalId: PORTAL,
    userId: '7',
    scopes: [...REQUIRED_SCOPES],
  }),
  refresh: () => Promise.reject(new AppError('unauthorized', 'the token was refused')),
  revoke: async () => undefined,
} as unknown as OAuthClient;

const depsOn = (store: Store) => ({ store, cipher, oauth, clock });
const tokenIn = async (store: Store) =>
  (await loadCredential(store.forPortal(PORTAL), cipher, PORTAL, REFRESH_TOKEN))?.value;
const statusIn = async (store: Store) => (await loadPortal(store.db, PORTAL))?.status;

onBothDatabases((open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const bookAt = (minutes: number) => ({
    db: store.forPortal(PORTAL),
    portalId: PORTAL,
    clock: () => new Date(NOW + minutes * 60_000),
  });

  test('a run that nobody goes on with does not keep the first one of a new installation waiting', async () => {
    await installPortal(depsOn(store), 'first');
    const refused = randomUUID();
    expect(await openRun(bookAt(0), 'sync', refused)).toBe(refused);
    const keeper = createTokenKeeper(depsOn(store));
    await expect(keeper.accessToken(PORTAL, 'access-first')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(await statusIn(store)).toBe('disconnected');
    expect(await loadRun(store.db, PORTAL, refused)).toMatchObject({ error: 'the token was refused' });
    await installPortal(depsOn(store), 'second');
    const anew = randomUUID();
    expect(await openRun(bookAt(1), 'sync', anew)).toBe(anew);
  });

  test('so does one that is under way or put off for hours when the portal is connected once more', async () => {
    const putOff = randomUUID();
    expect(await openRun(bookAt(60), 'sync', putOff)).toBe(putOff);
    await showLife(bookAt(60), putOff, 'publish', bookAt(300).clock());
    expect(await openRun(bookAt(61), 'sync', randomUUID())).toBeNull();
    const queue = await openQueue({ database: store.queueDatabase, log: silent, supervise: false });
    await queue.enqueue({ portalId: PORTAL, kind: 'publish' }, { delaySeconds: 3_600 });
    await queue.enqueue({ portalId: '2', kind: 'publish' });
    await installPortal(depsOn(store), 'third');
    expect(await queue.counts()).toMatchObject({ waiting: 1 });
    await queue.stop();
    expect(await loadRun(store.db, PORTAL, putOff)).toMatchObject({ error: 'the app was installed anew' });
    const anew = randomUUID();
    expect(await openRun(bookAt(62), 'sync', anew)).toBe(anew);
  });
});

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

(hasPostgres ? describe : describe.skip)('while another process erases', () => {
  let server: TestPostgres;
  let store: Store;
  beforeAll(async () => {
    server = await startPostgres();
    store = await openStore({ databaseUrl: server.url, dataDir: null });
  });
  afterAll(async () => {
    await store.close();
    server.stop();
  });
  beforeEach(async () => {
    await savePortal(store.db, { portalId: PORTAL, auth: 'oauth', scopes: [] });
    await saveCompanies(store.db, PORTAL, [crmCompany('11')]);
  });

  /** Begins in a transaction of its own; the function it returns commits. */
  async function held(work: (transaction: Db) => Promise<unknown>): Promise<() => Promise<void>> {
    let release = (): void => undefined;
    let begun = (): void => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const done = store.db.transaction().execute(async (transaction) => {
      await work(transaction);
      begun();
      await new Promise<void>((resolve) => (release = resolve));
    });
    await isBegun;
    return () => {
      release();
      return done;
    };
  }

  test('an installation waits for a removal that has begun to erase, and keeps its tokens', async () => {
    // The table of companies comes before that of credentials.
    const goOn = await held((transaction) =>
      sql`select 1 from company where portal_id = ${PORTAL} for update`.execute(transaction),
    );
    const removing = removePortal({ store }, PORTAL, 'operator');
    await wait(400);
    const installing = installPortal(depsOn(store), 'anew');
    await wait(400);
    await goOn();
    expect((await removing).deleted).toMatchObject({ company: 1 });
    await installing;
    expect([await statusIn(store), await tokenIn(store)]).toEqual(['active', 'refresh-anew']);
  });

  test('a removal that finds the portal installed anew erases nothing more, and says so', async () => {
    const goOn = await held((transaction) =>
      sql`select 1 from portal where portal_id = ${PORTAL} for update`.execute(transaction),
    );
    const removing = removePortal({ store }, PORTAL, 'operator');
    await wait(300);
    // Behind the removal's own mark, before its lock: both wait for the same row.
    const installing = installPortal(depsOn(store), 'between');
    await wait(300);
    await goOn();
    await installing;
    await expect(removing).rejects.toMatchObject({
      code: 'cancelled',
      message: expect.stringContaining('connected again') as unknown,
    });
    expect([await statusIn(store), await tokenIn(store)]).toEqual(['active', 'refresh-between']);
    expect(await store.db.selectFrom('company').select('company_id').execute()).toHaveLength(1);
  });

  test('nor does the daily pass', async () => {
    await markPortalRemoved(store.db, PORTAL);
    const goOn = await held((transaction) =>
      savePortal(transaction, { portalId: PORTAL, auth: 'oauth', scopes: [] }),
    );
    const erasing = eraseRemoved(store, clock);
    await wait(300);
    await goOn();
    expect(await erasing).toBe(0);
    expect(await store.db.selectFrom('company').select('company_id').execute()).toHaveLength(1);
  });
});
