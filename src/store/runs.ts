import { type Selectable, sql } from 'kysely';
import { type RunTable } from './database.ts';
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
  /** When a step that was put off goes on, ISO instant. */
  readonly waitsUntil?: string;
}

/** Notes that a run began; the same twice changes nothing. */
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
    .onConflict((conflict) => conflict.columns(['portal_id', 'id']).doNothing())
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

/** Closes, with what ended them, the runs of a portal that nothing goes on with. */
export async function closeOpenRuns(db: Db, portalId: string, error: string): Promise<void> {
  await db
    .updateTable('run')
    .set({ finished_at: sql<string>`now()`, error })
    .where('portal_id', '=', portalId)
    .where('finished_at', 'is', null)
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

/** Notes that a run is alive, and leaves how far it is as it stands. */
export async function saveSignOfLife(
  db: Db,
  portalId: string,
  id: string,
  sign: Pick<RunProgress, 'step' | 'at' | 'waitsUntil'>,
): Promise<void> {
  const { step, ...times } = sign;
  await sql`
    update run set progress = ${JSON.stringify({ step, done: 0, total: null })}::jsonb
      || coalesce(nullif(progress, 'null'), '{}') || ${JSON.stringify(times)}::jsonb
    where portal_id = ${portalId} and id = ${id}`.execute(db);
}

/** Whether a run of one of these kinds that began after this one was completed. */
export async function laterRunCompleted(
  db: Db,
  portalId: string,
  id: string,
  kinds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from run own join run later on later.portal_id = own.portal_id and later.started_at > own.started_at
    where own.portal_id = ${portalId} and own.id = ${id} and later.kind = any(${kinds}::text[])
      and later.finished_at is not null and later.error is null
    limit 1`.execute(db);
  return rows.length > 0;
}

export async function loadRun(db: Db, portalId: string, id: string): Promise<StoredRun | null> {
  const row = await db
    .selectFrom('run')
    .selectAll()
    .where('portal_id', '=', portalId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : runOf(row);
}

export async function latestRuns(db: Db, portalId: string, limit: number): Promise<StoredRun[]> {
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .where('portal_id', '=', portalId)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(runOf);
}

function runOf(row: Selectable<RunTable>): StoredRun {
  return {
    id: row.id,
    kind: row.kind,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    summary: row.summary,
    error: row.error,
    progress: row.progress,
  };
}
