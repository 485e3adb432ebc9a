import { AppError } from '../errors.ts';
import { say } from '../model/messages/message.ts';
import { type PipelineDeps } from '../pipeline/deps.ts';
import { closeRun } from '../pipeline/run-book.ts';
import { type JobQueue } from './queue.ts';
import { STEPS } from './steps/index.ts';
import { type StepContext } from './steps/step.ts';

export interface WorkerOptions {
  readonly queue: JobQueue;
  /** What a run of a portal needs; null when the portal is not served any more. */
  readonly depsOf: (portalId: string) => Promise<PipelineDeps | null>;
  /** Jobs at a time in this process. */
  readonly concurrency: number;
  readonly scoreParts?: StepContext['scoreParts'];
  readonly alert?: StepContext['alert'];
  /** Wraps the work on a job, for traces. */
  readonly trace?: <Result>(kind: string, work: () => Promise<Result>) => Promise<Result>;
  /** Told of every job that ended: kind, seconds, whether it succeeded. */
  readonly observe?: (kind: string, seconds: number, ok: boolean) => void;
}

/** Works on the jobs of all portals; a run whose step is given up is closed with the reason. */
export async function startWorker(options: WorkerOptions): Promise<void> {
  const { queue, depsOf, concurrency, scoreParts, observe, alert, trace = (_kind, work) => work() } = options;
  await queue.work(
    async (job, signal) => {
      const begin = performance.now();
      let ok = false;
      try {
        const deps = await depsOf(job.portalId);
        if (deps === null) return null;
        const context = {
          deps,
          signal,
          ...(alert === undefined ? {} : { alert }),
          ...(scoreParts === undefined ? {} : { scoreParts }),
        };
        const next = await trace(job.kind, () => STEPS[job.kind](job, context));
        ok = true;
        return next;
      } catch (error) {
        if (signal.aborted)
          throw new AppError('cancelled', say('service.job-stopped', { job: job.kind }), { cause: error });
        throw error;
      } finally {
        observe?.(job.kind, (performance.now() - begin) / 1000, ok);
      }
    },
    concurrency,
    async (job, error) => {
      const deps = job.run === undefined ? null : await depsOf(job.portalId).catch(() => null);
      if (deps === null || job.run === undefined) return;
      const summary = job.run.totals;
      await closeRun(deps, job.run.id, { summary, error: `${job.kind}: ${error.message}` });
    },
  );
}
