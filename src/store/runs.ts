import { type Db } from './open.ts';

export interface StoredRun {
  readonly id: string;
  readonly kind: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly summary: object | null;
  readonly error: string | null;
  /** How far it is, while it runs; see `RunProgress`. */
  readonly progress: object | null;
}

/** How far a run is. */
export interface RunProgress {
  readonly step: string;
  readonly done: number;
  /** null: not known. */
  readonly total: number | null;
  /** ISO instant. */
  readonly at: string;
}

export async function startRun(
  db: Db,
  portalId: string,
  id: string,
  kind: string,
  startedAt: string,
): Promise<void> {
  await db
    .insertInto('run')
    .values({
      portal_id: portalId,
      id,
      kind,
      started_at: startedAt,
      finished_at: null,
      summary: 'null',
      error: null,
    })
    .execute();
}

export async function finishRun(
  db: Db,
  portalId: string,
  id: string,
  outcome: { readonly finishedAt: string; readonly summary: object | null; readonly error: string | null },
): Promise<void> {
  await db
    .updateTable('run')
    .set({
      finished_at: outcome.finishedAt,
      summary: JSON.stringify(outcome.summary),
      error: outcome.error,
    })
    .where('portal_id', '=', portalId)
    .where('id', '=', id)
    .execute();
}

export async function saveRunProgress(
  db: Db,
  portalId: string,
  id: string,
  progress: RunProgress,
): Promise<void> {
  await db
    .updateTable('run')
    .set({ progress: JSON.stringify(progress) })
    .where('portal_id', '=', portalId)
    .where('id', '=', id)
    .execute();
}

export async function latestRuns(db: Db, portalId: string, limit: number): Promise<StoredRun[]> {
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .where('portal_id', '=', portalId)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    summary: row.summary,
    error: row.error,
    progress: row.progress,
  }));
}
