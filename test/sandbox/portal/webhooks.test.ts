import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Client, Signature } from '@hubspot/api-client';
import { SubscriptionCreateRequestEventTypeEnum as EventType } from '@hubspot/api-client/lib/codegen/webhooks/index.js';
import { verifySignature } from '../../../src/hubspot/signature.ts';
import { SANDBOX_APP } from '../../../src/sandbox/portal/index.ts';
import { type WebhookOptions } from '../../../src/sandbox/portal/webhooks/sender.ts';
import { Descriptions, descriptionsAvailable } from './helpers/descriptions.ts';
import { openPortal, type TestPortal } from './helpers/portal.ts';

const COMPANIES = '/crm/objects/2026-09/companies';

interface Event {
  readonly eventId: number;
  readonly subscriptionType: string;
  readonly attemptNumber: number;
  readonly objectId: number;
  readonly propertyName?: string;
  readonly propertyValue?: string;
}

/** Takes webhooks; answers with the given statuses first, then with 204. */
async function startReceiver(...statuses: number[]) {
  const batches: { events: Event[]; body: string; headers: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const headers = request.headers as Record<string, string>;
      batches.push({ events: JSON.parse(body) as Event[], body, headers });
      response.writeHead(statuses.shift() ?? 204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hubspot/webhooks`;
  return { url, batches, close: () => server.close() };
}

let tour: TestPortal;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

async function open(webhooks: WebhookOptions = {}, ...statuses: number[]): Promise<void> {
  receiver = await startReceiver(...statuses);
  tour = await openPortal({ webhooks: { gatherMs: 1, retryMs: 1, ...webhooks } });
  const { webhooks: api } = new Client({
    developerApiKey: tour.portal.accessToken,
    basePath: tour.portal.baseUrl,
  });
  const throttling = { maxConcurrentRequests: 10 };
  await api.settingsApi.configure(SANDBOX_APP.appId, { targetUrl: receiver.url, throttling });
  const subscriptions = [
    { eventType: EventType.CompanyCreation, active: true },
    { eventType: EventType.CompanyDeletion, active: true },
    { eventType: EventType.CompanyPropertyChange, propertyName: 'city', active: true },
    { eventType: EventType.CompanyPropertyChange, propertyName: 'zip', active: false },
  ];
  for (const each of subscriptions) await api.subscriptionsApi.create(SANDBOX_APP.appId, each);
}
afterEach(async () => {
  await tour.portal.close();
  receiver.close();
});

async function createCompany(city: string): Promise<string> {
  const answer = await tour.call('POST', COMPANIES, { properties: { name: 'X', city, zip: '1' } });
  return (answer.body as { id: string }).id;
}

const delivered = (): Event[] => receiver.batches.flatMap(({ events }) => events);

test('what the app subscribed to arrives in one signed batch, and nothing else', async () => {
  await open();
  const id = await createCompany('Porto');
  await tour.call('PATCH', `${COMPANIES}/${id}`, { properties: { city: 'Porto', zip: '2' } });
  await tour.call('DELETE', `${COMPANIES}/${id}`);
  await tour.portal.webhooksSettled();
  expect(delivered().map((each) => [each.subscriptionType, each.objectId, each.propertyValue])).toEqual([
    ['company.creation', Number(id), undefined],
    ['company.propertyChange', Number(id), 'Porto'],
    ['company.deletion', Number(id), undefined],
  ]);
  expect(delivered()[1]).toMatchObject({
    portalId: tour.portal.portalId,
    appId: SANDBOX_APP.appId,
    attemptNumber: 0,
    propertyName: 'city',
  });
});

test('both the official client and our own check accept the signature', async () => {
  await open();
  await createCompany('Genève, “Cité”');
  await tour.portal.webhooksSettled();
  const [batch] = receiver.batches;
  const body = batch?.body ?? '';
  const headers: Record<string, string> = batch?.headers ?? {};
  const request = { method: 'POST', url: receiver.url, body: Buffer.from(body), headers };
  const secret = SANDBOX_APP.clientSecret;
  expect(verifySignature(request, { secret, now: Date.now() })).toEqual({ valid: true, version: 'v3' });
  const tampered = { ...request, body: Buffer.from(body.replace('Cit', 'Kit')) };
  expect(verifySignature(tampered, { secret, now: Date.now() })).toMatchObject({ valid: false });
  const official = {
    signatureVersion: 'v3',
    signature: headers['x-hubspot-signature-v3'] ?? '',
    method: 'POST',
    clientSecret: secret,
    requestBody: body,
    url: receiver.url,
    timestamp: Number(headers['x-hubspot-request-timestamp']),
  };
  expect(Signature.isValid(official)).toBe(true);
  expect(
    Signature.isValid({
      ...official,
      signatureVersion: 'v1',
      signature: headers['x-hubspot-signature'] ?? '',
    }),
  ).toBe(true);
});

test('a batch that is not taken comes again, counted, until it is', async () => {
  await open({}, 500, 404);
  await createCompany('Porto');
  await tour.portal.webhooksSettled();
  const attempts = receiver.batches.map(({ events }) => events.map(({ attemptNumber }) => attemptNumber));
  expect(attempts).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
});

test('a target that never takes anything is given up after ten repetitions', async () => {
  await open({ retryMs: 0.01 }, ...Array.from({ length: 20 }, () => 503));
  await createCompany('Porto');
  await tour.portal.webhooksSettled();
  expect(receiver.batches).toHaveLength(11);
});

test('on request batches come twice and events in another order', async () => {
  await open({ duplicates: 1, reorder: true, seed: 4 });
  const cities = Array.from({ length: 120 }, (_, index) => `C${index}`);
  const inputs = (part: string[]) => ({ inputs: part.map((city) => ({ properties: { city } })) });
  await tour.call('POST', `${COMPANIES}/batch/create`, inputs(cities.slice(0, 100)));
  await tour.call('POST', `${COMPANIES}/batch/create`, inputs(cities.slice(100)));
  await tour.portal.webhooksSettled();
  expect(Math.max(...receiver.batches.map(({ events }) => events.length))).toBeLessThanOrEqual(100);
  const seen = delivered().flatMap(({ propertyValue }) => propertyValue ?? []);
  expect(seen).toHaveLength(240);
  expect(new Set(seen).size).toBe(120);
  expect(seen.slice(0, 50)).not.toEqual(cities.slice(0, 50));
});

test.each([
  [
    'a target on another machine',
    'PUT',
    '/settings',
    { targetUrl: 'https://example.com/x', throttling: { maxConcurrentRequests: 10 } },
    400,
  ],
  [
    'too few requests at once',
    'PUT',
    '/settings',
    { targetUrl: 'http://127.0.0.1:9/', throttling: { maxConcurrentRequests: 5 } },
    400,
  ],
  ['an event that does not exist', 'POST', '/subscriptions', { eventType: 'company.sneeze' }, 400],
  ['a change of no property', 'POST', '/subscriptions', { eventType: 'company.propertyChange' }, 400],
  ['an unknown subscription', 'DELETE', '/subscriptions/1', undefined, 404],
])('refuses %s', async (_, method, path, body, status) => {
  await open();
  expect((await tour.call(method, `/webhooks/v3/${SANDBOX_APP.appId}${path}`, body)).status).toBe(status);
});

test('another app and a stranger are refused', async () => {
  await open();
  expect((await tour.call('GET', '/webhooks/v3/1/settings')).status).toBe(404);
  const path = `/webhooks/v3/${SANDBOX_APP.appId}/settings`;
  expect((await tour.call('GET', path, undefined, { authorization: 'Bearer x' })).status).toBe(401);
});

if (!descriptionsAvailable) console.log('skipped: no API descriptions');
(descriptionsAvailable ? test : test.skip).each([
  '/webhooks/v3',
  '/webhooks/2026-03',
  '/app-webhooks/2026-09',
])('the traffic under %s fits the official descriptions', async (prefix) => {
  await open();
  const descriptions = new Descriptions();
  const check = async (method: string, suffix: string, body?: unknown): Promise<unknown> => {
    const path = `${prefix}/${SANDBOX_APP.appId}${suffix}`;
    const operation = descriptions.find(method, path);
    if (!operation) throw new Error(`${method} ${path} is not described`);
    const answer = await tour.call(method, path, body);
    expect([
      operation.name,
      ...descriptions.checkRequest(operation, body),
      ...descriptions.checkAnswer(operation, answer.status, answer.body),
    ]).toEqual([operation.name]);
    return answer.body;
  };
  await check('GET', '/settings');
  await check('PUT', '/settings', { targetUrl: receiver.url, throttling: { maxConcurrentRequests: 10 } });
  const object = { eventType: 'object.creation', objectTypeId: '0-27', active: false };
  const { id } = (await check('POST', '/subscriptions', object)) as { id: string };
  await check('GET', '/subscriptions');
  await check('GET', `/subscriptions/${id}`);
  await check('PATCH', `/subscriptions/${id}`, { active: true });
  await check('POST', '/subscriptions/batch/update', { inputs: [{ id: Number(id), active: false }] });
  await check('DELETE', `/subscriptions/${id}`);
  await check('DELETE', '/settings');
});
