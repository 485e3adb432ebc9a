import { checkSetting, type Config, readConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import { type JobQueue, openQueue } from '../jobs/queue.ts';
import { addAudit, loadAudit, OPERATOR } from '../store/audit.ts';
import { createCipher } from '../store/crypto/cipher.ts';
import { rotateCredentials, saveCredential } from '../store/credentials.ts';
import { type Store } from '../store/open.ts';
import { loadPortal, loadPortals } from '../store/portals.ts';
import { closeOpenRuns } from '../store/runs.ts';
import { assertPublicAddress } from './guarded-fetch.ts';
import { removePortal } from './installations.ts';
import { createLog } from './log.ts';
import { isPortalSetting } from './own-settings.ts';
import { type Environment, oauthClient, openConfiguredStore, usesOAuth } from './runtime.ts';

/** Upkeep of portals, keys and jobs, from the command line. */
export async function openAdministration(env: Environment) {
  const config = readConfig(env);
  const store = await openConfiguredStore(env);
  let queue: Promise<JobQueue> | null = null;
  const jobs = (): Promise<JobQueue> =>
    (queue ??= openQueue({
      database: store.queueDatabase,
      log: createLog(config.PULSO_LOG_LEVEL),
      backend: config.PULSO_QUEUE_BACKEND,
      heartbeatSeconds: config.PULSO_HEARTBEAT_SECONDS,
      supervise: false,
    }));
  return {
    portals: () => loadPortals(store.db),
    async remove(portalId: string) {
      await (await jobs()).cancel(portalId);
      return removePortal({ store, ...(usesOAuth(config) ? secrets(config) : {}) }, portalId, OPERATOR);
    },
    setCredential: (portalId: string, name: string, value: string) =>
      setCredential(store, config, portalId, name, value),
    rotateKeys: () => rotateCredentials(store.db, createCipher(config.PULSO_ENCRYPTION_KEY)),
    audit: (portalId: string) => loadAudit(store.forPortal(portalId), portalId),
    async dead() {
      const dead = await (await jobs()).dead();
      return dead.map(({ job, message, remedy, failedAt }) => ({
        portalId: job.portalId,
        kind: job.kind,
        message,
        remedy,
        failedAt,
      }));
    },
    async retry(portalId?: string) {
      const dead = await (await jobs()).dead();
      const count = await (await jobs()).retryDead(portalId);
      for (const [id, { length }] of Map.groupBy(dead, ({ job }) => job.portalId)) {
        if (portalId === undefined || id === portalId) await noteJobs(store, id, 'jobs.retried', length);
      }
      return count;
    },
    async run(portalId: string, full: boolean) {
      if ((await loadPortal(store.db, portalId))?.status !== 'active') throw notConnected(portalId);
      const asked = await (await jobs()).enqueue({ portalId, kind: full ? 'backfill' : 'sync' });
      if (asked) {
        const entry = { actor: OPERATOR, action: 'run.requested', subject: portalId, detail: { full } };
        await addAudit(store.forPortal(portalId), portalId, entry);
      }
      return asked;
    },
    async cancel(portalId: string) {
      const count = await (await jobs()).cancel(portalId);
      // Nobody else ends them, and the next run would wait for them.
      await closeOpenRuns(store.forPortal(portalId), portalId, 'cancelled by an operator');
      if (count > 0) await noteJobs(store, portalId, 'jobs.cancelled', count);
      return count;
    },
    async close() {
      if (queue !== null) await (await queue).stop();
      await store.close();
    },
  };
}

function notConnected(portalId: string): AppError {
  return new AppError('not-found', `There is no connected account ${portalId}.`);
}

function noteJobs(store: Store, portalId: string, action: string, jobs: number): Promise<void> {
  const entry = { actor: OPERATOR, action, subject: portalId, detail: { jobs } };
  return addAudit(store.forPortal(portalId), portalId, entry);
}

function secrets(config: Config) {
  return { cipher: createCipher(config.PULSO_ENCRYPTION_KEY), oauth: oauthClient(config) };
}

async function setCredential(
  store: Store,
  config: Config,
  portalId: string,
  name: string,
  value: string,
): Promise<void> {
  if ((await loadPortal(store.db, portalId))?.status !== 'active') {
    throw notConnected(portalId);
  }
  if (!isPortalSetting(name)) {
    throw new AppError(
      'input-invalid',
      `${name}: expected the variable of a source system, such as STRIPE_API_KEY`,
    );
  }
  checkSetting(name, value);
  if (config.PULSO_PRIVATE_ADDRESSES === 'refuse') await refusePrivate(name, value);
  const db = store.forPortal(portalId);
  const cipher = createCipher(config.PULSO_ENCRYPTION_KEY);
  await db.transaction().execute(async (transaction) => {
    await saveCredential(transaction, cipher, portalId, name, { value, expiresAt: null });
    await addAudit(transaction, portalId, { actor: OPERATOR, action: 'credential.set', subject: name });
  });
}

/** A value that leads somewhere leads out of our own network. */
async function refusePrivate(name: string, value: string): Promise<void> {
  if (name.endsWith('_BASE_URL')) await assertPublicAddress(new URL(value));
  if (name !== 'PULSO_WAREHOUSE_URL') return;
  const host = URL.canParse(value) ? new URL(value).host : '';
  if (host === '') throw new AppError('input-invalid', `${name}: expected an address with a host`);
  await assertPublicAddress(new URL(`https://${host}`));
}
