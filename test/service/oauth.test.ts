import { createOAuthClient, OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../src/hubspot/oauth/index.ts';
import { type RunningPortal, startPortal } from '../../src/sandbox/portal/index.ts';
import { SANDBOX_APP } from '../../src/sandbox/portal/options.ts';
import { eraseRemoved, installPortal, removePortal } from '../../src/service/installations.ts';
import { openInstalled } from '../../src/service/runtime.ts';
import { readConfig } from '../../src/config.ts';
import { startService, type RunningService } from '../../src/service/service.ts';
import { createTokenKeeper, REFRESH_TOKEN } from '../../src/service/tokens.ts';
import { loadAudit } from '../../src/store/audit.ts';
import { createCipher, generateKey } from '../../src/store/crypto/cipher.ts';
import { loadCredential } from '../../src/store/credentials.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { saveCompanies } from '../../src/store/companies.ts';
import { loadPortal } from '../../src/store/portals.ts';
import { crmCompany } from '../helpers/crm-company.ts';
import appMeta from '../../extensions/app-hsmeta.json' with { type: 'json' };

const REDIRECT = 'http://127.0.0.1/oauth/callback';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let now = Date.parse('2026-11-01T10:00:00Z');
const clock = () => new Date(now);
const key = generateKey();
const cipher = createCipher([key]);

let portal: RunningPortal;
let store: Store;
let portalId: string;
const clientOf = (redirectUri = REDIRECT) =>
  createOAuthClient({
    clientId: SANDBOX_APP.clientId,
    clientSecret: SANDBOX_APP.clientSecret,
    redirectUri,
    baseUrl: portal.baseUrl,
    authorizeUrl: `${portal.baseUrl}/oauth/authorize`,
  });
const deps = () => ({ store, cipher, oauth: clientOf(), clock });
const refreshes = () => portal.stats().byRoute['POST /oauth/2026-09/token'] ?? 0;

/** What HubSpot answers after consent. */
async function codeFor(consentUrl: string): Promise<URLSearchParams> {
  const answer = await fetch(consentUrl, { redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams;
}

beforeAll(async () => {
  portal = await startPortal({ dataDir: null, now: clock });
  portalId = String(portal.portalId);
  store = await openStore({ dataDir: null });
});
afterAll(async () => {
  await store.close();
  await portal.close();
});

test('the scopes asked for are those of the app', () => {
  expect([...REQUIRED_SCOPES]).toEqual(appMeta.config.auth.requiredScopes);
  expect([...OPTIONAL_SCOPES]).toEqual(appMeta.config.auth.optionalScopes);
});

test('an installation with all scopes is kept sealed and on record', async () => {
  const code = (await codeFor(clientOf().consentUrl('s'))).get('code') ?? '';
  expect(await installPortal(deps(), code)).toEqual({ portalId });
  expect(await loadPortal(store.db, portalId)).toMatchObject({ status: 'active', auth: 'oauth' });
  const rows = await store.db.selectFrom('credential').select('sealed').execute();
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/access-|refresh-/);
  expect(await loadAudit(store.forPortal(portalId), portalId)).toMatchObject([
    { action: 'portal.installed' },
  ]);
  await expect(installPortal(deps(), code)).rejects.toMatchObject({ code: 'unauthorized' });
});

test('an installation with fewer scopes is refused by name and leaves nothing', async () => {
  const url = new URL(clientOf().consentUrl('s'));
  url.searchParams.set('scope', 'oauth tickets');
  url.searchParams.delete('optional_scope');
  const before = await store.db.selectFrom('credential').select('sealed').execute();
  const code = (await codeFor(url.href)).get('code') ?? '';
  await expect(installPortal(deps(), code)).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('crm.lists.write') as unknown,
  });
  expect(await store.db.selectFrom('credential').select('sealed').execute()).toEqual(before);
});

test('a token is renewed before it expires, once, however many ask in however many processes', async () => {
  const keepers = Array.from({ length: 4 }, () => createTokenKeeper(deps()));
  const ask = () =>
    Promise.all(keepers.flatMap((each) => [each.accessToken(portalId), each.accessToken(portalId)]));
  const before = refreshes();
  const first = new Set(await ask());
  expect(first.size).toBe(1);
  expect(refreshes()).toBe(before);
  now += 26 * 60_000;
  const second = new Set(await ask());
  expect(second.size).toBe(1);
  expect([...second]).not.toEqual([...first]);
  expect(refreshes()).toBe(before + 1);
});

test('a token that HubSpot refuses is never given again: renewed, or taken from an installation anew', async () => {
  const keeper = createTokenKeeper(deps());
  const refused = await keeper.accessToken(portalId);
  const before = refreshes();
  const renewed = await Promise.all([1, 2].map(() => keeper.accessToken(portalId, refused)));
  expect(new Set(renewed).size).toBe(1);
  expect(renewed).not.toContain(refused);
  expect(refreshes()).toBe(before + 1);
  await installPortal(deps(), (await codeFor(clientOf().consentUrl('s'))).get('code') ?? '');
  const installed = refreshes();
  expect(await keeper.accessToken(portalId, renewed[0])).not.toBe(renewed[0]);
  expect(refreshes()).toBe(installed);
});

