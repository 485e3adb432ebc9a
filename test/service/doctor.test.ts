import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createOAuthClient } from '../../src/hubspot/oauth/index.ts';
import { provisionPortal } from '../../src/pipeline/provision.ts';
import { type RunningPortal, startPortal } from '../../src/sandbox/portal/index.ts';
import { SANDBOX_APP } from '../../src/sandbox/portal/options.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { type Check, examine } from '../../src/service/doctor.ts';
import { openRuntime } from '../../src/service/runtime.ts';

const world = createWorld({ seed: 5, profile: 'demo', companies: 3, days: 40, endDay: '2026-11-01' });

let portal: RunningPortal;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-doctor-'));
  portal = await startPortal({ dataDir: null, world, now: () => new Date(), searchPerSecond: null });
});
afterAll(async () => {
  await portal.close();
  rmSync(folder, { recursive: true });
});

const env = (over: Record<string, string> = {}) => ({
  HUBSPOT_BASE_URL: portal.baseUrl,
  HUBSPOT_ACCESS_TOKEN: portal.accessToken,
  PULSO_DATA_DIR: folder,
  PULSO_LOG_LEVEL: 'silent',
  ...over,
});

async function check(name: string, over: Record<string, string> = {}): Promise<Check | undefined> {
  return (await examine(env(over))).find((each) => each.name === name);
}

async function call(method: string, route: string, body: object): Promise<void> {
  const answer = await fetch(`${portal.baseUrl}${route}`, {
    method,
    headers: {
      authorization: `Bearer ${portal.accessToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

test('every line says what was found; what failed says what to do', async () => {
  const checks = await examine(env());
  expect(checks.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['configuration', 'database', 'clock', 'HubSpot token', 'properties']),
  );
  for (const { message, state, remedy } of checks) {
    expect(message).not.toMatch(/undefined|\[object/);
    expect(message).not.toBe('');
    if (state === 'failed') expect(remedy).toBeTruthy();
  }
});

test('properties that are missing, and one that differs, are named in words', async () => {
  expect(await check('properties')).toMatchObject({
    state: 'failed',
    remedy: 'Run "pulso provision".',
  });
  const runtime = await openRuntime(env());
  await provisionPortal(runtime.deps.api, { ...runtime.deps.settings, check: false });
  await runtime.close();
  expect(await check('properties')).toMatchObject({ state: 'ok' });
  await call('PATCH', '/crm/properties/2026-09/companies/health_score', { label: 'Our score' });
  expect(await check('properties')).toMatchObject({
    state: 'failed',
    message: '1 differ, first companies.health_score: was renamed to "Our score"',
  });
});

test('a token without mails is told what that costs, and how to get them', async () => {
  const oauth = createOAuthClient({
    clientId: SANDBOX_APP.clientId,
    clientSecret: SANDBOX_APP.clientSecret,
    redirectUri: 'http://127.0.0.1/oauth/callback',
    baseUrl: portal.baseUrl,
    authorizeUrl: `${portal.baseUrl}/oauth/authorize`,
  });
  const consent = new URL(oauth.consentUrl('s'));
  consent.searchParams.delete('optional_scope');
  const answer = await fetch(consent, { redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const { accessToken } = await oauth.exchange(code);
  expect(await check('scope sales-email-read', { HUBSPOT_ACCESS_TOKEN: accessToken })).toEqual({
    name: 'scope sales-email-read',
    state: 'off',
    message: 'not granted: mails are not read',
    remedy: 'Grant the scope to the app, then install it again.',
  });
  expect(await check('scope sales-email-read')).toMatchObject({ state: 'ok', message: 'granted' });
});

test('a token that HubSpot refuses fails with what to do, and nothing behind it is tried', async () => {
  const checks = await examine(env({ HUBSPOT_ACCESS_TOKEN: 'pat-wrong' }));
  expect(checks.find(({ name }) => name === 'HubSpot token')).toMatchObject({
    state: 'failed',
    remedy: expect.stringContaining('HUBSPOT_ACCESS_TOKEN') as string,
  });
  expect(checks.some(({ name }) => name === 'properties')).toBe(false);
});

test('a wrong setting ends it at once and names the variable', async () => {
  const checks = await examine(env({ PULSO_PORT: 'many' }));
  expect(checks).toEqual([
    expect.objectContaining({
      name: 'configuration',
      state: 'failed',
      message: expect.stringContaining('PULSO_PORT') as string,
    }),
  ]);
});
