import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { signV3 } from '../../src/hubspot/signature.ts';
import { dayOf } from '../../src/model/day.ts';
import { type RunningPortal, startPortal } from '../../src/sandbox/portal/index.ts';
import { SANDBOX_APP } from '../../src/sandbox/portal/options.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';
import { generateKey } from '../../src/store/crypto/cipher.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { latestRuns, type StoredRun } from '../../src/store/runs.ts';
import { postgresBin, startPostgres, type TestPostgres } from '../helpers/postgres.ts';
import { eventually, freePort, type ServiceProcess, startProcess } from './service-process.ts';

/** Web, worker and scheduler as three processes on one PostgreSQL, as `compose.yaml` runs them. */

const hasPostgres = postgresBin() !== null;
if (!hasPostgres) console.warn('skipped: PostgreSQL is not installed');

(hasPostgres ? describe : describe.skip)('three processes on one database', () => {
  const world = createWorld({
    seed: 5,
    profile: 'demo',
    companies: 4,
    days: 40,
    endDay: dayOf(Date.now()),
  });
  let server: TestPostgres;
  let portal: RunningPortal;
  let store: Store;
  let collector: Server;
  const spans: string[] = [];
  let url: string;
  let portalId: string;
  const roles = new Map<string, ServiceProcess>();

  beforeAll(async () => {
    server = await startPostgres();
    portal = await startPortal({ dataDir: null, world, searchPerSecond: null });
    portalId = String(portal.portalId);
    collector = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => spans.push(`${request.url} ${chunk.toString('latin1')}`));
      request.on('end', () => response.end('{}'));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => collector.once('listening', resolve));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const environment = {
      DATABASE_URL: server.url,
      HUBSPOT_BASE_URL: portal.baseUrl,
      HUBSPOT_AUTHORIZE_URL: `${portal.baseUrl}/oauth/authorize`,
      HUBSPOT_CLIENT_ID: SANDBOX_APP.clientId,
      HUBSPOT_CLIENT_SECRET: SANDBOX_APP.clientSecret,
      PULSO_ENCRYPTION_KEY: generateKey(),
      PULSO_PUBLIC_URL: url,
      PULSO_PORT: String(port),
      PULSO_BACKFILL_DAYS: '40',
      PULSO_HEARTBEAT_SECONDS: '10',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    };
    // Each would migrate an empty database; they must not get into each other's way.
    await Promise.all(
      ['web', 'worker', 'scheduler'].map(async (role) => {
        const watched: Record<string, string> = role === 'worker' ? { PULSO_METRICS_PORT: '0' } : {};
        roles.set(role, await startProcess(role, { ...environment, ...watched }));
      }),
    );
    store = await openStore({ databaseUrl: server.url, dataDir: null });
  });
  afterAll(async () => {
    for (const each of roles.values()) each.kill();
    await store.close();
    server.stop();
    await portal.close();
    await new Promise((resolve) => collector.close(resolve));
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(url + path, { headers, redirect: 'manual' });

  test('only web serves accounts; the others say what they are', () => {
    expect(roles.get('web')?.output()).toContain(`Listening on ${url}`);
    expect(roles.get('worker')?.output()).toContain('Started as worker');
    expect(roles.get('scheduler')?.output()).toContain('Started as scheduler');
  });

  test('an account connects itself in the browser; the worker does its first run', async () => {
    const begun = await get('/oauth/install');
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const consent = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    const callback = new URL(consent.headers.get('location') ?? '');
    expect(callback.origin).toBe(url);
    const done = await get(callback.pathname + callback.search, { cookie });
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining(portalId)]);
    const run = await eventually<StoredRun>(async () => {
      const [latest] = await latestRuns(store.db, portalId, 1);
      return latest?.finishedAt == null ? null : latest;
    });
    expect(run).toMatchObject({ kind: 'sync', error: null, summary: { problems: 0 } });
  });

  test('web answers the card of a company that the worker scored', async () => {
    const [company] = world.companies;
    const path = `/api/companies/${company?.id}/health?portalId=${portalId}`;
    const timestamp = Date.now();
    const signature = signV3({
      method: 'GET',
      url: url + path,
      body: Buffer.alloc(0),
      timestamp,
      secret: SANDBOX_APP.clientSecret,
    });
    const headers = {
      'x-hubspot-signature-v3': signature,
      'x-hubspot-request-timestamp': String(timestamp),
    };
    const answer = await get(path, headers);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('"result"')]);
    expect((await get(path)).status).toBe(401);
  });

  test('metrics of web: its requests and the queue of all, but no jobs of its own', async () => {
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toContain('pulso_http_request_seconds_count{method="GET",route="/oauth/callback"');
    expect(metrics).toContain('pulso_queue_jobs{state="dead"} 0');
    expect(metrics).not.toContain('pulso_job_seconds_count{');
    expect(metrics).not.toContain(portalId);
  });

  test('metrics of a worker, where it is told to answer: its jobs', async () => {
    const port = /health and metrics on http:\/\/127\.0\.0\.1:(\d+)/.exec(
      roles.get('worker')?.output() ?? '',
    )?.[1];
    const at = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    expect(await (await at('/metrics')).text()).toMatch(
      /pulso_job_seconds_count\{kind="sync",result="done"\} 1/,
    );
    expect(
      await Promise.all(['/healthz', '/readyz', '/'].map(async (path) => (await at(path)).status)),
    ).toEqual([200, 200, 404]);
  });

  test('while the database is away the process lives and is not ready; then it is again', async () => {
    expect([(await get('/healthz')).status, (await get('/readyz')).status]).toEqual([200, 200]);
    server.pause();
    await eventually(async () => ((await get('/readyz')).status === 503 ? true : null));
    expect((await get('/healthz')).status).toBe(200);
    await server.resume();
    await eventually(async () => ((await get('/readyz')).status === 200 ? true : null));
  });

  test('told to stop, each ends by itself, and the traces of its jobs are sent', async () => {
    const codes = await Promise.all([...roles.values()].map((each) => each.terminate()));
    expect(codes).toEqual([0, 0, 0]);
    const sent = spans.join('\n');
    for (const step of ['sync', 'provision', 'pull', 'match', 'score', 'publish', 'act']) {
      expect(sent).toContain(`job ${step}`);
    }
    expect(sent).toContain('/v1/traces');
    expect(sent).toContain('"stringValue":"pulso"');
    for (const unwanted of [portalId, process.execPath, 'unknown_service']) {
      expect(sent).not.toContain(unwanted);
    }
  });

  test('nothing in the logs names a token, a key or a person', () => {
    const logs = [...roles.values()].map((each) => each.output()).join('\n');
    expect(logs).not.toMatch(/access-[\w-]{8}|refresh-[\w-]{8}|@[a-z0-9-]+\.[a-z]{2,}/i);
    expect(logs).not.toContain(SANDBOX_APP.clientSecret);
  });
});
