import os from 'node:os';
import { HEALTH_PROPERTY_NAMES } from '../../src/hubspot/properties/index.ts';
import { provision } from '../../src/hubspot/provision/index.ts';
import { createHubSpotWebhooks } from '../../src/hubspot/webhooks.ts';
import { AppError } from '../../src/errors.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';
import { type PipelineDeps } from '../../src/pipeline/deps.ts';
import { pullSource } from '../../src/pipeline/pull.ts';
import { noteHappenings, refreshNoted } from '../../src/pipeline/refresh.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { createHubSpotCrmSource } from '../../src/sources/hubspot-crm/index.ts';
import { loadCompanies } from '../../src/store/companies.ts';
import { storeDeliveries } from '../../src/store/deliveries.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { CRM_SOURCE, loadRecords } from '../../src/store/records.ts';
import { clearRescores, loadRescores } from '../../src/store/rescore.ts';
import { type SandboxedApi, startSandbox } from '../hubspot/helpers/sandbox.ts';
import { depsOf } from './proof/judged-portal.ts';

/** From an event of HubSpot to what a refresh sees a few seconds later, when search does not show it yet. */

const world = createWorld({ seed: 3, profile: 'demo', companies: 6, days: 120, endDay: '2026-10-31' });
const [company, other] = world.companies.map(({ id }) => id) as [string, string];
const { signal } = new AbortController();
const OBJECTS = '/crm/objects/2026-09';

let now = Date.parse('2026-11-01T08:00:00Z');
const clock = () => new Date(now);
let store: Store;
let sandbox: SandboxedApi;
const seen: string[] = [];
let deps: PipelineDeps;

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  sandbox = await startSandbox({
    world,
    now: clock,
    indexLagMs: 30_000,
    onRequest: ({ method, target }) => void seen.push(`${method} ${target}`),
  });
  await provision(sandbox.api);
  deps = depsWith(sandbox.api);
  for (const source of deps.sources) await pullSource(deps, source);
});
afterAll(async () => {
  await sandbox.portal.close();
  await store.close();
});
beforeEach(async () => {
  now += 3_600_000;
  await clearRescores(deps.db, deps.portalId, await loadRescores(deps.db, deps.portalId));
});

function depsWith(api: HubSpotApi): PipelineDeps {
  const sources = [createHubSpotCrmSource({ api, healthPropertyNames: HEALTH_PROPERTY_NAMES })];
  return { ...depsOf(store, clock), api, sources, tempDir: os.tmpdir() };
}

/** HubSpot tells of a change a second after it. Returns how many companies were noted. */
async function told(subscriptionType: string, objectId: string, by: PipelineDeps = deps): Promise<number> {
  now += 1000;
  const events = createHubSpotWebhooks().events([
    { eventId: now, portalId: 42, subscriptionType, objectId: Number(objectId), occurredAt: now },
  ]);
  await storeDeliveries(deps.db, deps.portalId, CRM_SOURCE, events, clock);
  const accountIds = events.flatMap((each) => each.accountIds);
  const records = events.flatMap(({ record }) => record ?? []);
  return noteHappenings(by, { source: CRM_SOURCE, accountIds, records }, '*');
}

async function refreshed(): Promise<void> {
  now += 15_000;
  await refreshNoted(deps, signal);
  expect(await loadRescores(deps.db, deps.portalId)).toEqual([]);
}

const notedIds = async () => (await loadRescores(deps.db, deps.portalId)).map(({ companyId }) => companyId);
const stored = async (companyId: string) => (await loadCompanies(deps.db, deps.portalId, [companyId]))[0];
const ticketsOf = async (companyId: string) =>
  ((await loadRecords(deps.db, deps.portalId, [companyId], ['ticket'])).get(companyId) ?? []).map(
    ({ record }) => record,
  );

async function openTicket(companyId: string): Promise<string> {
  const { id } = await sandbox.call('POST', `${OBJECTS}/tickets`, {
    properties: { subject: 'It is down', hs_pipeline: '0', hs_pipeline_stage: '1' },
    associations: [
      { to: { id: companyId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 339 }] },
    ],
  });
  return id as unknown as string;
}

