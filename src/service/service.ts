import { type Server } from 'node:http';
import { sql } from 'kysely';
import { type Config } from '../config.ts';
import { toAppError } from '../errors.ts';
import { createStateKeeper, type OAuthClient } from '../hubspot/oauth/index.ts';
import { verifySignature } from '../hubspot/signature.ts';
import { createHubSpotWebhooks } from '../hubspot/webhooks.ts';
import { occasionId } from '../jobs/occasion.ts';
import { type JobQueue, openQueue } from '../jobs/queue.ts';
import { startSchedule } from '../jobs/schedule.ts';
import { startWorker, type WorkerOptions } from '../jobs/worker.ts';
import { runAction } from '../pipeline/actions/index.ts';
import { type Log } from '../pipeline/deps.ts';
import { readCompanyHealth, readPortfolio } from '../pipeline/read.ts';
import { type AppDeps, createApp } from '../server/app.ts';
import { createOperationsApp } from '../server/operations-app.ts';
import { type OAuthDeps } from '../server/routes/oauth.ts';
import { WEBHOOKS } from '../sources/webhooks.ts';
import { type Cipher } from '../store/crypto/cipher.ts';
import { type Store } from '../store/open.ts';
import { createAlert } from './alerts.ts';
import { eraseRemoved, finishInstallation } from './installations.ts';
import { addressOf, closeServer, listen, publicUrlOf, trustsThisMachine } from './listen.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { type PortalBook } from './portal-book.ts';
import { createReceiver, type Receiver } from './receive.ts';
import { startTracing, type Tracing } from './tracing.ts';

export const ROLES = ['all', 'web', 'worker', 'scheduler'] as const;
export type Role = (typeof ROLES)[number];

export interface ServiceOptions {
  readonly config: Config;
  readonly store: Store;
  readonly book: PortalBook;
  readonly log: Log;
  readonly clock: () => Date;
  /** What this process does; `all` unless told. */
  readonly role?: Role;
  /** Installation by OAuth; null with a static token. */
  readonly install: { readonly cipher: Cipher; readonly oauth: OAuthClient } | null;
  readonly recordUrl?: (portalId: string, companyId: string) => string;
}

export interface RunningService {
  /** Where it listens; null for a process that does not. */
  readonly url: string | null;
  readonly queue: JobQueue;
  /** Takes no more requests and jobs, lets running ones end, then closes. */
  close(): Promise<void>;
}

/**
 * Starts the parts of the service that this process is for; where one does not start, those that did are closed again.
 * @throws AppError `config-invalid` when a port is taken or the schedule is none
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { config, store, log, role = 'all' } = options;
  const does = (part: Role): boolean => role === 'all' || role === part;
  const tracing = await startTracing(config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const queue = await openQueue({
    database: store.queueDatabase,
    log,
    backend: config.PULSO_QUEUE_BACKEND,
    heartbeatSeconds: config.PULSO_HEARTBEAT_SECONDS,
    supervise: role !== 'web',
  });
  const metrics = createMetrics(queue);
  const receiver = createReceiver(receiverOptions(options, queue, metrics));
  let server: Server | null = null;
  let schedule: { stop(): void } | null = null;
  const close = async (): Promise<void> => {
    schedule?.stop();
    await closeServer(server);
    await receiver.drain();
    await queue.stop();
    await tracing.close();
  };
  try {
    // First, so that a process that cannot listen has begun no job.
    server = does('web')
      ? await listen(
          createApp(appDeps(options, queue, metrics, receiver)),
          config.PULSO_HOST,
          config.PULSO_PORT,
          'PULSO_PORT',
        )
      : await listenForOperators(options, metrics);
    if (does('worker')) await startWorker(workerOptions(options, queue, metrics, tracing));
    if (does('scheduler')) schedule = startDaily(options, queue);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: server === null ? null : addressOf(server, config), queue, close };
}

function workerOptions(
  options: ServiceOptions,
  queue: JobQueue,
  metrics: Metrics,
  tracing: Tracing,
): WorkerOptions {
  const { config, book } = options;
  return {
    ...alerting(options),
    trace: (kind, work) => tracing.trace(`job ${kind}`, work),
    queue,
    depsOf: (portalId) => book.depsOf(portalId),
    concurrency: config.PULSO_CONCURRENCY,
    scoreParts: config.PULSO_SCORE_PARTS,
    observe: metrics.observeJob,
  };
}

function alerting(options: ServiceOptions): Pick<WorkerOptions, 'alert'> {
  const recordUrl = recordUrlOf(options);
  // The address of a record is the account's own, so each account gets an alert of its own.
  if (createAlert(options.config, () => '') === null) return {};
  return {
    alert: async (portalId, accounts) =>
      createAlert(options.config, (companyId) => recordUrl(portalId, companyId))?.(accounts),
  };
}

function recordUrlOf({ recordUrl }: ServiceOptions): (portalId: string, companyId: string) => string {
  return (
    recordUrl ??
    ((portalId, companyId) => `https://app.hubspot.com/contacts/${portalId}/record/0-2/${companyId}`)
  );
}

function receiverOptions(options: ServiceOptions, queue: JobQueue, metrics: Metrics) {
  const { config } = options;
  const secret = config.HUBSPOT_CLIENT_SECRET;
  return {
    ...options,
    queue,
    vendors: WEBHOOKS,
    hubspot: secret === undefined ? null : { vendor: createHubSpotWebhooks(), secret },
    atOnce: config.PULSO_REALTIME_SEGMENTS.includes('*') ? ('*' as const) : config.PULSO_REALTIME_SEGMENTS,
    debounceSeconds: config.PULSO_DEBOUNCE_SECONDS,
    observe: metrics.observeDeliveries,
  };
}

/** The daily run of every portal. Every scheduler asks; the occasion makes it one job a portal. */
function startDaily({ config, store, book, log, clock }: ServiceOptions, queue: JobQueue): { stop(): void } {
  return startSchedule(config.PULSO_SCHEDULE, () => {
    const minute = clock().toISOString().slice(0, 16);
    eraseRemoved(store, clock).catch((error: unknown) =>
      log.error({ job: 'erase' }, `not finished: ${toAppError(error).message}`),
    );
    askForAll(book, queue, minute).catch((error: unknown) =>
      log.error({ job: 'sync' }, `not started: ${toAppError(error).message}`),
    );
  });
}

