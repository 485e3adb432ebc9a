import { AppError } from '../../src/errors.ts';
import { type OAuthClient } from '../../src/hubspot/oauth/index.ts';
import { createTokenKeeper, saveTokens } from '../../src/service/tokens.ts';
import { createCipher, generateKey } from '../../src/store/crypto/cipher.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { loadPortal, savePortal } from '../../src/store/portals.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';

/** HubSpot may refuse a refresh token that was used before: of many processes only one may use it. */

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

(hasPostgres ? describe : describe.skip)('processes that share one PostgreSQL', () => {
  const PORTAL = '1';
  const cipher = createCipher([generateKey()]);
  const clock = () => new Date('2026-11-01T10:00:00Z');
  let server: TestPostgres;
  let stores: Store[];
  let used: string[];

  beforeAll(async () => {
    server = await startPostgres();
    stores = [];
    for (let process = 0; process < 4; process += 1) {
      stores.push(await openStore({ databaseUrl: server.url, dataDir: null }));
    }
  });
  afterAll(async () => {
    for (const each of stores) await each.close();
    server.stop();
  });

  /** Takes a moment, in which the others ask too. */
  const oauth = {
    async refresh(refreshToken: string) {
      used.push(refreshToken);
      await new Promise((resolve) => setTimeout(resolve, 200));
      if (refreshToken !== `refresh-${used.length - 1}`) throw new Error('used before');
      const next = used.length;
      return {
        accessToken: `access-${next}`,
        refreshToken: `refresh-${next}`,
        expiresInSeconds: 1_800,
        portalId: PORTAL,
        userId: null,
        scopes: [],
      };
    },
  } as unknown as OAuthClient;

  const keepers = () => stores.map((store) => createTokenKeeper({ store, cipher, oauth, clock }));

  beforeEach(async () => {
    used = [];
    const db = stores[0]?.db;
    if (db === undefined) throw new Error('no store');
    await savePortal(db, { portalId: PORTAL, auth: 'oauth', scopes: [] });
    const pair = { accessToken: 'access-0', refreshToken: 'refresh-0', expiresInSeconds: 60 };
    await saveTokens(db, cipher, PORTAL, { ...pair, portalId: PORTAL, userId: null, scopes: [] }, clock());
  });

  test('one of them renews, the others wait and take what it got', async () => {
    const tokens = await Promise.all(keepers().map((each) => each.accessToken(PORTAL)));
    expect(used).toEqual(['refresh-0']);
    expect(new Set(tokens)).toEqual(new Set(['access-1']));
  });

  test('one that fails leaves the token as it was, for the next', async () => {
    const failing = {
      ...oauth,
      refresh: () => Promise.reject(new Error('the line broke')),
    };
    const [store] = stores;
    if (store === undefined) throw new Error('no store');
    const broken = createTokenKeeper({ store, cipher, oauth: failing, clock });
    await expect(broken.accessToken(PORTAL)).rejects.toThrow('the line broke');
    expect(await loadPortal(store.db, PORTAL)).toMatchObject({ status: 'active' });
    const [keeper] = keepers();
    expect(await keeper?.accessToken(PORTAL)).toBe('access-1');
  });

  test('a refusal that comes late does not disconnect a portal that was connected anew', async () => {
    const [store, other] = stores;
    if (store === undefined || other === undefined) throw new Error('no store');
    const refusing = {
      ...oauth,
      async refresh() {
        await new Promise((resolve) => setTimeout(resolve, 300));
        throw new AppError('unauthorized', 'revoked');
      },
    };
    const late = createTokenKeeper({ store, cipher, oauth: refusing, clock }).accessToken(PORTAL);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const pair = { accessToken: 'access-9', refreshToken: 'refresh-9', expiresInSeconds: 1_800 };
    const anew = { ...pair, portalId: PORTAL, userId: null, scopes: [] };
    const connected = saveTokens(other.db, cipher, PORTAL, anew, clock()).then(() =>
      savePortal(other.db, { portalId: PORTAL, auth: 'oauth', scopes: [] }),
    );
    await expect(late).rejects.toMatchObject({ code: 'unauthorized' });
    await connected;
    expect(await loadPortal(store.db, PORTAL)).toMatchObject({ status: 'active' });
  });
});