test('a wrong secret of the app is a mistake of the configuration and disconnects nobody', async () => {
  const { clientId } = SANDBOX_APP;
  for (const app of [{ clientSecret: 'half-rotated' }, { clientId: 'mistyped' }]) {
    const oauth = createOAuthClient({
      clientId,
      clientSecret: SANDBOX_APP.clientSecret,
      ...app,
      redirectUri: REDIRECT,
      baseUrl: portal.baseUrl,
      authorizeUrl: `${portal.baseUrl}/oauth/authorize`,
    });
    const keeper = createTokenKeeper({ ...deps(), oauth });
    const refused = await createTokenKeeper(deps()).accessToken(portalId);
    await expect(keeper.accessToken(portalId, refused)).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('HUBSPOT_CLIENT_SECRET') as unknown,
    });
    expect(await loadPortal(store.db, portalId)).toMatchObject({ status: 'active' });
  }
});

test('a portal that uninstalled the app is disconnected with the reason', async () => {
  const oauth = { ...clientOf(), refresh: () => clientOf().refresh('refresh-that-was-revoked') };
  now += 60 * 60_000;
  await expect(createTokenKeeper({ ...deps(), oauth }).accessToken(portalId)).rejects.toMatchObject({
    code: 'unauthorized',
    message: expect.stringContaining('Connect the account again') as unknown,
  });
  expect(await loadPortal(store.db, portalId)).toMatchObject({ status: 'disconnected' });
});

describe('by the service', () => {
  let service: RunningService;
  const config = readConfig({
    HUBSPOT_CLIENT_ID: SANDBOX_APP.clientId,
    HUBSPOT_CLIENT_SECRET: SANDBOX_APP.clientSecret,
    PULSO_ENCRYPTION_KEY: key,
    PULSO_PUBLIC_URL: 'https://pulso.example.com',
    PULSO_PORT: '0',
  });
  beforeAll(async () => {
    const env = { PULSO_LOG_LEVEL: 'silent' };
    const oauth = clientOf('https://pulso.example.com/oauth/callback');
    const address = {
      HUBSPOT_BASE_URL: portal.baseUrl,
      HUBSPOT_AUTHORIZE_URL: `${portal.baseUrl}/oauth/authorize`,
    };
    const { book } = await openInstalled(env, { ...config, ...address }, store, clock);
    service = await startService({
      config,
      store,
      book,
      log: silent,
      clock,
      role: 'web',
      install: { cipher, oauth },
    });
  });
  afterAll(() => service.close());

  async function begin() {
    const answer = await fetch(`${service.url}/oauth/install`, { redirect: 'manual' });
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; Secure; SameSite=Lax/);
    const back = await codeFor(answer.headers.get('location') ?? '');
    return { cookie: cookie.split(';')[0] ?? '', query: back.toString() };
  }
  const finish = (query: string, cookie: string) =>
    fetch(`${service.url}/oauth/callback?${query}`, { headers: { cookie } });

  test('the browser that began an installation finishes it, and the first run is queued', async () => {
    const { cookie, query } = await begin();
    const answer = await finish(query, cookie);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(portalId);
    expect(await loadPortal(store.db, portalId)).toMatchObject({ status: 'active' });
    expect(await service.queue.cancel(portalId)).toBe(1);
  });

  test('another browser, a changed state, an old one or none is refused', async () => {
    const mine = await begin();
    const other = await begin();
    expect((await finish(mine.query, other.cookie)).status).toBe(403);
    expect((await finish(mine.query, '')).status).toBe(403);
    expect((await finish(mine.query, 'pulso_oauth=%zz')).status).toBe(403);
    expect((await finish(mine.query.replace(/state=\d/, 'state=9'), mine.cookie)).status).toBe(403);
    expect((await finish('code=abc', mine.cookie)).status).toBe(400);
    expect((await finish('error=access_denied', mine.cookie)).status).toBe(403);
    now += 11 * 60_000;
    expect((await finish(mine.query, mine.cookie)).status).toBe(403);
  });
});

test('removal gives the token back, deletes every row and says what stays', async () => {
  const held = await loadCredential(store.forPortal(portalId), cipher, portalId, REFRESH_TOKEN);
  const refreshToken = held?.value ?? '';
  const { deleted, kept } = await removePortal(deps(), portalId, 'operator');
  expect(deleted).toMatchObject({ credential: 2 });
  expect(kept.join(' ')).toMatch(/audit log.*properties, lists and tasks/);
  expect(await loadPortal(store.db, portalId)).toMatchObject({ status: 'removed' });
  expect(refreshToken).toMatch(/^refresh-/);
  await expect(clientOf().refresh(refreshToken)).rejects.toMatchObject({ code: 'unauthorized' });
  const audit = await loadAudit(store.forPortal(portalId), portalId);
  expect(audit[0]).toMatchObject({ actor: 'operator', action: 'portal.removed' });
  // A run that was under way writes once more.
  const late = store.forPortal(portalId);
  await saveCompanies(late, portalId, [crmCompany('11')]);
  expect(await eraseRemoved(store)).toBe(1);
  expect(await late.selectFrom('company').selectAll().execute()).toEqual([]);
  expect((await loadAudit(late, portalId))[0]).toMatchObject({ actor: 'system', action: 'portal.erased' });
  expect(await eraseRemoved(store)).toBe(0);
  await expect(removePortal(deps(), '404', 'operator')).rejects.toMatchObject({ code: 'not-found' });
});
