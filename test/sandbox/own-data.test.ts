import { connect } from 'node:net';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type Delivery, type Inbox } from '../../src/model/inbox.ts';
import { type Source } from '../../src/model/source.ts';
import { type RecordedDelivery } from '../../src/model/webhook.ts';
import { OWN_DATA } from '../../src/sandbox/own-data.ts';
import { type RunningSystem } from '../../src/sandbox/running-system.ts';
import { eventLogOf } from '../../src/sandbox/world/event-log.ts';
import { onboardingOf } from '../../src/sandbox/world/onboarding.ts';
import { answersOf } from '../../src/sandbox/world/satisfaction.ts';
import { companiesWithUsageIn, type OtherUsageSystem } from '../../src/sandbox/world/usage-systems.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { connectFiles } from '../../src/sources/files/connect.ts';
import { connectSegment } from '../../src/sources/segment/connect.ts';
import { connectSurveys } from '../../src/sources/surveys/connect.ts';
import { connectUserpilot } from '../../src/sources/userpilot/connect.ts';
import { connectWarehouse } from '../../src/sources/warehouse/connect.ts';
import { WEBHOOKS } from '../../src/sources/webhooks.ts';
import { pullAll } from '../batteries/pull.ts';
import { messageText } from '../../src/model/messages/message.ts';

/** Files, warehouse and deliveries of the sandbox, read by the sources as they are: what the world holds arrives whole. */

const DAYS = 60;
const world = createWorld({
  seed: 163,
  profile: 'demo',
  companies: 30,
  days: DAYS,
  endDay: '2026-11-21',
  eventsPerUserDay: 3,
});
const NOW = new Date('2026-11-22T06:00:00Z');
const folder = mkdtempSync(path.join(os.tmpdir(), 'pulso-own-data-'));
const parts = { world, folder, now: () => NOW };
let systems: RunningSystem[];
let config: Record<string, string>;
let deliveries: readonly RecordedDelivery[];

