import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { buildHubSpotProject } from '../../scripts/build-hubspot.ts';
import { createHubSpotApi } from '../../src/hubspot/client/index.ts';
import { HEALTH_PROPERTY_NAMES } from '../../src/hubspot/properties/index.ts';
import { createRateLimiter } from '../../src/hubspot/rate-limit/index.ts';
import { CARD_ACTIONS, type CardAnswer } from '../../src/model/card-actions.ts';
import { PORTAL_ACTIONS, type PortfolioAnswer } from '../../src/model/portal-actions.ts';
import { MESSAGES } from '../../src/model/messages/catalogue.ts';
import { messageTexts, say } from '../../src/model/messages/message.ts';
import { type CompaniesAnswer } from '../../src/model/portfolio.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { readPortfolio } from '../../src/pipeline/read.ts';
import { syncPortal } from '../../src/pipeline/sync.ts';
import { type MixpanelServer, startMixpanel } from '../../src/sandbox/mixpanel/server.ts';
import { type RunningPortal, startPortal } from '../../src/sandbox/portal/index.ts';
import { startStripe, type StripeServer } from '../../src/sandbox/stripe/server.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { createHubSpotCrmSource } from '../../src/sources/hubspot-crm/index.ts';
import { createMixpanelSource } from '../../src/sources/mixpanel/index.ts';
import { createStripeSource } from '../../src/sources/stripe/index.ts';
import { loadAccounts } from '../../src/store/accounts.ts';
import { loadAudit } from '../../src/store/audit.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { cardActionsBattery } from '../batteries/card-actions.ts';
import { callFunction } from './function-process.ts';
import { propertiesOf, tasksOf } from './portal-records.ts';
import { SECRET, type SignedEndpoint, startSignedEndpoint } from './signed-endpoint.ts';

const root = path.resolve(import.meta.dirname, '../..');
const NOW = Date.parse('2026-11-01T10:00:00Z');
const world = createWorld({ seed: 5, profile: 'demo', companies: 8, days: 120, endDay: '2026-11-01' });
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
function nothing(): void {}

let portal: RunningPortal;
let stripe: StripeServer;
let mixpanel: MixpanelServer;
let store: Store;
let deps: PipelineDeps;
let endpoint: SignedEndpoint;
let out: string;
/** The service's clock: each answer is a little later than the one before. */
let ticks = 0;

beforeAll(async () => {
  await mkdir(path.join(root, 'build'), { recursive: true });
  out = await mkdtemp(path.join(root, 'build/actions-'));
  await buildHubSpotProject({ root, out, auth: 'static' });
  portal = await startPortal({ dataDir: null, world, now: () => new Date(NOW), searchPerSecond: null });
  stripe = await startStripe({ world });
  mixpanel = await startMixpanel({ world, covers: () => true, now: () => new Date(NOW) });
  store = await openStore({ dataDir: null });
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const api = createHubSpotApi({
    baseUrl: portal.baseUrl,
    accessToken: portal.accessToken,
    limiter: createRateLimiter({ clock: Date.now, sleep }),
    sleep,
    clock: Date.now,
    log: silent,
  });
  deps = {
    db: store.db,
    portalId: String(portal.portalId),
    api,
    sources: [
      createHubSpotCrmSource({ api, healthPropertyNames: HEALTH_PROPERTY_NAMES }),
      createStripeSource({ baseUrl: stripe.baseUrl, apiKey: stripe.apiKey }),
      createMixpanelSource(mixpanel),
    ],
    log: silent,
    clock: () => new Date(NOW + (ticks += 1) * 1000),
    tempDir: os.tmpdir(),
    settings: {
      locale: 'en',
      modelId: 'three-dimension',
      customerStages: ['customer'],
      managerOwnerId: null,
      backfillDays: 120,
      // Billing and CRM alone are little of the model; with this they suffice for a band and a plan.
      modelChanges: { changes: { minimumCoverage: 0.05 }, revision: 5 },
    },
  };
  await syncPortal(deps);
  endpoint = await startSignedEndpoint(deps);
});
afterAll(async () => {
  await endpoint.close();
  await store.close();
  await stripe.close();
  await mixpanel.close();
  await portal.close();
  await rm(out, { recursive: true, force: true });
});

const signed = (action: string, parameters: object, secret?: string) =>
  endpoint.ask(action, parameters, secret);

const AT_THE_SERVICE = () => ({ PULSO_SERVICE_URL: endpoint.url, PULSO_CLIENT_SECRET: SECRET });

