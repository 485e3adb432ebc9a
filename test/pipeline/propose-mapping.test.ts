import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { everyEventMapping, proposeMapping } from '../../src/pipeline/propose-mapping.ts';
import { startAmplitude } from '../../src/sandbox/amplitude/server.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { createAmplitudeSource } from '../../src/sources/amplitude/index.ts';
import { type Inbox } from '../../src/model/inbox.ts';
import { createSegmentSource } from '../../src/sources/segment/index.ts';
import { parseMapping } from '../../src/sources/events/index.ts';
import { createStripeSource } from '../../src/sources/stripe/index.ts';
import { proposeMapping as propose } from '../../src/sources/events/propose-mapping.ts';

const seen = (event: string, users = 50) => ({ event, users, userDays: users * 3 });

test.each([
  ['$identify', 'ignored'],
  ['[Amplitude] Start Session', 'ignored'],
  ['User Logged In', 'activity'],
  ['page_viewed', 'activity'],
  ['Import Started', 'workflow-started'],
  ['import completed', 'workflow-completed'],
  ['Survey Completed', 'feature-basic'],
  ['Slack Integration Synced', 'integration'],
  ['API Query Run', 'feature-advanced'],
  ['Report Viewed', 'feature-basic'],
])('%s is proposed as %s', (event, meaning) => {
  const { events } = propose([seen(event), seen('Import Started'), seen('import completed')], 80);
  expect(events.find((each) => each.event === event)?.meaning).toBe(meaning);
});

test.each([
  ['user_login', 'activity'],
  ['auth.login.success', 'activity'],
  ['userLoggedIn', 'activity'],
  ['Inicio de sesión', 'activity'],
  ['start_checkout', 'workflow-started'],
  ['checkoutCompleted', 'workflow-completed'],
  ['Inicio de exportación', 'workflow-started'],
  ['Exportación completada', 'workflow-completed'],
  ['Sincronización con CRM', 'integration'],
  ['restarted', 'feature-basic'],
])('%s, however it is written, is proposed as %s', (event, meaning) => {
  const pairs = ['start_checkout', 'checkoutCompleted', 'Inicio de exportación', 'Exportación completada'];
  const { events } = propose(
    [event, 'completed', ...pairs].map((name) => seen(name)),
    80,
  );
  expect(events.find((each) => each.event === event)?.meaning).toBe(meaning);
});

test('a name longer than a pattern is proposed by its beginning', () => {
  const { mapping } = propose([seen('x'.repeat(240), 1)], 100);
  expect(mapping.features?.[0]?.event).toBe(`${'x'.repeat(199)}*`);
});

test('what few use is deeper use', () => {
  const { events, mapping } = propose([seen('Viewed', 60), seen('Exported', 30), seen('Pivoted', 5)], 100);
  expect(events.map((each) => each.meaning)).toEqual([
    'feature-basic',
    'feature-moderate',
    'feature-advanced',
  ]);
  expect(mapping.features).toEqual([
    { event: 'Pivoted', depth: 'advanced' },
    { event: 'Exported', depth: 'moderate' },
    { event: '*', depth: 'basic' },
  ]);
});

test("Segment's calls are the events of a product too", async () => {
  const tempDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-map-'));
  const receivedAt = '2026-11-20T10:00:00.000Z';
  const call = (event: string, place: number) => ({
    type: 'track',
    messageId: `m${place}`,
    userId: `u${place}`,
    event,
    context: { groupId: 'acct_1' },
    timestamp: receivedAt,
  });
  const bodies = ['Report Viewed', 'Import Started', 'Import Completed'].map(call);
  const inbox: Inbox = {
    async *read(_source, from, until) {
      if (from > receivedAt || (until !== undefined && until <= receivedAt)) return;
      yield bodies.map((body, index) => ({ id: String(index + 1), receivedAt, body }));
    },
    oldest: async () => receivedAt,
    lastSaid: async () => new Map(),
  };
  const mapping = parseMapping(everyEventMapping());
  const deps = { clock: () => new Date('2026-11-22T06:00:00Z'), tempDir };
  const { events } = await proposeMapping(deps, createSegmentSource(inbox, mapping), 10);
  rmSync(tempDir, { recursive: true });
  expect(Object.fromEntries(events.map((each) => [each.event, each.meaning]))).toEqual({
    'Report Viewed': 'feature-moderate',
    'Import Started': 'workflow-started',
    'Import Completed': 'workflow-completed',
  });
});

test('the events of a product are read, named and mapped, and nothing is stored', async () => {
  const tempDir = mkdtempSync(path.join(os.tmpdir(), 'pulso-map-'));
  const world = createWorld({ seed: 7, profile: 'demo', companies: 6, days: 30, endDay: '2026-11-21' });
  const server = await startAmplitude({ world });
  const deps = { clock: () => new Date('2026-11-22T06:00:00Z'), tempDir };
  const { baseUrl, apiKey, secretKey } = server;
  const mapping = parseMapping(everyEventMapping());
  const proposed = await proposeMapping(
    deps,
    createAmplitudeSource({ baseUrl, apiKey, secretKey, mapping }),
    10,
  );
  await server.close();
  rmSync(tempDir, { recursive: true });
  const meanings = new Map(proposed.events.map((each) => [each.event, each.meaning]));
  expect(meanings.get('Workflow Started')).toBe('workflow-started');
  expect(meanings.get('Workflow Completed')).toBe('workflow-completed');
  expect(meanings.size).toBeGreaterThan(4);
  expect(parseMapping(proposed.mapping)).toMatchObject({ workflows: { started: ['Workflow Started'] } });
});

test('a source without product events says so', async () => {
  const deps = { clock: () => new Date(), tempDir: os.tmpdir() };
  await expect(proposeMapping(deps, createStripeSource({ apiKey: 'rk' }), 10)).rejects.toMatchObject({
    code: 'input-invalid',
  });
});
