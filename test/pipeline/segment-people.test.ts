import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { addDays } from '../../src/model/day.ts';
import { pullSource } from '../../src/pipeline/pull.ts';
import { forgetOld } from '../../src/pipeline/retention.ts';
import { createSegmentSource, segmentWebhook } from '../../src/sources/segment/index.ts';
import { saveMatches } from '../../src/store/accounts.ts';
import { createInbox, storeDeliveries } from '../../src/store/deliveries.ts';
import { erasePortal } from '../../src/store/erase.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { loadUsage } from '../../src/store/usage.ts';
import { daysOf } from '../helpers/usage-days.ts';

/** Who a Segment user is, told once at sign-up, is known for as long as they come. */

const portalId = '1';
const DAY_0 = '2026-03-01';
let store: Store;
let tempDir: string;
let today = DAY_0;

beforeAll(async () => {
  store = await openStore({ dataDir: null });
  tempDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-segment-'));
});
afterAll(async () => {
  await store.close();
  rmSync(tempDir, { recursive: true, force: true });
});

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const settings = { backfillDays: 365 } as Parameters<typeof pullSource>[0]['settings'];
const deps = () => ({
  db: store.db,
  portalId,
  clock: () => new Date(`${today}T20:00:00Z`),
  tempDir,
  log: silent,
  settings,
});
const deliver = (calls: readonly object[]) =>
  storeDeliveries(store.db, portalId, 'segment', segmentWebhook.events(calls), () => {
    return new Date(`${today}T09:00:00Z`);
  });
const pull = (full = false) =>
  pullSource(deps(), createSegmentSource(createInbox(store.db, portalId)), { full });

/** Days and addresses of the stored usage of an account. */
async function used(externalId: string) {
  const match = { source: 'segment', externalId, companyId: externalId, matchedBy: 'id', problem: null };
  await saveMatches(store.db, portalId, [{ ...match, suggestions: [] }]);
  const whole = { since: DAY_0, wholeSince: DAY_0 };
  const usage = await loadUsage(store.db, portalId, [externalId], whole);
  return daysOf(usage.get(externalId) ?? []);
}

test('a group call at sign-up counts sixty days later, and a full read keeps what is known', async () => {
  const user = { userId: 'u1' };
  await deliver([
    { ...user, type: 'identify', messageId: 'i', traits: { email: 'ana@acme.com' } },
    { ...user, type: 'group', messageId: 'g', groupId: 'acct_1', traits: { name: 'Acme' } },
    { userId: 'u2', type: 'group', messageId: 'g2-old', groupId: 'acct_1' },
  ]);
  for (let day = 0; day <= 60; day += 1) {
    today = addDays(DAY_0, day);
    if (day === 5) await deliver([{ userId: 'u2', type: 'group', messageId: 'g2', groupId: 'acct_2' }]);
    await deliver([
      {
        ...user,
        type: 'track',
        messageId: `t${day}`,
        event: 'Report Viewed',
        timestamp: `${today}T09:00:00Z`,
      },
    ]);
    if (day === 60) {
      const moved = { userId: 'u2', type: 'track', messageId: 't-u2', event: 'Report Viewed' };
      await deliver([{ ...moved, timestamp: `${today}T09:00:00Z` }]);
    }
    if (day % 6 === 0) await pull();
    await forgetOld(deps());
  }
  const expected = { days: 61, last: today, emails: ['ana@acme.com'] };
  const of = (rows: Awaited<ReturnType<typeof used>>) => ({
    days: new Set(rows.map((each) => each.day)).size,
    last: rows
      .map((each) => each.day)
      .sort()
      .at(-1),
    emails: [...new Set(rows.map((each) => each.email))],
  });
  expect(of(await used('acct_1'))).toEqual(expected);
  expect((await used('acct_2')).map((each) => [each.day, each.userId])).toEqual([[today, 'u2']]);
  expect((await pull(true)).problems).toEqual([]);
  expect(of(await used('acct_1'))).toEqual(expected);
  expect(await used('acct_2')).toHaveLength(1);
});

test('what was said before a later call holds until that call', async () => {
  const inbox = createInbox(store.db, portalId);
  today = '2026-06-01';
  await deliver([{ userId: 'u3', type: 'group', messageId: 'a', groupId: 'first' }]);
  today = '2026-06-20';
  await deliver([{ userId: 'u3', type: 'group', messageId: 'b', groupId: 'second' }]);
  today = '2026-07-20';
  await forgetOld(deps());
  const before = async (at: string) =>
    (await inbox.lastSaid('segment', ['group u3', 'group nobody'], at)).get('group u3');
  expect(await before('2026-05-01T00:00:00Z')).toBeUndefined();
  expect(await before('2026-06-10T00:00:00Z')).toBe('first');
  expect(await before('2026-07-01T00:00:00Z')).toBe('second');
  const { rows } = await sql<{ subject: string }>`select subject from last_said order by 1`.execute(store.db);
  expect(rows.map((each) => each.subject)).toEqual(['email u1', 'group u1', 'group u2', 'group u3']);
});

test('removing the portal removes it', async () => {
  await erasePortal(store.db, portalId);
  const { rows } = await sql`select 1 from last_said`.execute(store.db);
  expect(rows).toEqual([]);
});