test('another owner is seen by the refresh that the event asked for', async () => {
  const ownerId = world.owners.map(({ id }) => id).find((id) => id !== world.companies[0]?.ownerId) ?? '';
  await sandbox.call('PATCH', `${OBJECTS}/companies/${company}`, {
    properties: { hubspot_owner_id: ownerId },
  });
  expect(await told('company.propertyChange', company)).toBe(1);
  await refreshed();
  expect((await stored(company))?.ownerId).toBe(ownerId);
});

test('a deleted company is archived, without the archive being read', async () => {
  await sandbox.call('DELETE', `${OBJECTS}/companies/${other}`);
  await told('company.deletion', other);
  seen.length = 0;
  await refreshed();
  expect(await stored(other)).toBeUndefined();
  expect(seen.filter((each) => each.includes('/search'))).not.toEqual([]);
  expect(seen.filter((each) => /^GET .*objects.*archived=true/.test(each))).toEqual([]);
  expect((await stored(company))?.archived).toBe(false);
});

test('a new ticket notes its company and is stored, and so is what becomes of it', async () => {
  const id = await openTicket(company);
  expect(await told('ticket.propertyChange', id)).toBe(1);
  expect(await notedIds()).toEqual([company]);
  await refreshed();
  expect(await ticketsOf(company)).toContainEqual(expect.objectContaining({ id, closedAt: null }));

  now += 3_600_000;
  await sandbox.call('PATCH', `${OBJECTS}/tickets/${id}`, { properties: { hs_pipeline_stage: '4' } });
  expect(await told('ticket.propertyChange', id)).toBe(1);
  await refreshed();
  expect(await ticketsOf(company)).toContainEqual(
    expect.objectContaining({ id, closedAt: expect.any(String) as string }),
  );

  now += 3_600_000;
  await told('ticket.propertyChange', id);
  await sandbox.call('DELETE', `${OBJECTS}/tickets/${id}`);
  await refreshed();
  expect((await ticketsOf(company)).map((each) => each.id)).not.toContain(id);
});

test('a deal notes the company it is stored with, also while HubSpot does not answer', async () => {
  const deal = world.companies.flatMap((each) => each.deals.map(({ id }) => ({ id, companyId: each.id })))[0];
  const silent = depsWith({
    request: () => Promise.reject(new AppError('upstream-unavailable', 'HubSpot does not answer')),
  });
  expect(await told('deal.propertyChange', deal?.id ?? '', silent)).toBe(1);
  expect(await notedIds()).toEqual([deal?.companyId]);
  // A deal nobody knows is left to the daily run.
  expect(await told('deal.propertyChange', '987654321', silent)).toBe(0);
});

test('a refresh that HubSpot does not answer leaves the notes', async () => {
  await told('company.propertyChange', company);
  const broken = depsWith({
    request: (wanted) =>
      wanted.path.endsWith('/companies/batch/read')
        ? Promise.reject(new AppError('upstream-unavailable', 'HubSpot does not answer'))
        : sandbox.api.request(wanted),
  });
  await expect(refreshNoted(broken, signal)).rejects.toMatchObject({ code: 'upstream-unavailable' });
  expect(await notedIds()).toEqual([company]);
});

test('what was announced long ago is not read again, and of many the latest are', async () => {
  const ids: string[][] = [];
  const watched = depsWith({
    request: (wanted) => {
      if (wanted.path.endsWith('/tickets/batch/read')) {
        ids.push((wanted.body as { inputs: { id: string }[] }).inputs.map(({ id }) => id));
      }
      return sandbox.api.request(wanted);
    },
  });
  const event = (objectId: number) => ({
    ...{
      eventId: objectId,
      portalId: 42,
      subscriptionType: 'ticket.propertyChange',
      objectId,
      occurredAt: now,
    },
  });
  const deliver = (...objectIds: number[]) =>
    storeDeliveries(
      deps.db,
      deps.portalId,
      CRM_SOURCE,
      createHubSpotWebhooks().events(objectIds.map(event)),
      clock,
    );
  await deliver(1);
  now += 10 * 60_000;
  for (const first of [1000, 1600]) {
    await deliver(...Array.from({ length: 600 }, (_, index) => first + index));
    now += 1000;
  }
  await told('company.propertyChange', company);
  await refreshNoted(watched, signal);
  const asked = ids.flat().map(Number);
  expect(asked).toHaveLength(1000);
  expect(asked).not.toContain(1);
  expect(asked).toEqual(expect.arrayContaining([1200, 2199]));
});
