import { type JobResult, type JobWithMetadata } from 'pg-boss';
import { toAppError } from '../errors.ts';
import { type Log } from '../pipeline/deps.ts';
import { type JobData, jobSchema, keyOf } from './job.ts';
import { occasionId } from './occasion.ts';
import { pauseSeconds } from './patience.ts';
import { type EnqueueOptions, type OnDead, type OnPutOff, type RunJob } from './queue.ts';

/** What settling needs of the queue. */
export interface Settling {
  readonly run: RunJob;
  readonly enqueue: (job: JobData, options: EnqueueOptions) => Promise<boolean>;
  /** Whether the job is still this worker's: not cancelled meanwhile, nor given to another. */
  readonly isHeld: (claimed: JobWithMetadata<JobData>) => Promise<boolean>;
  readonly log: Log;
  readonly onDead?: OnDead | undefined;
  readonly onPutOff?: OnPutOff | undefined;
}

/**
 * Runs one job. What comes next is queued before this one counts as done, under ids that follow from its own: a crash
 * between repeats the job and loses nothing, and nothing comes twice. A job whose error may pass is queued once more
 * for later; it keeps its name.
 */
export async function settle(claimed: JobWithMetadata<JobData>, queue: Settling): Promise<JobResult> {
  const { putOff, ...job } = jobSchema.parse(claimed.data);
  const name = putOff?.by ?? claimed.sourceRootId ?? claimed.id;
  // One that an operator put back to work starts to wait anew.
  const { times, seconds } = { times: 0, seconds: 0, ...(claimed.sourceRootId === null ? putOff : {}) };
  const facts = { job: job.kind, portal: job.portalId, attempt: claimed.retryCount + 1 + times };
  const isHeld = async () => !claimed.signal.aborted && (await queue.isHeld(claimed));
  try {
    const next = [(await queue.run(job, claimed.signal, name)) ?? []].flat();
    if (next.length > 0 && (await isHeld())) {
      for (const { delaySeconds, ...each } of next)
        await queue.enqueue(each, { id: occasionId(name, keyOf(each)), delaySeconds });
    }
    return { id: claimed.id, status: 'completed' };
  } catch (thrown) {
    const error = toAppError(thrown);
    const output = { code: error.code, message: error.message };
    const pause = pauseSeconds(error, { times, seconds }, Math.random());
    if (pause !== null && !claimed.signal.aborted) {
      queue.log.warn({ ...facts, code: error.code, againInSeconds: pause }, error.message);
      const again = { ...job, putOff: { by: name, times: times + 1, seconds: seconds + pause } };
      const id = occasionId(claimed.id, 'put off');
      if (await isHeld()) {
        await queue.enqueue(again, { id, delaySeconds: pause });
        await queue.onPutOff?.(job, pause);
      }
      return { id: claimed.id, status: 'completed', output };
    }
    const mayPass = error.retriable || error.code === 'internal';
    const waitedEnough = error.retriable && error.code !== 'cancelled';
    const given =
      !mayPass || (!claimed.signal.aborted && waitedEnough) || claimed.retryCount >= claimed.retryLimit;
    queue.log.warn({ ...facts, code: error.code, givenUp: given }, error.message);
    if (given && !claimed.signal.aborted) await queue.onDead?.(job, error);
    return { id: claimed.id, status: given ? 'deadletter' : 'failed', output };
  }
}
