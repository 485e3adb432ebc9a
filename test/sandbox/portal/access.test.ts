import { Client } from '@hubspot/api-client';
import { SANDBOX_APP } from '../../../src/sandbox/portal/index.ts';
import { openPortal, type TestPortal } from './helpers/portal.ts';
import { tinyWorld } from './helpers/world.ts';

const REDIRECT = 'http://localhost:3000/oauth-callback';
const COMPANIES = '/crm/objects/2026-09/companies';

describe('who may do what', () => {
  let tour: TestPortal;
  let now: number;
  beforeEach(async () => {
    now = Date.UTC(2026, 10, 1);
    tour = await openPortal({ world: tinyWorld(), now: () => new Date(now) });
  });
  afterEach(() => tour.portal.close());

  async function consent(scope: string): Promise<string> {
    const query = new URLSearchParams({
      client_id: SANDBOX_APP.clientId,
      redirect_uri: REDIRECT,
      scope,
      state: 's1',
    });
    const answer = await tour.call('GET', `/oauth/authorize?${query.toString()}`);
    expect(answer.status).toBe(302);
    const target = new URL(answer.headers.get('location') ?? '');
    expect(target.searchParams.get('state')).toBe('s1');
    return target.searchParams.get('code') ?? '';
  }

  const exchange = (code: string, client = tour.client) =>
    client.oauth.tokensApi.create(
      'authorization_code',
      code,
      REDIRECT,
      SANDBOX_APP.clientId,
      SANDBOX_APP.clientSecret,
    );

  const authorized = (token: string) => ({ authorization: `Bearer ${token}` });

  test('no token, a wrong one and a wrong scheme are refused alike', async () => {
    for (const authorization of ['', 'Bearer wrong', `Basic ${tour.portal.accessToken}`]) {
      const answer = await tour.call('GET', COMPANIES, undefined, { authorization });
      expect(answer).toMatchObject({ status: 401, body: { category: 'INVALID_AUTHENTICATION' } });
    }
  });

  test('the official client trades a code once, and its tokens expire', async () => {
    const code = await consent('oauth crm.objects.companies.read');
    const tokens = await exchange(code);
    expect(tokens).toMatchObject({ tokenType: 'bearer', expiresIn: 1_800 });
    await expect(exchange(code)).rejects.toMatchObject({ code: 400, body: { status: 'BAD_AUTH_CODE' } });

    expect((await tour.call('GET', COMPANIES, undefined, authorized(tokens.accessToken))).status).toBe(200);
    now += 1_800_000;
    const late = await tour.call('GET', COMPANIES, undefined, authorized(tokens.accessToken));
    expect(late).toMatchObject({ status: 401, body: { category: 'EXPIRED_AUTHENTICATION' } });

    const fresh = await tour.client.oauth.tokensApi.create(
      'refresh_token',
      undefined,
      undefined,
      SANDBOX_APP.clientId,
      SANDBOX_APP.clientSecret,
      tokens.refreshToken,
    );
    expect(fresh.refreshToken).toBe(tokens.refreshToken);
    const client = new Client({ accessToken: fresh.accessToken, basePath: tour.portal.baseUrl });
    expect((await client.crm.companies.basicApi.getPage(1)).results).toHaveLength(1);
  });

  test('mails need two scopes, calls one of them', async () => {
    for (const [scope, status] of [
      ['crm.objects.contacts.read', 403],
      ['sales-email-read', 403],
      ['crm.objects.contacts.read sales-email-read', 200],
    ] as const) {
      const { accessToken } = await exchange(await consent(`oauth ${scope}`));
      const mails = await tour.call('GET', '/crm/objects/2026-09/emails', undefined, authorized(accessToken));
      expect([scope, mails.status]).toEqual([scope, status]);
    }
    const { accessToken } = await exchange(await consent('oauth crm.objects.contacts.read'));
    const calls = await tour.call('GET', '/crm/objects/2026-09/calls', undefined, authorized(accessToken));
    expect(calls.status).toBe(200);
  });

  test('a token without the scope is told which one it needs', async () => {
    const { accessToken } = await exchange(await consent('oauth crm.objects.companies.read'));
    const body = { properties: { name: 'x' } };
    const refused = await tour.call('POST', COMPANIES, body, authorized(accessToken));
    expect(refused).toMatchObject({
      status: 403,
      body: {
        category: 'MISSING_SCOPES',
        errors: [{ context: { requiredGranularScopes: ['crm.objects.companies.write'] } }],
      },
    });
    expect(tour.portal.stats().records.companies).toBe(3);
  });

  test('OAuth answers carry no daily limit', async () => {
    const { accessToken } = await exchange(await consent('crm.objects.companies.read'));
    const answer = await tour.call('GET', COMPANIES, undefined, authorized(accessToken));
    expect(answer.headers.has('x-hubspot-ratelimit-remaining')).toBe(true);
    expect(answer.headers.has('x-hubspot-ratelimit-daily')).toBe(false);
  });

  const post = (path: string, fields: Record<string, string>) =>
    tour.call('POST', path, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });

  test.each([
    ['BAD_CLIENT_ID', { client_id: 'x' }],
    ['BAD_CLIENT_SECRET', { client_secret: 'x' }],
    ['BAD_GRANT_TYPE', { grant_type: 'password' }],
    ['BAD_REFRESH_TOKEN', { grant_type: 'refresh_token', refresh_token: 'x' }],
    ['BAD_AUTH_CODE', { code: 'x' }],
    ['MISMATCH_REDIRECT_URI_AUTH_CODE', { redirect_uri: 'http://elsewhere.example' }],
  ])('says %s', async (status, change) => {
    const fields = {
      grant_type: 'authorization_code',
      client_id: SANDBOX_APP.clientId,
      client_secret: SANDBOX_APP.clientSecret,
      redirect_uri: REDIRECT,
      code: await consent('oauth'),
      ...change,
    };
    expect(await post('/oauth/2026-09/token', fields)).toMatchObject({ status: 400, body: { status } });
  });

  test('a revoked token is worth nothing', async () => {
    const { accessToken } = await exchange(await consent('crm.objects.companies.read'));
    const client = { client_id: SANDBOX_APP.clientId, client_secret: SANDBOX_APP.clientSecret };
    expect(await post('/oauth/v3/token/introspect', { ...client, token: accessToken })).toMatchObject({
      status: 200,
      body: { active: true, hub_id: tour.portal.portalId, token_use: 'access_token' },
    });
    await post('/oauth/v3/token/revoke', { ...client, token: accessToken });
    expect((await tour.call('GET', COMPANIES, undefined, authorized(accessToken))).status).toBe(401);
  });
});
