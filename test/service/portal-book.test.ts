import os from 'node:os';
import { installedPortals, type PortalBook } from '../../src/service/portal-book.ts';
import { createCipher, generateKey } from '../../src/store/crypto/cipher.ts';
import { saveCredential } from '../../src/store/credentials.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { markPortalRemoved, savePortal } from '../../src/store/portals.ts';

/** Whose keys a run works with, where many portals are installed. */

const cipher = createCipher([generateKey()]);
let store: Store;
let book: PortalBook;

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  for (const portalId of ['1', '2', '3'])
    await savePortal(store.db, { portalId, auth: 'oauth', scopes: ['oauth'] });
  await markPortalRemoved(store.db, '3');
  const keep = (portalId: string, name: string, value: string) =>
    saveCredential(store.forPortal(portalId), cipher, portalId, name, { value, expiresAt: null });
  await keep('1', 'STRIPE_API_KEY', 'rk_of_one');
  await keep('1', 'STRIPE_WEBHOOK_SECRET', 'whsec_of_one');
  // The other half is set a moment later; nothing else of the portal may stand still for it.
  await keep('1', 'ZUORA_CLIENT_ID', 'half');
  await keep('1', 'HUBSPOT_LOSS_REASON_PROPERTY', 'why_they_left');
  // Only Pulso itself says these.
  await keep('1', 'PULSO_LOCALE', 'fr');
  book = installedPortals({
    // What the operator uses for an account of their own must serve no customer.
    env: {
      STRIPE_API_KEY: 'rk_of_the_operator',
      ZENDESK_SUBDOMAIN: 'operator',
      ZENDESK_EMAIL: 'operator@example.com',
      ZENDESK_API_TOKEN: 'token_of_the_operator',
      PULSO_SURVEYS_TOKEN: 'surveys_of_the_operator',
      PULSO_FILES_MAPPING: '/files-of-the-operator.json',
      PULSO_WAREHOUSE_URL: 'postgres://operator@warehouse.example.com/w',
      PULSO_WAREHOUSE_MAPPING: '/warehouse-of-the-operator.json',
      PULSO_LOCALE: 'es',
    },
    store,
    cipher,
    tokens: { accessToken: async () => 'access' },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: () => new Date(),
    tempDir: os.tmpdir(),
  });
});
afterAll(() => store.close());

const sourcesOf = async (portalId: string) =>
  (await book.depsOf(portalId))?.sources.map(({ meta }) => meta.id).sort();

test('a run reads with the keys of its own portal, never with those of another or of the operator', async () => {
  expect(await sourcesOf('1')).toEqual(['hubspot-crm', 'stripe']);
  expect(await sourcesOf('2')).toEqual(['hubspot-crm']);
  expect((await book.depsOf('2'))?.settings.locale).toBe('es');
});

test('a delivery is checked with the secret of its own portal', async () => {
  expect(await book.secret('1', 'STRIPE_WEBHOOK_SECRET')).toBe('whsec_of_one');
  expect(await book.secret('2', 'STRIPE_WEBHOOK_SECRET')).toBeNull();
  expect(await book.secret('2', 'PULSO_SURVEYS_TOKEN')).toBeNull();
});

test('a portal that was removed or never was is not served, and of several none is meant without a name', async () => {
  expect(await book.ids()).toEqual(['1', '2']);
  for (const portalId of ['3', '404']) {
    expect(await book.find(portalId)).toBeNull();
    expect(await book.depsOf(portalId)).toBeNull();
  }
  expect(await book.find(null)).toBeNull();
});

test('a job of a portal that somebody asked for before it was installed finds it at once', async () => {
  expect(await book.find('new')).toBeNull();
  expect(await book.depsOf('new')).toBeNull();
  await savePortal(store.db, { portalId: 'new', auth: 'oauth', scopes: ['oauth'] });
  expect((await book.depsOf('new'))?.portalId).toBe('new');
});
