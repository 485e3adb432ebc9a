import { toAppError } from '../errors.ts';
import { type OAuthClient, type TokenPair } from '../hubspot/oauth/index.ts';
import { type Cipher } from '../store/crypto/cipher.ts';
import { loadCredential, saveCredential } from '../store/credentials.ts';
import { type Db, type Store } from '../store/open.ts';
import { disconnectPortal } from '../store/portals.ts';

export const ACCESS_TOKEN = 'hubspot.access';
export const REFRESH_TOKEN = 'hubspot.refresh';

/** Renewed so long before it expires, so that no request goes out with a token that dies on the way. */
const RENEW_BEFORE_MS = 5 * 60_000;

export interface TokenKeeperOptions {
  readonly store: Store;
  readonly cipher: Cipher;
  readonly oauth: OAuthClient;
  readonly clock: () => Date;
}

/** Access tokens of installed portals, always fresh. */
export interface TokenKeeper {
  /** @throws AppError `unauthorized` when the portal has to be connected again; it is marked so. */
  accessToken(portalId: string): Promise<string>;
}

/**
 * One refresher at a time, in whatever process: it holds the row of the refresh token locked, the others wait and find
 * the new token there. Within a process requests share one look.
 */
export function createTokenKeeper(options: TokenKeeperOptions): TokenKeeper {
  const known = new Map<string, { readonly token: string; readonly renewAt: number }>();
  const looking = new Map<string, Promise<string>>();
  const now = (): number => options.clock().getTime();

  async function look(portalId: string): Promise<string> {
    const { value, expiresAt } = await freshToken(options, portalId);
    known.set(portalId, { token: value, renewAt: Date.parse(expiresAt) - RENEW_BEFORE_MS });
    return value;
  }

  return {
    accessToken(portalId) {
      const cached = known.get(portalId);
      if (cached !== undefined && now() < cached.renewAt) return Promise.resolve(cached.token);
      const pending = looking.get(portalId) ?? look(portalId).finally(() => looking.delete(portalId));
      looking.set(portalId, pending);
      return pending;
    },
  };
}

interface FreshToken {
  readonly value: string;
  readonly expiresAt: string;
}

async function freshToken(options: TokenKeeperOptions, portalId: string): Promise<FreshToken> {
  const { store, cipher, oauth, clock } = options;
  try {
    return await store
      .forPortal(portalId)
      .transaction()
      .execute(async (transaction) => {
        const refresh = await loadCredential(transaction, cipher, portalId, REFRESH_TOKEN, { lock: true });
        const access = await loadCredential(transaction, cipher, portalId, ACCESS_TOKEN);
        if (access?.expiresAt != null && Date.parse(access.expiresAt) - RENEW_BEFORE_MS > clock().getTime()) {
          return { value: access.value, expiresAt: access.expiresAt };
        }
        const pair = await oauth.refresh(refresh?.value ?? '');
        return saveTokens(transaction, cipher, portalId, pair, clock());
      });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'unauthorized') await disconnectPortal(store.db, portalId, error.message);
    throw error;
  }
}

export async function saveTokens(
  db: Db,
  cipher: Cipher,
  portalId: string,
  pair: TokenPair,
  now: Date,
): Promise<FreshToken> {
  const expiresAt = new Date(now.getTime() + pair.expiresInSeconds * 1000).toISOString();
  await saveCredential(db, cipher, portalId, REFRESH_TOKEN, { value: pair.refreshToken, expiresAt: null });
  await saveCredential(db, cipher, portalId, ACCESS_TOKEN, { value: pair.accessToken, expiresAt });
  return { value: pair.accessToken, expiresAt };
}
