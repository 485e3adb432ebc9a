import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '../../errors.ts';
import { Judge, storedProof } from './judge.ts';
import { type JudgeAnswer, type JudgeRequest, type JudgeTask } from './judge-messages.ts';

/** Judges a portal's past in a thread of its own, so that the service goes on answering meanwhile. */
const { brief, checkedAt } = workerData as JudgeTask;
const judge = new Judge(brief);

function answer(page: JudgeRequest): JudgeAnswer {
  try {
    if (page === null) return { kind: 'judged', proof: storedProof(judge.finish(), checkedAt) };
    judge.add(page);
    return { kind: 'taken' };
  } catch (error) {
    const { code, message, details } = toAppError(error);
    return { kind: 'failed', code, message, details };
  }
}

parentPort?.on('message', (page: JudgeRequest) => parentPort?.postMessage(answer(page)));