/** The vendors' secrets and nothing of a service. */
const ALONE = () => ({
  STRIPE_API_KEY: stripe.apiKey,
  STRIPE_BASE_URL: stripe.baseUrl,
  MIXPANEL_BASE_URL: mixpanel.baseUrl,
  MIXPANEL_SERVICE_ACCOUNT: mixpanel.serviceAccount,
  MIXPANEL_SECRET: mixpanel.secret,
  MIXPANEL_PROJECT_ID: mixpanel.projectId,
});

/** A function believes in the day of the world; signatures to the service need the real time. */
function inFunction(
  action: string,
  parameters: object,
  environment: Record<string, string> = AT_THE_SERVICE(),
): Promise<unknown> {
  return callFunction({
    out,
    action,
    parameters,
    environment: {
      PRIVATE_APP_ACCESS_TOKEN: portal.accessToken,
      HUBSPOT_BASE_URL: portal.baseUrl,
      ...environment,
    },
    now: 'PULSO_SERVICE_URL' in environment ? undefined : deps.clock().getTime(),
  });
}

let companies: string[];
beforeAll(async () => {
  const { entries } = await readPortfolio(deps);
  companies = entries.flatMap((row) => (row.score !== null && row.band !== 'unknown' ? [row.companyId] : []));
});

const underTest = (call: (action: string, parameters: object) => Promise<unknown>, index: number) => () => {
  const companyId = companies[index] ?? '';
  return {
    call,
    companyId,
    today: '2026-11-01',
    tasks: () => tasksOf(deps, companyId),
    properties: () => propertiesOf(deps, companyId),
  };
};
cardActionsBattery('signed requests', underTest(signed, 0));
cardActionsBattery('the functions of the app beside a service', underTest(inFunction, 1));
cardActionsBattery(
  'the functions of the app alone',
  underTest((action, parameters) => inFunction(action, parameters, ALONE()), 2),
);

describe('a function alone', () => {
  const scores = ({ breakdown }: CardAnswer) =>
    Object.fromEntries(breakdown?.result.indicators.map(({ id, score }) => [id, score]) ?? []);
  const health = async (companyId: string) => (await inFunction('getHealth', { companyId })) as CardAnswer;

  test('measures what the nightly run measured of the same day', async () => {
    const all = await Promise.all(companies.slice(3).map(health));
    const before = all.find((each) => {
      const known = scores(each);
      return known['login-activity'] != null && known['payment-behaviour'] != null;
    });
    const companyId = before?.companyId ?? '';
    const after = (await inFunction('refreshHealth', { companyId }, ALONE())) as CardAnswer;
    expect(after.done?.incomplete).toEqual([]);
    expect(scores(after)).toEqual(before && scores(before));
    expect(after.score).toBeCloseTo(before?.breakdown?.result.score ?? 0, 9);
    expect(after.breakdown?.change).toEqual(before?.breakdown?.change);
    expect(after.scoredAt).not.toBe(before?.scoredAt);

    const unreachable = { ...ALONE(), STRIPE_BASE_URL: 'http://127.0.0.1:9' };
    const partly = (await inFunction('refreshHealth', { companyId }, unreachable)) as CardAnswer;
    expect(partly.done?.incomplete).toEqual([
      { source: 'stripe', reason: messageTexts(say('source.late', { seconds: 5.5 })) },
    ]);
    expect(scores(partly)).toEqual(scores(after));
  });

  test('what was entered through it is taken over by the next run of the service', async () => {
    const companyId = companies[2] ?? '';
    const before = await health(companyId);
    expect(before.breakdown?.basis?.entered?.pulses).toHaveLength(1);
    await syncPortal(deps);
    const after = await health(companyId);
    expect(after.breakdown?.basis?.entered).toBeUndefined();
    expect(after.breakdown?.pulse).toEqual(before.breakdown?.pulse);
    expect(after.breakdown?.override).toMatchObject({ reason: 'The contract is signed.', active: false });
    expect(after.breakdown?.tasks?.map(({ stepId }) => stepId).sort()).toEqual(
      before.breakdown?.tasks?.map(({ stepId }) => stepId).sort(),
    );
    expect(after.band).toBe(before.band);
    const audit = await loadAudit(store.db, deps.portalId);
    const taken = audit.filter(({ detail }) => (detail as { through?: string }).through === 'HubSpot');
    expect(taken.map(({ action, subject }) => [action, subject]).sort()).toEqual([
      ['override.ended', companyId],
      ['override.set', companyId],
      ['pulse.logged', companyId],
    ]);
    expect(JSON.stringify(audit)).not.toContain('ana@');
  });

  test('what was entered through it survives what is done at the service before the next run', async () => {
    const companyId = companies[4] ?? '';
    const pulse = { companyId, score: 4, reason: 'They renew.', requestId: 'while-the-service-was-down' };
    await inFunction('logPulse', pulse, ALONE());
    const override = { band: 'yellow', reason: 'Kick-off moved.', expiresAt: '2026-11-20' };
    const done = (await signed('setOverride', {
      companyId,
      ...override,
      requestId: 'later-at-the-service',
    })) as CardAnswer;
    expect(done.breakdown).toMatchObject({
      pulse: { score: 4, reason: 'They renew.' },
      override: { reason: 'Kick-off moved.', active: true },
    });
    expect(done.breakdown?.basis?.entered).toBeUndefined();
  });

  test.each([
    ['ended', { band: null, reason: 'Was a mistake.' }, { active: false, reason: 'They signed.' }],
    [
      'replaced',
      { band: 'orange', reason: 'Not yet signed.', expiresAt: '2026-11-20' },
      { active: true, reason: 'Not yet signed.' },
    ],
  ])('an override that was set through it can be %s at the service', async (how, next, shown) => {
    const companyId = companies[3] ?? '';
    const override = { band: 'green', reason: 'They signed.', expiresAt: '2026-11-25' };
    const alone = (await inFunction(
      'setOverride',
      { companyId, ...override, requestId: `alone-before-${how}` },
      ALONE(),
    )) as CardAnswer;
    expect(alone.breakdown?.override).toMatchObject({ active: true, reason: 'They signed.' });
    const done = (await signed('setOverride', {
      companyId,
      ...next,
      requestId: `service-${how}`,
    })) as CardAnswer;
    expect(done.breakdown?.override).toMatchObject(shown);
    const later = (await signed('refreshHealth', { companyId })) as CardAnswer;
    expect(later.breakdown?.override).toMatchObject(shown);
  });
});

