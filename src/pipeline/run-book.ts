import { randomUUID } from 'node:crypto';
import { type PartState, type RunParts, savePart } from '../store/run-parts.ts';
import { finishRun, latestRuns, type RunProgress, saveRunProgress, startRun } from '../store/runs.ts';
import { type PipelineDeps } from './deps.ts';

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'clock'>;

/** A run that gave no sign of life for so long is not running any more. */
const STALE_MS = 30 * 60_000;

/** Opens a run in the book and returns its id; null when another run of the portal is under way. */
export async function openRun(deps: Deps, kind: string): Promise<string | null> {
  const now = deps.clock();
  for (const run of await latestRuns(deps.db, deps.portalId, 5)) {
    if (run.finishedAt !== null) continue;
    const lastSign = (run.progress as RunProgress | null)?.at ?? run.startedAt;
    if (now.getTime() - Date.parse(lastSign) < STALE_MS) return null;
  }
  const id = randomUUID();
  await startRun(deps.db, deps.portalId, id, kind, now.toISOString());
  return id;
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

/** Closes a run: with its summary, or with the error that ended it. */
export async function closeRun(
  deps: Deps,
  runId: string,
  outcome: { readonly summary: object | null; readonly error: string | null },
): Promise<void> {
  const finishedAt = deps.clock().toISOString();
  await finishRun(deps.db, deps.portalId, runId, { finishedAt, ...outcome });
}
