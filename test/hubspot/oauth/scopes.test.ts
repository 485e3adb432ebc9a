import { createOAuthClient } from '../../../src/hubspot/oauth/index.ts';
import { SANDBOX_APP } from '../../../src/sandbox/portal/options.ts';
import { createWorld } from '../../../src/sandbox/world/world.ts';
import { createHubSpotCrmSource } from '../../../src/sources/hubspot-crm/index.ts';
import { inWords } from '../../helpers/in-words.ts';
import { pullAll } from '../../sources/hubspot-crm/pull-all.ts';
import { type SandboxedApi, startSandbox } from '../helpers/sandbox.ts';
import { createTestApi } from '../helpers/stub-api.ts';

const world = createWorld({ seed: 11, profile: 'demo', companies: 4, days: 90, endDay: '2026-10-31' });
const now = new Date('2026-11-01T08:00:00Z');

let sandbox: SandboxedApi;
beforeAll(async () => {
  sandbox = await startSandbox({ world, now: () => now });
});
afterAll(() => sandbox.portal.close());

/** The CRM source with the token of an account that consented to all that the app asks for, or all but some. */
async function sourceWithout(...refused: string[]) {
  const { baseUrl } = sandbox.portal;
  const oauth = createOAuthClient({
    clientId: SANDBOX_APP.clientId,
    clientSecret: SANDBOX_APP.clientSecret,
    redirectUri: 'http://127.0.0.1/oauth/callback',
    baseUrl,
    authorizeUrl: `${baseUrl}/oauth/authorize`,
  });
  const consent = new URL(oauth.consentUrl('s'));
  const optional = (consent.searchParams.get('optional_scope') ?? '').split(' ');
  consent.searchParams.set('optional_scope', optional.filter((each) => !refused.includes(each)).join(' '));
  const answer = await fetch(consent, { redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const { accessToken } = await oauth.exchange(code);
  const { api } = createTestApi(baseUrl, { accessToken });
  return createHubSpotCrmSource({ api, healthPropertyNames: [] });
}

test('with the scopes that the app asks for, everything that the CRM source reads can be read', async () => {
  for (const stream of (await sourceWithout()).streams) {
    const { quarantined, read } = await pullAll(stream, { now });
    expect([stream.name, quarantined]).toEqual([stream.name, []]);
    if (stream.name === 'emails') expect(read).toBeGreaterThan(0);
  }
});

test('mails need a scope of their own, which is named where it is missing', async () => {
  const { streams } = await sourceWithout('sales-email-read');
  const left = [];
  for (const stream of streams) left.push(...(await pullAll(stream, { now })).quarantined);
  expect(inWords(left)).toMatchObject([
    { stream: 'emails', reason: expect.stringContaining('sales-email-read') as string },
  ]);
});
