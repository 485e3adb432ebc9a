import { AppError, toAppError } from '../errors.ts';
import { say } from '../model/messages/message.ts';
import { missingScopes, type OAuthClient, type StateKeeper } from '../hubspot/oauth/index.ts';
import { endJobs, forgetJobs } from '../jobs/forget-jobs.ts';
import { forgetOld } from '../pipeline/retention.ts';
import { addAudit } from '../store/audit.ts';
import { type Cipher } from '../store/crypto/cipher.ts';
import { loadCredential } from '../store/credentials.ts';
import { erasePortal } from '../store/erase.ts';
import { type Db, type Store } from '../store/open.ts';
import { loadPortal, loadPortals, lockPortal, markPortalRemoved, savePortal } from '../store/portals.ts';
import { closeOpenRuns } from '../store/runs.ts';
import { REFRESH_TOKEN, saveTokens } from './tokens.ts';

export interface InstallationDeps {
  readonly store: Store;
  readonly cipher: Cipher;
  readonly oauth: OAuthClient;
  readonly clock: () => Date;
}

/**
 * Takes a portal in: exchanges the code, checks that everything asked for was granted, keeps the tokens sealed.
 * Jobs and runs that an earlier installation left end, so that nothing stands in the way of the first run of this one.
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
  await store.db.transaction().execute(async (transaction) => {
    // First, and with it the lock of the portal: a removal that still erases must not take the new tokens with it.
    await savePortal(transaction, { portalId, auth: 'oauth', scopes: pair.scopes });
    await endJobs({ db: transaction }, portalId);
    await closeOpenRuns(transaction, portalId, 'the app was installed anew');
    await saveTokens(transaction, cipher, portalId, pair, clock());
    await addAudit(transaction, portalId, {
      actor: pair.userId === null ? 'system' : `user:${pair.userId}`,
      action: 'portal.installed',
      subject: portalId,
      detail: { scopes: pair.scopes },
    });
  });
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
  'of the audit log what was done to this account itself, its keys, jobs and runs (no customer data)',
  'its line in the list of accounts (its number, what it granted, when it was connected and removed)',
  'in HubSpot: the properties, lists and tasks that Pulso created; they belong to the account',
];

/**
 * Lets a portal go: gives its token back to HubSpot and deletes all its jobs and rows, of the audit log what it
 * tells about customers.
 * @throws AppError `not-found` for a portal that is not here, `cancelled` when it is installed anew meanwhile.
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
  if (deleted === null) {
    throw new AppError(
      'cancelled',
      `Account ${portalId} was connected again meanwhile; what was not deleted yet stays.`,
    );
  }
  await addAudit(db, portalId, { actor, action: 'portal.removed', subject: portalId, detail: { deleted } });
  return { deleted, kept: KEPT };
}

/**
 * The daily upkeep of portals that nothing runs for. Of removed ones it deletes what a run that was under way then still
 * wrote, and returns how many had left something; of disconnected ones it forgets what has outlived its purpose.
 * @throws AppError `store-failed` naming the portals that could not be kept up, when all others were
 */
export async function eraseRemoved(store: Store, clock: () => Date = () => new Date()): Promise<number> {
  let cleaned = 0;
  const failures: string[] = [];
  for (const { portalId } of await loadPortals(store.db)) {
    try {
      // Read again: it may be installed anew meanwhile.
      const status = (await loadPortal(store.db, portalId))?.status;
      if (status === 'removed' && (await eraseRest(store, portalId))) cleaned += 1;
      if (status === 'disconnected') await forgetOld({ db: store.forPortal(portalId), portalId, clock });
    } catch (error) {
      failures.push(`account ${portalId}: ${toAppError(error).message}`);
    }
  }
  if (failures.length > 0) throw new AppError('store-failed', failures.join('; '));
  return cleaned;
}

async function eraseRest(store: Store, portalId: string): Promise<boolean> {
  const deleted = await eraseAll(store, portalId);
  if (deleted === null || Object.values(deleted).every((rows) => rows === 0)) return false;
  const entry = { actor: 'system', action: 'portal.erased', subject: portalId, detail: { deleted } };
  await addAudit(store.forPortal(portalId), portalId, entry);
  return true;
}

/** Rows deleted by table, jobs of the queue among them; null when the portal is not removed any more. */
async function eraseAll(store: Store, portalId: string): Promise<Record<string, number> | null> {
  // Jobs first: one that is told to stop writes nothing more.
  const job = await whileRemoved(store, portalId, (db) => forgetJobs({ db }, portalId));
  const rows = await whileRemoved(store, portalId, (db) => erasePortal(db, portalId));
  return job === null || rows === null ? null : { ...rows, job };
}

/** Does it in one transaction that an installation waits for; null, and nothing done, when one was first. */
function whileRemoved<Result>(
  store: Store,
  portalId: string,
  work: (transaction: Db) => Promise<Result>,
): Promise<Result | null> {
  return store.db
    .transaction()
    .execute(async (transaction) =>
      (await lockPortal(transaction, portalId)) === 'removed' ? work(transaction) : null,
    );
}
