import { type PipelineDeps } from '../pipeline/deps.ts';
import { showLife } from '../pipeline/run-book.ts';
import { type JobData } from './job.ts';

/** Shows every so many milliseconds that the run of a job is alive, for as long as the work takes. */
export async function withSignsOfLife<Result>(
  deps: PipelineDeps,
  { run, kind }: JobData,
  everyMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  if (run === undefined) return work();
  // A sign that could not be stored is missed by nobody: the next one follows.
  const timer = setInterval(() => void showLife(deps, run.id, kind).catch(() => undefined), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