test('a request that somebody else signed gets nothing', async () => {
  expect(await signed('getHealth', { companyId: companies[0] }, 'guessed')).toMatchObject({
    error: { code: 'unauthorized' },
  });
});

test('a function says what it lacks, and that the service does not answer', async () => {
  const parameters = { companyId: companies[0] };
  expect(await inFunction('readPortfolio', {}, { PULSO_SERVICE_URL: endpoint.url })).toMatchObject({
    error: { code: 'config-invalid' },
  });
  const down = { ...AT_THE_SERVICE(), PULSO_SERVICE_URL: 'http://127.0.0.1:9' };
  expect(await inFunction('readPortfolio', {}, down)).toMatchObject({
    error: { code: 'upstream-unavailable' },
  });
  expect(await inFunction('getHealth', parameters, down)).toMatchObject({ companyId: companies[0] });
});

describe('what pages ask for', () => {
  test('the portfolio, worst first, with a year of bands and the state of the sources', async () => {
    const answer = await inFunction('readPortfolio', {});
    expect(answer).toMatchObject({ portalId: deps.portalId, capacity: 15 });
    const { queue, history, sources } = answer as PortfolioAnswer;
    expect(queue.map((row) => row.priority)).toEqual(queue.map((row) => row.priority).sort((a, b) => b - a));
    expect(history.length).toBeGreaterThan(2);
    expect(sources.map(({ id, status }) => [id, status])).toEqual([
      ['hubspot-crm', 'ok'],
      ['mixpanel', 'ok'],
      ['stripe', 'ok'],
    ]);
  });

  test.each([
    ['a function of the app', inFunction],
    ['a signed request', signed],
  ])('companies narrowed, in order and by pages, through %s', async (_, call) => {
    const ask = async (parameters: object) => (await call('readCompanies', parameters)) as CompaniesAnswer;
    const whole = await ask({ limit: 100 });
    expect(whole.companies).toHaveLength(whole.total);
    const pages = await Promise.all([0, 5].map((offset) => ask({ offset, limit: 5 })));
    expect(pages.flatMap((each) => each.companies)).toEqual(whole.companies.slice(0, 10));
    const [first] = whole.companies;
    expect(await ask({ search: first?.name.toUpperCase() })).toMatchObject({
      companies: [{ companyId: first?.companyId }],
      total: whole.total,
    });
    expect(await ask({ limit: 1000 })).toMatchObject({ error: { code: 'input-invalid' } });
  });

  test('settings are previewed without effect, saved once with author, refused when somebody was faster', async () => {
    const settings = { model: { bands: { orange: 97, yellow: 98, green: 99 } }, capacity: 5 };
    const preview = await signed('previewSettings', { settings });
    expect(preview).toMatchObject({ considered: expect.any(Number) as number });
    expect((preview as { moves: { to: string }[] }).moves.length).toBeGreaterThan(0);
    expect((preview as { moves: { to: string }[] }).moves.map(({ to }) => to)).toContain('red');

    const saved = await signed('saveSettings', { settings, basedOn: 0, note: 'strict' });
    expect(saved).toMatchObject({ version: 1, author: 'ana@example.com', note: 'strict' });
    expect(await signed('saveSettings', { settings, basedOn: 0 })).toMatchObject({ version: 1 });
    expect(
      await signed('saveSettings', { settings: { ...settings, capacity: 6 }, basedOn: 0 }),
    ).toMatchObject({ error: { code: 'input-invalid' } });

    const after = await signed('refreshHealth', { companyId: companies[2] });
    expect(after).toMatchObject({ breakdown: { model: { id: 'three-dimension', version: 2 } } });
    expect(await signed('readSettings', {})).toMatchObject({
      versions: [{ version: 1, author: 'ana@example.com' }, { version: 0 }],
    });
  });

  test.each([
    ['saveSettings', { settings: { model: { bands: { orange: 60, yellow: 50, green: 80 } } }, basedOn: 1 }],
    ['saveSettings', { settings: { modelId: 'nonsense' }, basedOn: 1 }],
    ['confirmAccount', { source: 'stripe', externalId: 'cus_none', companyId: '1' }],
    ['dropTables', {}],
    ['constructor', {}],
  ])('%s with %j is refused with a code', async (action, parameters) => {
    expect(await signed(action, parameters)).toMatchObject({
      error: { code: expect.stringMatching(/input-invalid|not-found/) as string },
    });
  });

  test.each([
    ['a signed request', signed],
    ['a function beside a service', inFunction],
    ['a function alone', (action: string, parameters: object) => inFunction(action, parameters, ALONE())],
  ])('what is refused says so in the language of whoever asks, through %s', async (_, call) => {
    const refused = { companyId: companies[0], steps: ['none'] };
    expect(await call('startPlaybook', refused)).toMatchObject({
      error: { message: MESSAGES['action.no-step'].en },
    });
    expect(await call('startPlaybook', { ...refused, locale: 'es' })).toMatchObject({
      error: { message: MESSAGES['action.no-step'].es },
    });
    expect(await call('startPlaybook', { companyId: 'x', locale: 'es' })).toMatchObject({
      error: { message: 'companyId: debe ser el id de registro de una empresa' },
    });
  });
});

