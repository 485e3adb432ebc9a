import { type PartState, type RunParts, savePart } from '../store/run-parts.ts';
import {
  finishRun,
  laterRunCompleted,
  latestRuns,
  loadRun,
  type RunProgress,
  saveRunProgress,
  saveSignOfLife,
  startRun,
  type StoredRun,
} from '../store/runs.ts';
import { type PipelineDeps } from './deps.ts';

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'clock'>;

/** A run that gave no sign of life for so long is not running any more. */
const STALE_MS = 30 * 60_000;

/**
 * Opens a run in the book for the job that asks and returns its id; null when another run of the portal is under way.
 * The same job, done again because its process died behind this, gets the same run, unless that has ended.
 */
export async function openRun(deps: Deps, kind: string, jobId: string): Promise<string | null> {
  const { db, portalId } = deps;
  const now = deps.clock();
  const own = await loadRun(db, portalId, jobId);
  if (own !== null && own.finishedAt !== null) return null;
  const others = (await latestRuns(db, portalId, 5)).filter(({ id }) => id !== jobId);
  if (others.some((run) => isUnderWay(run, now))) return null;
  if (own === null) await startRun(db, portalId, jobId, kind, now.toISOString());
  return jobId;
}

function isUnderWay({ startedAt, finishedAt, progress }: StoredRun, now: Date): boolean {
  if (finishedAt !== null) return false;
  const { at = startedAt, waitsUntil = at } = (progress ?? {}) as Partial<RunProgress>;
  return now.getTime() - Math.max(Date.parse(at), Date.parse(waitsUntil)) < STALE_MS;
}

/** Says that a run is alive though there is nothing new to tell, and until when it waits where it was put off. */
export async function showLife(deps: Deps, runId: string, step: string, waitsUntil?: Date): Promise<void> {
  const at = deps.clock().toISOString();
  const until = waitsUntil === undefined ? {} : { waitsUntil: waitsUntil.toISOString() };
  await saveSignOfLife(deps.db, deps.portalId, runId, { step, at, ...until });
}

export async function noteProgress(
  deps: Deps,
  runId: string,
  progress: Omit<RunProgress, 'at'>,
): Promise<void> {
  const at = deps.clock().toISOString();
  await saveRunProgress(deps.db, deps.portalId, runId, { ...progress, at });
}

/** Notes how far one part of the portfolio is scored; see `savePart`. */
export async function notePart(deps: Deps, runId: string, part: PartState): Promise<RunParts> {
  return savePart(deps.db, deps.portalId, runId, part);
}

/** How a run ended. */
export interface Outcome {
  readonly summary: object | null;
  readonly error: string | null;
}

/** Closes a run: with its summary, or with the error that ended it. */
export async function closeRun(deps: Deps, runId: string, outcome: Outcome): Promise<void> {
  const finishedAt = deps.clock().toISOString();
  await finishRun(deps.db, deps.portalId, runId, { finishedAt, ...outcome });
}

/**
 * Whether a later run has completed what this one still has to do, so that its steps have nothing left to add; if so and
 * it is still open, it is closed. A run that reads every source anew is only replaced by the like.
 */
export async function closeOvertaken(deps: Deps, runId: string, outcome: Outcome): Promise<boolean> {
  const { db, portalId } = deps;
  const run = await loadRun(db, portalId, runId);
  if (run === null) return false;
  const kinds = run.kind === 'backfill' ? ['backfill'] : ['sync', 'backfill'];
  if (!(await laterRunCompleted(db, portalId, runId, kinds))) return false;
  if (run.finishedAt === null) await closeRun(deps, runId, outcome);
  return true;
}
