import { createHmac } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import { Analytics } from '@segment/analytics-node';
import express from 'express';
import { type Delivery, type Inbox } from '../../../src/model/inbox.ts';
import { type WebhookEvent } from '../../../src/model/webhook.ts';
import { createSegmentSource, segmentWebhook } from '../../../src/sources/segment/index.ts';
import { NOW, pullAll, streamOf } from '../../batteries/pull.ts';
import { streamBattery } from '../../batteries/source-battery.ts';

const KEY = 'wk_test';

/** An inbox in memory that holds each event once, as the store does. */
function memoryInbox() {
  const held = new Map<string, Delivery & Pick<WebhookEvent, 'lasting'>>();
  const inbox: Inbox = {
    async *read(_source, from, until) {
      yield [...held.values()].filter(
        ({ receivedAt }) => receivedAt >= from && (until === undefined || receivedAt < until),
      );
    },
    oldest: async () => [...held.values()][0]?.receivedAt ?? null,
    lastSaid: async (_source, subjects, before) =>
      new Map(
        [...held.values()].flatMap(({ receivedAt, lasting }) =>
          lasting !== undefined && receivedAt < before && subjects.includes(lasting.subject)
            ? [[lasting.subject, lasting.said]]
            : [],
        ),
      ),
  };
  const deliver = (body: unknown, receivedAt: string) => {
    for (const event of segmentWebhook.events(body)) {
      const { key, body, lasting } = event;
      if (!held.has(key)) held.set(key, { id: String(held.size), receivedAt, body, lasting });
    }
  };
  return { inbox, deliver, held };
}

function track(id: string, at: string, more: Record<string, unknown> = {}) {
  return {
    type: 'track',
    messageId: id,
    userId: 'u1',
    event: 'Report Viewed',
    timestamp: at,
    context: { groupId: 'acct_1' },
    ...more,
  };
}

async function rowsOf(inbox: Inbox) {
  const pages = await pullAll(streamOf(createSegmentSource(inbox), 'calls'));
  return { pages, rows: pages.flatMap((page) => page.usage?.rows ?? []) };
}

streamBattery('segment', {
  stream: 'calls',
  badRecord: 'bad-1',
  async start() {
    const { inbox, deliver } = memoryInbox();
    for (const at of ['2026-11-05T09:10:00.000Z', '2026-11-05T10:10:00.000Z', '2026-11-12T12:10:00.000Z']) {
      deliver({ batch: [track(`a-${at}`, at), track(`b-${at}`, at, { userId: 'u2' })] }, at);
    }
    deliver(track('bad-1', '2026-11-12T12:11:00.000Z', { event: { name: 'x' } }), '2026-11-12T12:11:00.000Z');
    return { source: createSegmentSource(inbox), close: async () => undefined };
  },
});

