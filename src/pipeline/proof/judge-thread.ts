import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors.ts';
import { type StoredProof } from '../../store/proofs.ts';
import { type JudgeAnswer, type JudgeRequest, type JudgeTask } from './judge-messages.ts';
import { type PastPage } from './portal-past.ts';

/** Heap of the thread. What is judged stands in typed arrays outside of it. */
const MEMORY_MB = 1024;

export interface JudgeThreadOptions {
  /** Aborted: the thread is ended at once. */
  readonly signal?: AbortSignal | undefined;
  /** Heap of the thread, in MB; 1024 unless told. */
  readonly memoryMb?: number | undefined;
}

/**
 * Judges a portal's past in a thread of its own. The pages are read here, one at a time; nothing is stored.
 * @throws AppError `cancelled` when the signal is aborted, `internal` when the thread dies, else what the judge throws.
 */
export async function judgeInThread(
  task: JudgeTask,
  past: AsyncIterable<PastPage>,
  { signal, memoryMb = MEMORY_MB }: JudgeThreadOptions = {},
): Promise<StoredProof> {
  if (signal?.aborted === true) throw cancelled(signal);
  const worker = new Worker(new URL('./judge-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const ended = endOf(worker, memoryMb, signal);
  const ask = (request: JudgeRequest): Promise<JudgeAnswer> => {
    const answered = new Promise<JudgeAnswer>((resolve) => worker.once('message', resolve));
    worker.postMessage(request);
    return Promise.race([answered, ended.failure]);
  };
  try {
    for await (const page of past) proofIn(await ask(page));
    const proof = proofIn(await ask(null));
    if (proof !== null) return proof;
    throw new AppError('internal', 'The check of the scores ended without a result.');
  } finally {
    ended.forget();
    await worker.terminate();
  }
}

/** The proof when there is one; null while the thread wants more. */
function proofIn(answer: JudgeAnswer): StoredProof | null {
  if (answer.kind === 'failed') {
    throw new AppError(answer.code, answer.message, { details: answer.details });
  }
  return answer.kind === 'judged' ? answer.proof : null;
}

/** Rejects when the thread dies or nobody wants its result any more. */
function endOf(worker: Worker, memoryMb: number, signal: AbortSignal | undefined) {
  const { promise, reject } = Promise.withResolvers<never>();
  // It may die while a page is read, when nobody waits for it.
  promise.catch(() => undefined);
  const abort = () => reject(cancelled(signal));
  signal?.addEventListener('abort', abort, { once: true });
  worker.once('error', (error: Error & { readonly code?: string }) => {
    const why =
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? `it needs more than the ${memoryMb} MB it may have`
        : error.message;
    reject(new AppError('internal', `The check of the scores failed: ${why}.`, { cause: error }));
  });
  worker.once('exit', (code) =>
    reject(new AppError('internal', `The check of the scores ended before it was done (exit code ${code}).`)),
  );
  return { failure: promise, forget: () => signal?.removeEventListener('abort', abort) };
}

function cancelled(signal: AbortSignal | undefined): AppError {
  return new AppError('cancelled', 'The check of the scores was stopped.', { cause: signal?.reason });
}
