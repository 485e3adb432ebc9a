import { type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import { createHubSpotApi } from '../../src/hubspot/client/index.ts';
import { HEALTH_PROPERTY_NAMES } from '../../src/hubspot/properties/index.ts';
import { createRateLimiter } from '../../src/hubspot/rate-limit/index.ts';
import { verifySignature } from '../../src/hubspot/signature.ts';
import { runAction } from '../../src/pipeline/actions/index.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { readPortfolio } from '../../src/pipeline/read.ts';
import { syncPortal } from '../../src/pipeline/sync.ts';
import { type RunningPortal, SANDBOX_APP, startPortal } from '../../src/sandbox/portal/index.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { createApp } from '../../src/server/app.ts';
import { createHubSpotCrmSource } from '../../src/sources/hubspot-crm/index.ts';
import { openStore, type Store } from '../../src/store/open.ts';

/** A workflow of the portal has our service recalculate a company, and goes on with what that gave. */

const NOW = Date.parse('2026-11-01T10:00:00Z');
const world = createWorld({ seed: 5, profile: 'demo', companies: 4, days: 120, endDay: '2026-11-01' });
const companyId = world.companies[0]?.id ?? '';
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
function nothing(): void {}

/** Time goes on whenever the service looks at its clock; the portal's is the same. */
let minutes = 0;
const now = () => new Date(NOW + minutes * 60_000);

let portal: RunningPortal;
let store: Store;
let deps: PipelineDeps;
let server: Server;
/** What the service takes for its client secret. */
let secret: string = SANDBOX_APP.clientSecret;

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  const app = createApp({
    log: silent,
    locale: 'en',
    portals: { find: async (id) => (id === deps.portalId ? id : null) },
    readPortfolio: () => readPortfolio(deps),
    readCompanyHealth: async () => null,
    runAction: (_, name, parameters, caller) => runAction(deps, name, parameters, caller),
    ping: async () => undefined,
    verifySignature: () => false,
    verifyWorkflowAction: (request) =>
      verifySignature(
        { ...request, url: `http://127.0.0.1:${port()}${request.path}` },
        { secret, now: Date.now(), accept: ['v3', 'v2'] },
      ).valid,
    recordUrl: () => '',
  });
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const actionUrl = `http://127.0.0.1:${port()}/workflow-actions/recalculate`;
  portal = await startPortal({
    ...{ dataDir: null, world, now, searchPerSecond: null, rateLimit: { max: 10_000, intervalMs: 1_000 } },
    workflowActions: [{ actionTypeId: '1-77', actionUrl, objectTypes: ['COMPANY'] }],
  });
  deps = depsOf(portal);
  await syncPortal(deps);
});
afterAll(async () => {
  await portal.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await store.close();
});

const port = (): number => (server.address() as AddressInfo).port;

function depsOf({ baseUrl, accessToken, portalId }: RunningPortal): PipelineDeps {
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const limiter = createRateLimiter({ clock: Date.now, sleep });
  const api = createHubSpotApi({ baseUrl, accessToken, limiter, sleep, clock: Date.now, log: silent });
  return {
    ...{ db: store.db, portalId: String(portalId), api, log: silent, tempDir: os.tmpdir() },
    sources: [createHubSpotCrmSource({ api, healthPropertyNames: HEALTH_PROPERTY_NAMES })],
    clock: () => {
      minutes += 2;
      return now();
    },
    settings: {
      ...{ locale: 'en', modelId: 'three-dimension', customerStages: ['customer'] },
      ...{ managerOwnerId: null, backfillDays: 120 },
    },
  };
}

async function call(method: string, path: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${portal.accessToken}`, 'content-type': 'application/json' };
  const response = await fetch(portal.baseUrl + path, { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text === '' ? null : JSON.parse(text);
}

const valueIs = (property: string, value: string): object => ({
  ...{ filterType: 'PROPERTY', property },
  operation: { operationType: 'MULTISTRING', operator: 'IS_EQUAL_TO', values: [value] },
});

const task = (actionId: string, subject: string): object => ({
  ...{ type: 'SINGLE_CONNECTION', actionId, actionTypeId: '0-3', actionTypeVersion: 0 },
  fields: { subject },
});

/** When the city becomes this: recalculate, then a task that tells what came of it. */
function flow(city: string): object {
  const to = (nextActionId: string) => ({ edgeType: 'STANDARD', nextActionId });
  const event = { filterBranchType: 'UNIFIED_EVENTS', eventTypeId: '4-655002', operator: 'HAS_COMPLETED' };
  const filters = [valueIs('hs_name', 'city'), valueIs('hs_value', city)];
  return {
    ...{ type: 'PLATFORM_FLOW', flowType: 'WORKFLOW', objectTypeId: '0-2', name: city, isEnabled: true },
    startActionId: '1',
    actions: [
      {
        ...{ type: 'SINGLE_CONNECTION', actionId: '1', actionTypeId: '1-77', actionTypeVersion: 1 },
        ...{ fields: {}, connection: to('2') },
      },
      {
        ...{ type: 'STATIC_BRANCH', actionId: '2' },
        inputValue: { type: 'FIELD_DATA', actionId: '1', dataKey: 'hs_execution_state' },
        staticBranches: [{ branchValue: 'SUCCESS', connection: to('3') }],
        defaultBranch: to('4'),
      },
      task('3', `${city}: recalculated`),
      task('4', `${city}: not recalculated`),
    ],
    enrollmentCriteria: {
      ...{ type: 'EVENT_BASED', shouldReEnroll: true },
      eventFilterBranches: [{ ...event, filterBranches: [], filters }],
    },
  };
}

async function enrol(city: string): Promise<string[]> {
  await call('POST', '/automation/v4/flows', flow(city));
  await call('PATCH', company, { properties: { city } });
  await portal.workflowsSettled();
  const filters = [{ propertyName: 'hs_task_subject', operator: 'CONTAINS_TOKEN', value: city }];
  const search = { filterGroups: [{ filters }], properties: ['hs_task_subject'] };
  const { results } = (await call('POST', '/crm/objects/2026-09/tasks/search', search)) as {
    results: { properties: { hs_task_subject: string } }[];
  };
  return results.map(({ properties }) => properties.hs_task_subject);
}

const company = `/crm/objects/2026-09/companies/${companyId}`;

async function score(): Promise<string> {
  const { properties } = (await call('GET', `${company}?properties=health_score`)) as {
    properties: { health_score: string };
  };
  return properties.health_score;
}

const overwrite = () => call('PATCH', company, { properties: { health_score: '1' } });

test('the company is scored and written anew, and the workflow knows that it was', async () => {
  const scored = await score();
  expect(Number(scored)).toBeGreaterThan(1);
  await overwrite();
  expect(await enrol('Porto')).toEqual(['Porto: recalculated']);
  expect(await score()).toBe(scored);
});

test('a service with another secret refuses, and the workflow goes on without it', async () => {
  secret = 'another secret';
  await overwrite();
  expect(await enrol('Faro')).toEqual(['Faro: not recalculated']);
  expect(await score()).toBe('1');
});