test("Segment's own library, unmodified, fills the inbox through an express app", async () => {
  const { inbox, deliver, held } = memoryInbox();
  const app = express();
  app.post('/v1/batch', express.raw({ type: () => true }), (request, response) => {
    const body = request.body as Buffer;
    const headers = { authorization: request.headers.authorization };
    const given = { method: 'POST', url: 'http://127.0.0.1/v1/batch', body, headers };
    if (!segmentWebhook.verify(given, KEY, NOW)) return void response.status(401).end();
    deliver(JSON.parse(body.toString()), NOW.toISOString().replace('30:00', '10:00'));
    response.json({ success: true });
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const analytics = new Analytics({ writeKey: KEY, host, flushAt: 3 });
  const acme = { name: 'Acme', website: 'acme.com', hubspot_company_id: '101' };
  analytics.identify({ userId: 'u1', traits: { email: 'ana@acme.com' } });
  analytics.group({ userId: 'u1', groupId: 'acct_1', traits: acme });
  analytics.track({ userId: 'u1', event: 'Custom Report Built', properties: { rows: 3 } });
  analytics.page({ userId: 'u1', name: 'Home' });
  await analytics.closeAndFlush();
  await new Promise((resolve) => server.close(resolve));
  expect(held.size).toBe(4);
  const { pages, rows } = await rowsOf(inbox);
  expect(rows).toEqual([
    expect.objectContaining({
      accountId: 'acct_1',
      userId: 'u1',
      email: 'ana@acme.com',
      chunk: '2026-11-12T12',
      events: 2,
      features: { 'Custom Report Built': 'advanced' },
    }),
  ]);
  expect(pages.flatMap((page) => page.accounts ?? [])).toContainEqual(
    expect.objectContaining({
      externalId: 'acct_1',
      name: 'Acme',
      domains: ['acme.com'],
      hubspotCompanyId: '101',
    }),
  );
});

test('the hour that is not over is read again and replaces itself', async () => {
  const { inbox, deliver } = memoryInbox();
  deliver(track('m1', '2026-11-12T12:01:00.000Z'), '2026-11-12T12:01:00.000Z');
  const stream = streamOf(createSegmentSource(inbox), 'calls');
  const first = await pullAll(stream);
  expect(first.at(-1)?.cursor).toEqual({ since: '2026-11-12', hour: '2026-11-12T12' });
  deliver(track('m2', '2026-11-12T12:02:00.000Z'), '2026-11-12T12:02:00.000Z');
  const again = await pullAll(stream, first.at(-1)?.cursor);
  expect(again[0]?.usage?.replaces).toEqual({ from: '2026-11-12T12', to: '2026-11-12T12' });
  expect(again[0]?.usage?.rows.map((row) => row.events)).toEqual([2]);
});

test('whatever the clocks say, what arrived is read, and an hour that has just ended is read again', async () => {
  const { inbox, deliver } = memoryInbox();
  deliver(track('m1', '2026-11-12T09:59:00.000Z'), '2026-11-12T09:59:00.000Z');
  deliver(track('m2', '2026-11-12T11:59:00.000Z'), '2026-11-12T11:59:00.000Z');
  const stream = streamOf(createSegmentSource(inbox), 'calls');
  const first = await pullAll(stream);
  const hours = (pages: typeof first) => pages.map(({ cursor }) => (cursor as { hour: string }).hour);
  expect(hours(first)).toEqual(['2026-11-12T10', '2026-11-12T11']);
  deliver(track('m3', '2026-11-12T11:59:30.000Z'), '2026-11-12T11:59:30.000Z');
  deliver(track('m4', '2026-11-12T12:45:00.000Z'), '2026-11-12T12:45:00.000Z');
  const again = await pullAll(stream, first.at(-1)?.cursor);
  expect(again.flatMap((page) => page.usage?.rows ?? []).map((row) => row.events)).toEqual([2, 1]);
  expect(again.map((page) => page.usage?.replaces)).toEqual([
    { from: '2026-11-12T11', to: '2026-11-12T11' },
    { from: '2026-11-12T12', to: '2026-11-12T12' },
  ]);
  expect(hours(again)).toEqual(['2026-11-12T11', '2026-11-12T11']);
});

test('without a group in the call the last group call of the user counts, also from days before', async () => {
  const { inbox, deliver } = memoryInbox();
  deliver({ type: 'group', messageId: 'g', userId: 'u1', groupId: 'acct_9' }, '2026-11-03T08:00:00.000Z');
  deliver(track('t', '2026-11-12T09:00:00.000Z', { context: {} }), '2026-11-12T09:00:00.000Z');
  const stream = streamOf(createSegmentSource(inbox), 'calls');
  const pages = await pullAll(stream, { since: '2026-11-03', hour: '2026-11-12T09' });
  expect(pages[0]?.usage?.rows[0]?.accountId).toBe('acct_9');
});

test('a clock that is wrong by days does not move the day', async () => {
  const { inbox, deliver } = memoryInbox();
  const batch = [track('t', '2026-11-20T09:00:00.000Z', { context: { groupId: 'a' } })];
  deliver({ batch, sentAt: '2026-11-20T09:00:05.000Z' }, '2026-11-12T09:00:10.000Z');
  expect((await rowsOf(inbox)).rows[0]?.day).toBe('2026-11-12');
});

describe('who may deliver', () => {
  const body = Buffer.from(JSON.stringify(track('m1', '2026-11-12T12:01:00.000Z')));
  const given = (headers: Record<string, string>) => ({
    method: 'POST',
    url: 'https://x.example/',
    body,
    headers,
  });
  const sign = (secret: string) => createHmac('sha1', secret).update(body).digest('hex');
  const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

  test.each([
    ['the write key', { authorization: basic(KEY) }, true],
    ['the signature of the destination', { 'x-signature': sign(KEY) }, true],
    ['another write key', { authorization: basic('other') }, false],
    ['another signature', { 'x-signature': sign('other') }, false],
    ['a wrong signature beside the right key', { authorization: basic(KEY), 'x-signature': 'x' }, false],
    ['nothing', {}, false],
  ])('%s: %j is %j', (_who, headers, expected) => {
    expect(segmentWebhook.verify(given(headers as Record<string, string>), KEY, NOW)).toBe(expected);
  });

  test.each([null, 7, 'x', {}, { batch: [7] }])('%j is no call', (bad) => {
    expect(() => segmentWebhook.events(bad)).toThrow(
      expect.objectContaining({ code: 'input-invalid' }) as Error,
    );
  });

  test('calls to /v1/track and the like are known by their fields', () => {
    const types = [
      { event: 'A', userId: 'u' },
      { groupId: 'g', userId: 'u' },
      { traits: {}, userId: 'u' },
      { name: 'Home', userId: 'u' },
    ]
      .flatMap((each) => segmentWebhook.events(each))
      .map((event) => (event.body as { type: string }).type);
    expect(types).toEqual(['track', 'group', 'identify', 'page']);
  });
});