describe('the audit log', () => {
  /** What each action that changes something is called there; those of a proposal: `test/pipeline/proof/check.test.ts`. */
  const NOTED = {
    logPulse: 'pulse.logged',
    setOverride: 'override.set',
    startPlaybook: 'playbook.started',
    saveSettings: 'settings.saved',
    confirmAccount: 'account.rejected',
    createInHubSpot: 'hubspot.provisioned',
  };
  const ELSEWHERE = ['publishProposal', 'rollBackModel'];
  const READING = /^(get|read|preview|check|refresh)[A-Z]/;
  const lines = async () =>
    (await loadAudit(store.db, deps.portalId, 1_000)).filter(({ actor }) => actor === 'user:1');

  test('knows every action there is', () => {
    const changing = [...Object.keys(CARD_ACTIONS), ...Object.keys(PORTAL_ACTIONS)].filter(
      (name) => !READING.test(name),
    );
    expect(changing.sort()).toEqual([...Object.keys(NOTED), ...ELSEWHERE].sort());
  });

  test('has a line for every change, by the id of the user, and none for what was refused or is there already', async () => {
    const { lists } = await deps.api.request({
      method: 'POST',
      path: '/crm/lists/2026-09/search',
      body: { count: 1, offset: 0, additionalProperties: [] },
      schema: z.object({ lists: z.array(z.object({ listId: z.string() })) }),
    });
    const path = `/crm/lists/2026-09/${lists[0]?.listId ?? ''}`;
    await deps.api.request({ method: 'DELETE', path, schema: z.unknown() });
    const [account] = await loadAccounts(store.db, deps.portalId);
    const { source = '', externalId = '' } = account ?? {};
    expect(await signed('confirmAccount', { source, externalId, companyId: null })).toEqual({
      confirmed: true,
    });
    expect(await signed('createInHubSpot', {})).toMatchObject({ created: [expect.any(String)] });
    const before = await lines();
    expect(new Set(before.map(({ action }) => action))).toEqual(
      new Set([...Object.values(NOTED), 'override.ended']),
    );
    expect(before.find(({ action }) => action === 'settings.saved')).toMatchObject({
      subject: 'settings 1',
      detail: { changed: ['capacity', 'model'] },
    });
    await signed('createInHubSpot', {});
    await signed('startPlaybook', { companyId: companies[0] });
    await signed('confirmAccount', { source, externalId: 'cus_none', companyId: null });
    expect(await lines()).toEqual(before);
  });
});
