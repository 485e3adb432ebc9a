import { AppError } from '../errors.ts';
import { say } from '../model/messages/message.ts';
import { type PipelineDeps } from '../pipeline/deps.ts';
import { closeOvertaken, closeRun, showLife } from '../pipeline/run-book.ts';
import { type JobData } from './job.ts';
import { type JobQueue, type NextJobs } from './queue.ts';
import { withSignsOfLife } from './signs-of-life.ts';
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

/** Far below what makes a run look dead (see `openRun`). */
const SIGN_OF_LIFE_MS = 5 * 60_000;

/** Works on the jobs of all portals; a run whose step is given up is closed with the reason. */
export async function startWorker(options: WorkerOptions): Promise<void> {
  const { queue, depsOf, concurrency, scoreParts, observe, alert, trace = (_kind, work) => work() } = options;

  async function work(job: JobData, signal: AbortSignal, jobName: string): Promise<NextJobs> {
    const deps = await depsOf(job.portalId);
    if (deps === null || (await isLeftBehind(deps, job))) return null;
    const context = {
      deps,
      signal,
      jobName,
      ...(alert === undefined ? {} : { alert }),
      ...(scoreParts === undefined ? {} : { scoreParts }),
    };
    const step = () => trace(job.kind, () => STEPS[job.kind](job, context));
    return withSignsOfLife(deps, job, SIGN_OF_LIFE_MS, step);
  }

  /** Notes something about the run of a job, if it has one. */
  async function ofRun(job: JobData, note: (deps: PipelineDeps, run: Run) => Promise<void>): Promise<void> {
    if (job.run === undefined) return;
    const deps = await depsOf(job.portalId).catch(() => null);
    if (deps !== null) await note(deps, job.run);
  }

  await queue.work(
    async (job, signal, jobName) => {
      const begin = performance.now();
      let ok = false;
      try {
        const next = await work(job, signal, jobName);
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
    (job, error) =>
      ofRun(job, (deps, run) =>
        closeRun(deps, run.id, { summary: run.totals, error: `${job.kind}: ${error.message}` }),
      ),
    (job, seconds) =>
      ofRun(job, (deps, run) => {
        const goesOn = new Date(deps.clock().getTime() + seconds * 1000);
        return showLife(deps, run.id, job.kind, goesOn);
      }),
  );
}

type Run = NonNullable<JobData['run']>;

/**
 * Whether the run of a job was completed by a later one; then it ends here. So do steps that were put back to work days
 * after they were given up.
 */
async function isLeftBehind(deps: PipelineDeps, { kind, run }: JobData): Promise<boolean> {
  if (run === undefined) return false;
  const outcome = { summary: run.totals, error: `${kind}: a later run has done this` };
  if (!(await closeOvertaken(deps, run.id, outcome))) return false;
  deps.log.info({ portal: deps.portalId, job: kind, run: run.id }, 'a later run has done this');
  return true;
}
