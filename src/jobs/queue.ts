import { fromPglite, type JobWithMetadata, PgBoss, type PGliteLike } from 'pg-boss';
import { type AppError, type ErrorCode } from '../errors.ts';
import { type Log } from '../pipeline/deps.ts';
import { groupOf, type JobData, keyOf, type NextJob, PRIORITY } from './job.ts';
import { holdOneOfGroup } from './one-of-group.ts';
import { remedyFor } from './remedies.ts';
import { settle } from './settle.ts';

export type QueueDatabase = { readonly pglite: PGliteLike } | { readonly databaseUrl: string };

export const QUEUE_BACKENDS = ['postgres', 'cockroachdb', 'yugabytedb', 'citus'] as const;
export type QueueBackend = (typeof QUEUE_BACKENDS)[number];

export interface QueueOptions {
  readonly database: QueueDatabase;
  readonly log: Log;
  /** Which PostgreSQL the server is; ignored for the embedded one. */
  readonly backend?: QueueBackend;
  /** Seconds without a sign of life after which a job counts as lost, at least 10; 30 unless told. */
  readonly heartbeatSeconds?: number;
  /** Whether this process also cleans up after others: lost jobs, retention. The scheduler's part. */
  readonly supervise?: boolean;
}

export interface EnqueueOptions {
  /** Not before so many seconds. Asked for again meanwhile, the first stays: that is the debounce. */
  readonly delaySeconds?: number;
  /** Names the occasion, a UUID: asked for twice, even after it ran, it happens once. */
  readonly id?: string;
}

/** A job that was given up. */
export interface DeadJob {
  readonly id: string;
  readonly job: JobData;
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
  readonly failedAt: string;
}

export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly dead: number;
}

/** What comes after a job: nothing, one, or several that workers take on side by side. */
export type NextJobs = NextJob | readonly NextJob[] | null;
/** Does a job and says what comes next. `name` is a UUID, the same whenever the job is done again, and no other's. */
export type RunJob = (job: JobData, signal: AbortSignal, name: string) => Promise<NextJobs>;

/** Jobs of all portals in one queue, shared by any number of processes on one database. */
export interface JobQueue {
  /** false: the same is waiting already (or this occasion has been served). */
  enqueue(job: JobData, options?: EnqueueOptions): Promise<boolean>;
  /** Starts to work here: up to `concurrency` jobs at a time, never two of one group (see `groupOf`) anywhere. */
  work(run: RunJob, concurrency: number, onDead?: OnDead, onPutOff?: OnPutOff): Promise<void>;
  /** Ends what waits and, within half a heartbeat, what runs of a portal. Returns how many jobs. */
  cancel(portalId: string): Promise<number>;
  dead(): Promise<DeadJob[]>;
  /** Puts the given-up jobs (of a portal) back to work; returns how many. */
  retryDead(portalId?: string): Promise<number>;
  counts(): Promise<QueueCounts>;
  /** Lets running jobs end for a while, then stops; what did not end is done again elsewhere. */
  stop(): Promise<void>;
}

/** Told of a job that was given up. */
export type OnDead = (job: JobData, error: AppError) => Promise<void>;
/** Told of a job that is tried again after so many seconds. */
export type OnPutOff = (job: JobData, seconds: number) => Promise<void>;

export const QUEUE = 'work';
const DEAD = 'work-dead';
/** Longest time a step may take; steps cut themselves off long before. */
const EXPIRE_SECONDS = 2 * 3600;
/** For a process that died and for what nobody foresaw; what may pass is put off for longer (see `pauseSeconds`). */
const RETRIES = 5;
const STOP_MS = 30_000;

/**
 * Opens the queue on the store's own database. Portals take turns: every portal has at most one job running anywhere
 * (a pg-boss group, which the database holds to one), while a large portfolio is scored one for each of its parts, and
 * a long run is a chain of short jobs that queue up again behind everybody else's. A job whose process dies is done
 * again once its heartbeat is missed.
 */
