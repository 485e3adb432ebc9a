import { type Config, readConfig, withoutIncomplete } from '../config.ts';
import { type HubSpotApi } from '../model/hubspot-api.ts';
import { type Log, type PipelineDeps } from '../pipeline/deps.ts';
import { type Cipher } from '../store/crypto/cipher.ts';
import { credentialNames, loadCredential } from '../store/credentials.ts';
import { type Store } from '../store/open.ts';
import { loadPortal, loadPortals } from '../store/portals.ts';
import { connectHubSpot, pipelineDeps } from './connect.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { isPortalSetting, isSharedSetting } from './own-settings.ts';
import { type TokenKeeper } from './tokens.ts';

/** The portals this process serves and what it takes to work for one. */
export interface PortalBook {
  /** A portal that is served; without an id the only one. */
  find(portalId: string | null): Promise<string | null>;
  ids(): Promise<string[]>;
  /** null when the portal is not served (any more). */
  depsOf(portalId: string): Promise<PipelineDeps | null>;
  /** The secret of that name: the portal's own, else the configured one where there is only one portal. */
  secret(portalId: string, name: string): Promise<string | null>;
}

/** One portal with the configured token. */
export function singlePortal(deps: PipelineDeps, env: Config): PortalBook {
  return {
    find: async (portalId) => (portalId === null || portalId === deps.portalId ? deps.portalId : null),
    ids: async () => [deps.portalId],
    depsOf: async (portalId) => (portalId === deps.portalId ? deps : null),
    secret: async (portalId, name) => (portalId === deps.portalId ? configured(env, name) : null),
  };
}

export interface InstalledPortalsOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly store: Store;
  readonly cipher: Cipher;
  readonly tokens: TokenKeeper;
  readonly log: Log;
  readonly clock: () => Date;
  readonly tempDir: string;
}

/** How long what is known of a portal may be old: an installation or a new key works after that everywhere. */
const FRESH_MS = 10_000;

/** Portals that were installed by OAuth, each with its own token and its own keys of source systems. */
export function installedPortals(options: InstalledPortalsOptions): PortalBook {
  const { store, cipher } = options;
  const config = readConfig(options.env);
  const apis = new Map<string, HubSpotApi>();
  const isActive = async (portalId: string): Promise<boolean> =>
    (await loadPortal(store.db, portalId))?.status === 'active';
  const active = remember(isActive);
  const deps = remember(async (portalId: string): Promise<PipelineDeps> => {
    // The limiter must live as long as the process: it knows how much of the portal's allowance is used.
    const api =
      apis.get(portalId) ??
      connectHubSpot(config, (refused) => options.tokens.accessToken(portalId, refused), options.log);
    apis.set(portalId, api);
    const own = await ownSettings(options, portalId);
    const guarded = config.PULSO_PRIVATE_ADDRESSES === 'refuse' ? { fetch: guardedFetch() } : {};
    return pipelineDeps({ ...options, portalId, api, config: readConfig(own), ...guarded });
  });
  const ids = async (): Promise<string[]> =>
    (await loadPortals(store.db)).filter((each) => each.status === 'active').map((each) => each.portalId);
  return {
    ids,
    async find(portalId) {
      if (portalId !== null) return (await active(portalId)) ? portalId : null;
      const all = await ids();
      return all.length === 1 ? (all[0] ?? null) : null;
    },
    async depsOf(portalId) {
      // The first run of an installation must not end because somebody asked for the portal a moment before.
      return (await active(portalId)) || (await isActive(portalId)) ? deps(portalId) : null;
    },
    async secret(portalId, name) {
      const own = await loadCredential(store.forPortal(portalId), cipher, portalId, name);
      return own?.value ?? null;
    },
  };
}

/**
 * The environment as one portal sees it: its own keys by the names of their variables, and of the shared ones only
 * what is no source's. One customer's keys never serve another's run.
 */
async function ownSettings(
  { env, store, cipher }: InstalledPortalsOptions,
  portalId: string,
): Promise<Record<string, string | undefined>> {
  const shared = Object.entries(env).filter(([name]) => isSharedSetting(name));
  const settings: Record<string, string | undefined> = Object.fromEntries(shared);
  const db = store.forPortal(portalId);
  for (const name of await credentialNames(db, portalId)) {
    if (!isPortalSetting(name)) continue;
    settings[name] = (await loadCredential(db, cipher, portalId, name))?.value;
  }
  return withoutIncomplete(settings);
}

function configured(config: Config, name: string): string | null {
  const value: unknown = config[name as keyof Config];
  return typeof value === 'string' ? value : null;
}

/** Anybody may ask for any portal, so that no more than these are remembered. */
const MOST_KNOWN = 10_000;

/** Remembers answers for a while, and what is being looked up. */
function remember<Value>(look: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, { readonly value: Promise<Value>; readonly until: number }>();
  return (key) => {
    const cached = known.get(key);
    if (cached !== undefined && performance.now() < cached.until) return cached.value;
    const value = look(key);
    known.delete(key);
    known.set(key, { value, until: performance.now() + FRESH_MS });
    const oldest = known.size > MOST_KNOWN ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    value.catch(() => known.delete(key));
    return value;
  };
}
