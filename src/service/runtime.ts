import { type Config, readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import { createOAuthClient, type OAuthClient } from '../hubspot/oauth/index.ts';
import { type HubSpotApi } from '../model/hubspot-api.ts';
import { type Source } from '../model/source.ts';
import { type PipelineDeps } from '../pipeline/deps.ts';
import { type Cipher, createCipher } from '../store/crypto/cipher.ts';
import { openStore, type Store } from '../store/open.ts';
import { savePortal } from '../store/portals.ts';
import { connectHubSpot, makeTempDir, pipelineDeps, portalIdOf, staticToken } from './connect.ts';
import { createLog } from './log.ts';
import { installedPortals, type PortalBook, singlePortal } from './portal-book.ts';
import { publicUrlOf } from './listen.ts';
import { type RunningService, type ServiceOptions, startService } from './service.ts';
import { createTokenKeeper } from './tokens.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One portal, ready to be worked for. */
export interface Runtime {
  readonly deps: PipelineDeps;
  readonly api: HubSpotApi;
  readonly sources: readonly Source[];
  readonly store: Store;
  close(): Promise<void>;
}

export interface RuntimeOptions {
  readonly clock?: () => Date;
  /** An open store; else the configured one is opened. */
  readonly store?: Store;
  /** Which of the installed portals; with a static token only that token's portal. */
  readonly portalId?: string | undefined;
}

const systemClock = (): Date => new Date();

export function openConfiguredStore(env: Environment): Promise<Store> {
  const config = readConfig(env);
  return openStore({ databaseUrl: config.DATABASE_URL, dataDir: config.PULSO_DATA_DIR });
}

/** Validates the configuration, connects portal and sources, opens the store. */
export async function openRuntime(env: Environment, options: RuntimeOptions = {}): Promise<Runtime> {
  const config = readConfig(env);
  const { clock = systemClock } = options;
  const deps = usesOAuth(config)
    ? await installedDeps(env, config, options)
    : await staticDeps(env, config, clock, options);
  const { store, pipeline } = deps;
  return {
    deps: pipeline,
    api: pipeline.api,
    sources: pipeline.sources,
    store,
    close: () => store.close(),
  };
}

/** Installed portals instead of one token: no token is configured, but an app is. */
export function usesOAuth(config: Config): boolean {
  return config.HUBSPOT_ACCESS_TOKEN === undefined && config.HUBSPOT_CLIENT_ID !== undefined;
}

async function staticDeps(env: Environment, config: Config, clock: () => Date, options: RuntimeOptions) {
  const log = createLog(config.PULSO_LOG_LEVEL);
  const api = connectHubSpot(config, staticToken(config), log);
  // The token is checked before the store is opened: a wrong one must not leave a database behind.
  const portalId = await portalIdOf(api, config);
  if (options.portalId !== undefined && options.portalId !== portalId) {
    throw new AppError(
      'config-invalid',
      `--portal ${options.portalId}: the token belongs to portal ${portalId}`,
    );
  }
  const tempDir = await makeTempDir();
  const store = options.store ?? (await openConfiguredStore(env));
  await savePortal(store.db, { portalId, auth: 'static', scopes: [] });
  return { store, pipeline: pipelineDeps({ store, portalId, api, config, log, clock, tempDir }) };
}

async function installedDeps(env: Environment, config: Config, options: RuntimeOptions) {
  const store = options.store ?? (await openConfiguredStore(env));
  const { book } = await openInstalled(env, config, store, options.clock ?? systemClock);
  const portalId = await book.find(options.portalId ?? null);
  const pipeline = portalId === null ? null : await book.depsOf(portalId);
  if (pipeline === null) {
    await store.close();
    throw new AppError(
      'config-invalid',
      `--portal: ${options.portalId ?? 'name one'}; connected are: ${(await book.ids()).join(', ') || 'none'}`,
    );
  }
  return { store, pipeline };
}

/** The portals that were installed by OAuth. */
export async function openInstalled(
  env: Environment,
  config: Config,
  store: Store,
  clock: () => Date,
): Promise<{ readonly book: PortalBook; readonly cipher: Cipher; readonly oauth: OAuthClient }> {
  const cipher = createCipher(config.PULSO_ENCRYPTION_KEY);
  const oauth = oauthClient(config);
  const tokens = createTokenKeeper({ store, cipher, oauth, clock });
  const log = createLog(config.PULSO_LOG_LEVEL);
  const tempDir = await makeTempDir();
  return { book: installedPortals({ env, store, cipher, tokens, log, clock, tempDir }), cipher, oauth };
}

/** @throws AppError `config-invalid` naming what is missing */
export function oauthClient(config: Config): OAuthClient {
  const { HUBSPOT_CLIENT_ID: clientId, HUBSPOT_CLIENT_SECRET: clientSecret } = config;
  const missing = Object.entries({
    HUBSPOT_CLIENT_ID: clientId,
    HUBSPOT_CLIENT_SECRET: clientSecret,
    PULSO_PUBLIC_URL: config.PULSO_PUBLIC_URL,
  }).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (clientId === undefined || clientSecret === undefined || missing.length > 0) {
    throw new AppError(
      'config-invalid',
      `${missing.join(', ')}: missing; portals cannot be connected by OAuth without`,
    );
  }
  return createOAuthClient({
    clientId,
    clientSecret,
    redirectUri: `${publicUrlOf(config)}/oauth/callback`,
    baseUrl: config.HUBSPOT_BASE_URL,
    authorizeUrl: config.HUBSPOT_AUTHORIZE_URL,
  });
}

/** The service for the one portal of an open runtime. */
export function serveRuntime(
  env: Environment,
  runtime: Runtime,
  options: Pick<ServiceOptions, 'role' | 'recordUrl'> = {},
): Promise<RunningService> {
  const config = readConfig(env);
  const { deps, store } = runtime;
  const { log, clock } = deps;
  return startService({
    config,
    store,
    book: singlePortal(deps, config),
    log,
    clock,
    install: null,
    ...options,
  });
}

/** The service as configured: one portal with a static token, or all that were installed. */
export async function serveConfigured(
  env: Environment,
  role: ServiceOptions['role'],
): Promise<RunningService> {
  const config = readConfig(env);
  if (!usesOAuth(config)) {
    const runtime = await openRuntime(env);
    return withStore(runtime.store, () => serveRuntime(env, runtime, { role: role ?? 'all' }));
  }
  const store = await openConfiguredStore(env);
  return withStore(store, async () => {
    const { book, cipher, oauth } = await openInstalled(env, config, store, systemClock);
    return startService({
      config,
      store,
      book,
      log: createLog(config.PULSO_LOG_LEVEL),
      clock: systemClock,
      install: { cipher, oauth },
      role: role ?? 'all',
    });
  });
}

/** A service that closes the store with itself, also when it does not start: an open store keeps the process from ending. */
async function withStore(store: Store, start: () => Promise<RunningService>): Promise<RunningService> {
  try {
    const service = await start();
    return {
      ...service,
      async close() {
        await service.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}
