import { toAppError } from '../errors.ts';
import { type OAuthClient, type TokenPair } from '../hubspot/oauth/index.ts';
import { type Cipher } from '../store/crypto/cipher.ts';
import { loadCredential, saveCredential } from '../store/credentials.ts';
import { type Db, type Store } from '../store/open.ts';
import { disconnectPortal, lockPortal } from '../store/portals.ts';

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
  /**
   * @param refused what HubSpot just refused, which is not given again: the app may be installed anew meanwhile
   * @throws AppError `unauthorized` when the portal has to be connected again; it is marked so.
   */
  accessToken(portalId: string, refused?: string): Promise<string>;
}

/**
 * One refresher at a time, in whatever process: it holds the row of the refresh token locked, the others wait and find
 * the new token there. Within a process requests share one look.
 */
export function createTokenKeeper(options: TokenKeeperOptions): TokenKeeper {
  const known = new Map<string, { readonly token: string; readonly renewAt: number }>();
  const looking = new Map<string, Promise<string>>();
  const now = (): number => options.clock().getTime();

  async function look(portalId: string, refused: string | undefined): Promise<string> {
    const { value, expiresAt } = await freshToken(options, portalId, refused);
    known.set(portalId, { token: value, renewAt: Date.parse(expiresAt) - RENEW_BEFORE_MS });
    return value;
  }

  return {
    accessToken(portalId, refused) {
      const cached = known.get(portalId);
      const usable = cached !== undefined && cached.token !== refused && now() < cached.renewAt;
      if (usable) return Promise.resolve(cached.token);
      const key = `${portalId} ${refused ?? ''}`;
      const pending = looking.get(key) ?? look(portalId, refused).finally(() => looking.delete(key));
      looking.set(key, pending);
      return pending;
    },
  };
}

interface FreshToken {
  readonly value: string;
  readonly expiresAt: string;
}

async function freshToken(
  options: TokenKeeperOptions,
  portalId: string,
  refused: string | undefined,
): Promise<FreshToken> {
  const { store, cipher, oauth, clock } = options;
  let used = '';
  try {
    return await store
      .forPortal(portalId)
      .transaction()
      .execute(async (transaction) => {
        const refresh = await loadCredential(transaction, cipher, portalId, REFRESH_TOKEN, { lock: true });
        const access = await loadCredential(transaction, cipher, portalId, ACCESS_TOKEN);
        const isFresh =
          access?.expiresAt != null && Date.parse(access.expiresAt) - RENEW_BEFORE_MS > clock().getTime();
        if (isFresh && access.value !== refused) {
          return { value: access.value, expiresAt: access.expiresAt };
        }
        used = refresh?.value ?? '';
        return saveTokens(transaction, cipher, portalId, await oauth.refresh(used), clock());
      });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'unauthorized') await disconnectUnlessRenewed(options, portalId, used, error.message);
    throw error;
  }
}

/** Somebody may have connected the portal anew while its old token was being refused. */
async function disconnectUnlessRenewed(
  { store, cipher }: TokenKeeperOptions,
  portalId: string,
  refreshToken: string,
  reason: string,
): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    await lockPortal(transaction, portalId);
    const stored = await loadCredential(transaction, cipher, portalId, REFRESH_TOKEN, { lock: true });
    if ((stored?.value ?? '') === refreshToken) await disconnectPortal(transaction, portalId, reason);
  });
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
