import { AppError } from '../errors.ts';
import { say } from '../model/messages/message.ts';
import { missingScopes, type OAuthClient, type StateKeeper } from '../hubspot/oauth/index.ts';
import { forgetJobs } from '../jobs/forget-jobs.ts';
import { forgetOld } from '../pipeline/retention.ts';
import { addAudit } from '../store/audit.ts';
import { type Cipher } from '../store/crypto/cipher.ts';
import { loadCredential } from '../store/credentials.ts';
import { erasePortal } from '../store/erase.ts';
import { type Store } from '../store/open.ts';
import { loadPortal, loadPortals, markPortalRemoved, savePortal } from '../store/portals.ts';
import { REFRESH_TOKEN, saveTokens } from './tokens.ts';

export interface InstallationDeps {
  readonly store: Store;
  readonly cipher: Cipher;
  readonly oauth: OAuthClient;
  readonly clock: () => Date;
}

/**
 * Takes a portal in: exchanges the code, checks that everything asked for was granted, keeps the tokens sealed.
 * @throws AppError `forbidden` naming the scopes that are missing; then nothing is kept and the token is given back.
 */
export async function installPortal(deps: InstallationDeps, code: string): Promise<{ portalId: string }> {
  const { store, cipher, oauth, clock } = deps;
  const pair = await oauth.exchange(code);
  const missing = missingScopes(pair.scopes);
  if (missing.length > 0) {
    await oauth.revoke(pair.refreshToken).catch(() => undefined);
    throw new AppError('forbidden', say('oauth.scopes', { scopes: missing.join(', ') }), {
      details: { missing },
    });
  }
  const { portalId } = pair;
  const db = store.forPortal(portalId);
  await db.transaction().execute(async (transaction) => {
    await saveTokens(transaction, cipher, portalId, pair, clock());
    await addAudit(transaction, portalId, {
      actor: pair.userId === null ? 'system' : `user:${pair.userId}`,
      action: 'portal.installed',
      subject: portalId,
      detail: { scopes: pair.scopes },
    });
  });
  await savePortal(store.db, { portalId, auth: 'oauth', scopes: pair.scopes });
  return { portalId };
}

/** Finishes an installation that this browser began. @throws AppError `forbidden` for any other. */
export async function finishInstallation(
  deps: InstallationDeps,
  states: StateKeeper,
  { code, state, nonce }: { readonly code: string; readonly state: string; readonly nonce: string },
): Promise<{ portalId: string }> {
  if (!states.verify(state, nonce, deps.clock())) {
    throw new AppError('forbidden', say('oauth.other-browser'));
  }
  return installPortal(deps, code);
}

export interface Removal {
  /** Rows deleted, by table; `job`: of the queue. */
  readonly deleted: Readonly<Record<string, number>>;
  /** What stays, in words. */
  readonly kept: readonly string[];
}

/** Everything of the portal that is left after removal, and why. */
const KEPT = [
  'audit log of this account (who installed and removed it; no customer data)',
  'its line in the list of accounts (its number, what it granted, when it was connected and removed)',
  'in HubSpot: the properties, lists and tasks that Pulso created; they belong to the account',
];

/**
 * Lets a portal go: gives its token back to HubSpot and deletes all its rows and jobs but not the audit log.
 * @throws AppError `not-found` for a portal that is not here.
 */
export async function removePortal(
  deps: Pick<InstallationDeps, 'store'> & Partial<InstallationDeps>,
  portalId: string,
  actor: string,
): Promise<Removal> {
  const { store, cipher, oauth } = deps;
  if ((await loadPortal(store.db, portalId)) === null) {
    throw new AppError('not-found', `There is no portal ${portalId} here.`);
  }
  const db = store.forPortal(portalId);
  if (cipher !== undefined && oauth !== undefined) {
    const refresh = await loadCredential(db, cipher, portalId, REFRESH_TOKEN).catch(() => null);
    // The token may be dead already; deleting our data must not depend on HubSpot.
    if (refresh !== null) await oauth.revoke(refresh.value).catch(() => undefined);
  }
  await markPortalRemoved(store.db, portalId);
  const deleted = await eraseAll(store, portalId);
  await addAudit(db, portalId, { actor, action: 'portal.removed', subject: portalId, detail: { deleted } });
  return { deleted, kept: KEPT };
}

/**
 * The daily upkeep of portals that nothing runs for. Of removed ones it deletes what a run that was under way then still
 * wrote, and returns how many had left something; of disconnected ones it forgets what has outlived its purpose.
 */
export async function eraseRemoved(store: Store, clock: () => Date = () => new Date()): Promise<number> {
  let cleaned = 0;
  for (const { portalId } of await loadPortals(store.db)) {
    // Read again: it may be installed anew meanwhile.
    const status = (await loadPortal(store.db, portalId))?.status;
    if (status === 'removed' && (await eraseRest(store, portalId))) cleaned += 1;
    if (status === 'disconnected') await forgetOld({ db: store.forPortal(portalId), portalId, clock });
  }
  return cleaned;
}

async function eraseRest(store: Store, portalId: string): Promise<boolean> {
  const deleted = await eraseAll(store, portalId);
  if (Object.values(deleted).every((rows) => rows === 0)) return false;
  const entry = { actor: 'system', action: 'portal.erased', subject: portalId, detail: { deleted } };
  await addAudit(store.forPortal(portalId), portalId, entry);
  return true;
}

/** Rows deleted by table, jobs of the queue among them. */
async function eraseAll(store: Store, portalId: string): Promise<Record<string, number>> {
  // Jobs first: one that is told to stop writes nothing more.
  const job = await forgetJobs(store, portalId);
  return { ...(await erasePortal(store.forPortal(portalId), portalId)), job };
}