export async function openQueue(options: QueueOptions): Promise<JobQueue> {
  const { database, log, heartbeatSeconds = 30, supervise = true } = options;
  const upkeep = {
    supervise,
    schedule: false,
    superviseIntervalSeconds: Math.ceil(heartbeatSeconds / 2),
    monitorIntervalSeconds: Math.ceil(heartbeatSeconds / 2),
  };
  const boss =
    'pglite' in database
      ? new PgBoss({ db: fromPglite(database.pglite), backend: 'pglite', ...upkeep })
      : new PgBoss({
          connectionString: database.databaseUrl,
          backend: options.backend ?? 'postgres',
          max: 5,
          ...upkeep,
        });
  // The database driver puts statements with their parameters into its errors; only the message is safe to log.
  boss.on('error', (error) => log.warn({ error: error.message }, 'job queue'));
  await boss.start();
  await boss.createQueue(DEAD, { policy: 'standard', retentionSeconds: 30 * 86_400 });
  await boss.createQueue(QUEUE, {
    policy: 'short',
    retryLimit: RETRIES,
    retryBackoff: true,
    retryDelay: 5,
    expireInSeconds: EXPIRE_SECONDS,
    heartbeatSeconds,
    deadLetter: DEAD,
  });
  await holdOneOfGroup(boss, QUEUE, log);
  return queueOn(boss, log);
}

function queueOn(boss: PgBoss, log: Log): JobQueue {
  async function enqueue(job: JobData, { delaySeconds = 0, id }: EnqueueOptions = {}): Promise<boolean> {
    const sent = await boss.send(QUEUE, job, {
      singletonKey: keyOf(job),
      group: { id: groupOf(job) },
      priority: PRIORITY[job.kind],
      ...(delaySeconds > 0 ? { startAfter: delaySeconds } : {}),
      ...(id === undefined ? {} : { id }),
    });
    return sent !== null;
  }

  const jobsOf = async (portalId: string) => {
    const found = await boss.findJobs(QUEUE, { data: { portalId } });
    return found.filter((job) => ['created', 'retry', 'active'].includes(job.state));
  };

  async function isHeld({ id, retryCount }: JobWithMetadata<JobData>): Promise<boolean> {
    const [found] = await boss.findJobs(QUEUE, { id });
    return found?.state === 'active' && found.retryCount === retryCount;
  }

  return {
    enqueue,
    async work(run, concurrency, onDead, onPutOff) {
      const options = {
        localConcurrency: concurrency,
        groupConcurrency: 1,
        pollingIntervalSeconds: 0.5,
        includeMetadata: true,
        perJobResults: true,
      } as const;
      await boss.work<JobData, object, typeof options>(QUEUE, options, async (jobs) =>
        Promise.all(jobs.map((job) => settle(job, { run, enqueue, isHeld, log, onDead, onPutOff }))),
      );
    },
    async cancel(portalId) {
      const ids = (await jobsOf(portalId)).map((job) => job.id);
      if (ids.length > 0) await boss.cancel(QUEUE, ids);
      return ids.length;
    },
    async dead() {
      return (await boss.findJobs<JobData>(DEAD)).map(deadJob);
    },
    retryDead: (portalId) =>
      boss.redrive(DEAD, { destination: QUEUE, ...(portalId === undefined ? {} : { data: { portalId } }) }),
    async counts() {
      const [work, dead] = await Promise.all([
        boss.getQueueStats(QUEUE, { force: true }),
        boss.getQueueStats(DEAD, { force: true }),
      ]);
      return {
        waiting: work[0]?.queuedCount ?? 0,
        active: work[0]?.activeCount ?? 0,
        dead: dead[0]?.queuedCount ?? 0,
      };
    },
    stop: () => boss.stop({ graceful: true, timeout: STOP_MS }),
  };
}

function deadJob(found: JobWithMetadata<JobData>): DeadJob {
  const output = (found.sourceOutput ?? {}) as { code?: ErrorCode; message?: string };
  const code = output.code ?? 'internal';
  return {
    id: found.id,
    job: found.data,
    code,
    message: output.message ?? 'the process ended or the job took too long',
    remedy: remedyFor(code),
    // The embedded database gives ISO text, the server's driver a Date.
    failedAt: new Date(found.createdOn).toISOString(),
  };
}
