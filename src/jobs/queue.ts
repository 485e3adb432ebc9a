import { fromPglite, PgBoss, type PGliteLike } from 'pg-boss';
import { toAppError } from '../errors.ts';
import { type Log } from '../pipeline/deps.ts';

/** A job of the product: what it is called and what it does. */
export interface Job {
  readonly name: string;
  run(signal: AbortSignal): Promise<void>;
}

/** Runs jobs one at a time per name, whoever asks and however often. */
export interface JobQueue {
  /** Asks for a job; false when it is waiting or running already. */
  enqueue(name: string): Promise<boolean>;
  stop(): Promise<void>;
}

export type QueueDatabase = { readonly pglite: PGliteLike } | { readonly databaseUrl: string };

/** Longest time a job may take before it counts as lost and may be tried again. */
const EXPIRE_SECONDS = 4 * 3600;

/**
 * The queue on the store's own database. A job whose process dies is tried again after it expires; one that is
 * asked for again while it waits or runs is not doubled (pg-boss policy `exclusive`).
 */
export async function startQueue(database: QueueDatabase, jobs: readonly Job[], log: Log): Promise<JobQueue> {
  const boss =
    'pglite' in database
      ? new PgBoss({ db: fromPglite(database.pglite), backend: 'pglite' })
      : new PgBoss({ connectionString: database.databaseUrl });
  boss.on('error', (error) => log.error({ error: error.message }, 'job queue'));
  await boss.start();
  for (const job of jobs) {
    await boss.createQueue(job.name, {
      policy: 'exclusive',
      retryLimit: 2,
      retryBackoff: true,
      retryDelay: 60,
      expireInSeconds: EXPIRE_SECONDS,
    });
    await boss.work(job.name, { pollingIntervalSeconds: 1 }, async ([claimed]) => {
      try {
        await job.run(claimed?.signal ?? new AbortController().signal);
      } catch (error) {
        log.error({ job: job.name, code: toAppError(error).code }, toAppError(error).message);
        throw error;
      }
    });
  }
  return {
    enqueue: async (name) => (await boss.send(name, {}, { singletonKey: 'portal' })) !== null,
    stop: () => boss.stop({ graceful: true, timeout: 30_000 }),
  };
}