beforeAll(async () => {
  systems = await Promise.all(OWN_DATA.map((start) => start(parts)));
  config = Object.assign({}, ...systems.map(({ environment }) => environment)) as Record<string, string>;
  deliveries = systems.flatMap((system) => system.deliveries ?? []);
});
afterAll(async () => {
  await Promise.all(systems.map((system) => system.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** The deliveries of a source as the service stores them, each checked as the service checks it. */
function inboxOf(source: string): Inbox {
  const known = WEBHOOKS.find(({ vendor }) => vendor.source === source);
  const held = deliveries
    .filter((each) => each.source === source)
    .flatMap(({ at, headers, body }): Omit<Delivery, 'id'>[] => {
      const request = { method: 'POST', url: 'http://x', headers, body: Buffer.from(body) };
      expect(known?.vendor.verify(request, config[known.secretName] ?? '', NOW)).toBe(true);
      expect(known?.vendor.verify(request, 'another secret', NOW)).toBe(false);
      const events = known?.vendor.events(JSON.parse(body)) ?? [];
      return events.map((event) => ({ receivedAt: at, body: event.body }));
    })
    .map((each, index) => ({ ...each, id: String(index + 1) }));
  return {
    async *read(_source, from, until) {
      yield held.filter(
        ({ receivedAt }) => receivedAt >= from && (until === undefined || receivedAt < until),
      );
    },
    oldest: async () => held[0]?.receivedAt ?? null,
    lastSaid: async () => new Map(),
  };
}

async function pagesOf(source: Source | null) {
  expect(source).not.toBeNull();
  const times = { now: NOW, since: world.startDay };
  const pages = await Promise.all((source?.streams ?? []).map((stream) => pullAll(stream, null, times)));
  return pages.flat();
}

/** Events of all user days that the pages hold. */
function eventsIn(pages: Awaited<ReturnType<typeof pagesOf>>): number {
  return pages.flatMap((page) => page.usage?.rows ?? []).reduce((sum, row) => sum + row.events, 0);
}

/** Events that count as activity: an integration reports by itself. */
function logged(system: OtherUsageSystem, from = world.startDay, to = world.options.endDay): number {
  const log = eventLogOf(world, companiesWithUsageIn(world, system), from, to);
  return [...log].filter(({ integration }) => integration === null).length;
}

test('every company outside the main product analytics is in exactly one other system', () => {
  const systemsOf = (['mixpanel', 'segment', 'warehouse', 'files'] as const).map((system) =>
    companiesWithUsageIn(world, system).map(({ id }) => id),
  );
  const outside = world.companies.filter(({ usage }) => usage.link === 'none').map(({ id }) => id);
  expect(systemsOf.map((each) => each.length)).toEqual([2, 1, 1, 1]);
  expect(systemsOf.flat().sort()).toEqual(outside.sort());
});

test.each(['warehouse', 'files'] as const)('%s: accounts and every event arrive', async (system) => {
  const pages = await pagesOf(
    system === 'files'
      ? connectFiles({ config: { PULSO_FILES_MAPPING: config.PULSO_FILES_MAPPING } })
      : connectWarehouse({ config }),
  );
  const accounts = new Set(pages.flatMap((page) => page.accounts ?? []).map((each) => each.externalId));
  const users = companiesWithUsageIn(world, system).map(({ accountId }) => accountId);
  expect([...accounts].filter((id) => id.startsWith('acct_'))).toEqual(users);
  expect(pages.flatMap((page) => page.quarantined ?? [])).toEqual([]);
  expect(eventsIn(pages)).toBe(logged(system));
  expect(eventsIn(pages)).toBeGreaterThan(20);
});

test('files: goals, value, budgets and advocacy of the customers who have any arrive', async () => {
  const pages = await pagesOf(connectFiles({ config: { PULSO_FILES_MAPPING: config.PULSO_FILES_MAPPING } }));
  const records = pages.flatMap((page) => page.records ?? []);
  const count = (kind: string) => records.filter((each) => each.kind === kind).length;
  const plans = world.companies.map(({ success }) => success);
  const sum = (of: (plan: (typeof plans)[number]) => readonly unknown[]) => plans.flatMap(of).length;
  expect(count('goal')).toBe(sum(({ goals }) => goals));
  expect(count('roi')).toBe(sum(({ roi }) => roi));
  expect(count('budget')).toBe(sum(({ budgets }) => budgets));
  expect(count('advocacy')).toBe(sum(({ advocacy }) => advocacy));
  expect(count('goal')).toBeGreaterThan(5);
  const companies = new Set(world.companies.map(({ id }) => id));
  expect(records.every(({ accountId }) => companies.has(accountId))).toBe(true);
});

test('segment: a month of signed batches, each event on the day it happened', async () => {
  const pages = await pagesOf(connectSegment({ config, inbox: inboxOf('segment') }));
  const days = pages.flatMap((page) => page.usage?.rows ?? []).map(({ day }) => day);
  expect(pages.flatMap((page) => page.quarantined ?? [])).toEqual([]);
  expect(eventsIn(pages)).toBe(logged('segment', '2026-10-22', '2026-11-20'));
  expect(eventsIn(pages)).toBeGreaterThan(20);
  expect(new Set(days).size).toBeGreaterThan(5);
});

test('surveys: one answer for each question of the export, of the respondent', async () => {
  const pages = await pagesOf(
    connectSurveys({ config: { PULSO_SURVEYS_CSV: [config.PULSO_SURVEYS_CSV ?? ''] } }),
  );
  const answers = world.companies.flatMap((company) => answersOf(world, company));
  const expected = answers.flatMap(({ recommends, satisfied }) => [recommends, satisfied ?? []].flat());
  const scores = pages
    .flatMap((page) => page.records ?? [])
    .flatMap((record) => (record.kind === 'survey' ? [record.score] : []));
  // Some answer from a free-mail address, without the account: nobody can tell whose they are.
  const lost = pages.flatMap((page) => page.quarantined ?? []);
  expect(lost.every(({ reason }) => messageText(reason, 'en').startsWith('no account'))).toBe(true);
  expect(scores.length + lost.length).toBe(expected.length);
  expect(scores.length).toBeGreaterThan(5);
});

test('userpilot: the steps of every customer that is new in this world', async () => {
  const pages = await pagesOf(connectUserpilot({ config, inbox: inboxOf('userpilot') }));
  const steps = world.companies.flatMap((company) => onboardingOf(world, company));
  const records = pages.flatMap((page) => page.records ?? []);
  const done = records.filter((record) => record.kind === 'progress' && record.doneAt !== null);
  expect(records).toHaveLength(steps.length);
  expect(steps.length).toBeGreaterThan(0);
  expect(done).toHaveLength(steps.filter(({ doneDay }) => doneDay !== null).length);
});

test('a second start leaves files that are the same alone', async () => {
  const file = config.PULSO_SURVEYS_CSV ?? '';
  const before = statSync(file).mtimeMs;
  const again = await Promise.all(OWN_DATA.map((start) => start(parts)));
  await Promise.all(again.map((system) => system.close()));
  expect(statSync(file).mtimeMs).toBe(before);
});

describe('the warehouse server', () => {
  test('serves one client after another, and one that broke off does not block the next', async () => {
    const url = config.PULSO_WAREHOUSE_URL ?? '';
    const rude = connect(Number(new URL(url).port), '127.0.0.1');
    rude.write(Buffer.from([0, 0, 0, 8]));
    await new Promise((resolve) => setTimeout(resolve, 20));
    rude.destroy();
    for (const wanted of ['1', '2']) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      // What a client sets ends with it, and so does a transaction that it left open.
      expect((await client.query('show time zone')).rows).not.toEqual([{ TimeZone: 'Asia/Tokyo' }]);
      await client.query("set time zone 'Asia/Tokyo'");
      await client.query('begin');
      const { rows } = await client.query('select $1::text as given', [wanted]);
      await expect(client.query('select * from nowhere')).rejects.toMatchObject({ code: '42P01' });
      await client.end();
      expect(rows).toEqual([{ given: wanted }]);
    }
  });
});