async function askForAll(book: PortalBook, queue: JobQueue, occasion: string): Promise<void> {
  for (const portalId of await book.ids()) {
    for (const kind of ['sync', 'proof', 'retention'] as const) {
      await queue.enqueue({ portalId, kind }, { id: occasionId(portalId, kind, occasion) });
    }
  }
}

/** Where a process without the role `web` answers those who watch it; null where no port is set for that. */
async function listenForOperators(options: ServiceOptions, metrics: Metrics): Promise<Server | null> {
  const { PULSO_METRICS_PORT: port, PULSO_HOST: host } = options.config;
  return port === undefined
    ? null
    : listen(createOperationsApp(operationsDeps(options, metrics)), host, port, 'PULSO_METRICS_PORT');
}

function operationsDeps({ config, store, log }: ServiceOptions, metrics: Metrics) {
  return {
    log,
    ping: async () => void (await sql`select 1`.execute(store.db)),
    metrics: { read: () => metrics.read(), token: config.PULSO_METRICS_TOKEN ?? null },
    trustLocal: trustsThisMachine(config),
  };
}

function appDeps(options: ServiceOptions, queue: JobQueue, metrics: Metrics, receiver: Receiver): AppDeps {
  const { config, store, book } = options;
  const secret = config.HUBSPOT_CLIENT_SECRET;
  const publicUrl = publicUrlOf(config);
  const verifier = (accept: readonly ('v2' | 'v3')[]): AppDeps['verifySignature'] =>
    secret === undefined
      ? null
      : ({ method, path, body, headers }) =>
          verifySignature(
            { method, url: publicUrl + path, body, headers },
            { secret, now: options.clock().getTime(), accept },
          ).valid;
  const served = async (portalId: string) => {
    const deps = await book.depsOf(portalId);
    return deps ?? Promise.reject(toAppError(new Error('the portal left meanwhile')));
  };
  return {
    ...operationsDeps(options, metrics),
    locale: config.PULSO_LOCALE,
    portals: book,
    readPortfolio: async (portalId, bands) => readPortfolio(await served(portalId), bands),
    readCompanyHealth: (portalId, companyId) =>
      readCompanyHealth({ db: store.forPortal(portalId), portalId }, companyId),
    runAction: async (portalId, name, parameters, caller) =>
      runAction(await served(portalId), name, parameters, caller),
    verifySignature: verifier(['v3']),
    verifyWorkflowAction: verifier(['v3', 'v2']),
    recordUrl: recordUrlOf(options),
    webhooks: { receive: receiver.receive, publicUrl },
    oauth: oauthDeps(options, queue),
    observe: metrics.observeRequest,
    requestsPerMinute: config.PULSO_RATE_LIMIT,
    trustedProxies: config.PULSO_TRUSTED_PROXIES,
  };
}

function oauthDeps(options: ServiceOptions, queue: JobQueue): OAuthDeps | undefined {
  const { config, store, clock, install } = options;
  const { HUBSPOT_CLIENT_SECRET: clientSecret } = config;
  if (install === null || clientSecret === undefined) return undefined;
  const { oauth, cipher } = install;
  const states = createStateKeeper(clientSecret);
  return {
    secure: publicUrlOf(config).startsWith('https:'),
    begin() {
      const { state, nonce } = states.issue(clock());
      return { consentUrl: oauth.consentUrl(state), nonce };
    },
    async finish(answer) {
      const portal = await finishInstallation({ store, cipher, oauth, clock }, states, answer);
      await queue.enqueue({ portalId: portal.portalId, kind: 'sync' });
      return portal;
    },
  };
}
