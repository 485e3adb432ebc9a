import {
  type AlertOutcome,
  type CriticalAccount,
  newlyCritical,
  noteAlerted,
} from '../../pipeline/alerts.ts';
import { type PipelineDeps } from '../../pipeline/deps.ts';
import { noteProgress } from '../../pipeline/run-book.ts';
import { type JobData, type JobKind, type RunTotals } from '../job.ts';
import { type NextJobs } from '../queue.ts';

/** What a step gets besides the job itself. */
export interface StepContext {
  readonly deps: PipelineDeps;
  /** Aborted when the job was cancelled or the process stops. */
  readonly signal: AbortSignal;
  /** Names the job, also when it is done again; see `RunJob`. */
  readonly jobName: string;
  /** Into how many parts a large portfolio is divided for scoring; 1 unless told. */
  readonly scoreParts?: number;
  /**
   * Tells people about accounts that became critical, in each way about those they were not told of in it yet; absent:
   * nobody wants to know. A way that fails is an outcome, not an error.
   */
  readonly alert?: (
    portalId: string,
    accounts: readonly CriticalAccount[],
  ) => Promise<readonly AlertOutcome[] | undefined>;
}

/** One kind of job: does its share and names what comes next; null ends the chain. */
export type Step = (job: JobData, context: StepContext) => Promise<NextJobs>;

/** The next step of the same run, with what this one added to the totals. */
export function nextStep(job: JobData, kind: JobKind, added: Partial<RunTotals> = {}): JobData | null {
  return job.run === undefined ? null : { portalId: job.portalId, kind, run: withTotals(job.run, added) };
}

/** The same step behind the companies that are done. */
export function sameStepAfter(job: JobData, after: string, added: Partial<RunTotals> = {}): JobData {
  return { ...job, after, ...(job.run === undefined ? {} : { run: withTotals(job.run, added) }) };
}

function withTotals(run: NonNullable<JobData['run']>, added: Partial<RunTotals>): JobData['run'] {
  const totals = { ...run.totals };
  for (const [name, count] of Object.entries(added)) totals[name as keyof RunTotals] += count;
  return { ...run, totals };
}

export async function progress(
  { run, kind, source }: JobData,
  { deps }: StepContext,
  done: number,
  total: number | null,
): Promise<void> {
  if (run === undefined) return;
  await noteProgress(deps, run.id, { step: source === undefined ? kind : `${kind} ${source}`, done, total });
}

/** Tells of accounts that fell to red lately, once each. An alert that cannot be sent never fails the run. */
export async function alertOnFalls({ deps, alert }: StepContext): Promise<void> {
  if (alert === undefined) return;
  const fallen = await newlyCritical(deps);
  if (fallen.length === 0) return;
  const outcomes = (await alert(deps.portalId, fallen)) ?? [];
  await noteAlerted(deps, outcomes);
  for (const { way, accounts, failure } of outcomes) {
    if (failure === null) continue;
    const facts = { portal: deps.portalId, accounts: accounts.length };
    deps.log.warn(facts, `no alert by ${way}, tried again later: ${failure}`);
  }
}
