import { sql } from 'kysely';
import { type PlannedTask } from '../model/health-view.ts';
import { rowsOf } from './bulk.ts';
import { type Db } from './open.ts';
import { CRM_SOURCE } from './records.ts';

/**
 * Remembers planned tasks before they are created; those that are known already are dealt with as {@link replanActs}
 * does. What a company brought along from one that was merged into it carries that one's id in its key, and is not
 * planned a second time. Returns how many are new.
 */
export async function planActs(db: Db, portalId: string, tasks: readonly PlannedTask[]): Promise<number> {
  if (tasks.length === 0) return 0;
  await replanActs(db, portalId, tasks);
  const rows = tasks.map((task) => ({ key: task.key, company_id: task.companyId, planned: task }));
  const { numAffectedRows } = await sql`
    insert into act (portal_id, key, company_id, planned)
    select ${portalId}, key, company_id, planned
    from ${rowsOf(rows, { key: 'text', company_id: 'text', planned: 'jsonb' })}
    where not exists (
      select 1 from act as known
      where known.portal_id = ${portalId} and known.company_id = incoming.company_id
        and ${occasionOf('known')} = ${occasionOf('incoming')})
    on conflict (portal_id, key) do nothing`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Plans known tasks anew that HubSpot does not have: it may have refused one for its owner, whom the settings have
 * replaced since. They stay due when they were, and one that is known to exist stays as first planned. Adds none.
 */
export async function replanActs(db: Db, portalId: string, tasks: readonly PlannedTask[]): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map((task) => ({ key: task.key, planned: task }));
  await sql`
    update act set planned = incoming.planned || jsonb_build_object('dueAt', act.planned -> 'dueAt')
    from ${rowsOf(rows, { key: 'text', planned: 'jsonb' })}
    where act.portal_id = ${portalId} and act.key = incoming.key and act.task_id is null`.execute(db);
}

/** A key without the portal and the company in front of it. */
function occasionOf(table: 'known' | 'incoming') {
  return sql`regexp_replace(${sql.ref(`${table}.key`)}, '^[^:]*:[^:]*:', '')`;
}

/** Tasks that were planned and are not known to exist in HubSpot yet; of these companies where some are given. */
export async function pendingActs(
  db: Db,
  portalId: string,
  companyIds?: readonly string[],
): Promise<PlannedTask[]> {
  let query = db
    .selectFrom('act')
    .select('planned')
    .where('portal_id', '=', portalId)
    .where('task_id', 'is', null);
  if (companyIds !== undefined) query = query.where(sql<boolean>`company_id = any(${companyIds}::text[])`);
  const rows = await query.orderBy('key').execute();
  return rows.map((row) => row.planned as PlannedTask);
}

/** A planned task and the one in HubSpot that it became. */
export interface StoredAct {
  readonly companyId: string;
  readonly key: string;
  /** A `PlannedTask`. */
  readonly planned: object;
  /** null until HubSpot has confirmed it. */
  readonly taskId: string | null;
  /** Somebody deleted the task in HubSpot. */
  readonly deleted: boolean;
  /** ISO instant. */
  readonly createdAt: string;
}

/** All planned tasks of these companies, oldest first, by company id. */
export async function loadActs(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<Map<string, StoredAct[]>> {
  const rows = await db
    .selectFrom('act')
    .selectAll()
    .select(isDeleted(portalId).as('deleted'))
    .where('portal_id', '=', portalId)
    .where(sql<boolean>`company_id = any(${companyIds}::text[])`)
    .orderBy('created_at')
    .orderBy('key')
    .execute();
  return Map.groupBy(
    rows.map(({ company_id, key, planned, task_id, deleted, created_at }) => ({
      companyId: company_id,
      key,
      planned,
      taskId: task_id,
      deleted,
      createdAt: created_at,
    })),
    (each) => each.companyId,
  );
}

function isDeleted(portalId: string) {
  return sql<boolean>`exists (
    select 1 from record
    where record.portal_id = ${portalId} and record.source = ${CRM_SOURCE} and record.kind = 'task'
      and record.id = act.task_id and record.deleted)`;
}

/** Forgets those of these tasks that somebody deleted in HubSpot, so that they can be planned again. */
export async function forgetDeletedActs(db: Db, portalId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await db
    .deleteFrom('act')
    .where('portal_id', '=', portalId)
    .where(sql<boolean>`key = any(${keys}::text[])`)
    .where(isDeleted(portalId))
    .execute();
}

/**
 * Notes deletions of our tasks that were never read from HubSpot, being made and deleted between two runs: without a
 * record there is none to mark.
 */
export async function noteDeletedTasks(
  db: Db,
  portalId: string,
  deleted: readonly { readonly kind: string; readonly id: string }[],
): Promise<void> {
  const ids = deleted.flatMap(({ kind, id }) => (kind === 'task' ? [id] : []));
  if (ids.length === 0) return;
  await sql`
    insert into record (portal_id, source, kind, id, account_id, data, deleted)
    select portal_id, ${CRM_SOURCE}, 'task', task_id, company_id, '{}', true
    from act where portal_id = ${portalId} and task_id = any(${ids}::text[])
    on conflict (portal_id, source, kind, id) do nothing`.execute(db);
}

/**
 * Acts of the last days that HubSpot's copy of the breakdown does not name: a run that was broken off between making a
 * task and showing it finds here what is left to do. One that was deleted in HubSpot is not shown.
 */
export async function unshownActs(
  db: Db,
  portalId: string,
  days: number,
): Promise<{ readonly key: string; readonly companyId: string }[]> {
  const { rows } = await sql<{ key: string; company_id: string }>`
    select act.key, act.company_id
    from act join company on company.portal_id = act.portal_id and company.company_id = act.company_id
    where act.portal_id = ${portalId} and act.task_id is not null
      and act.created_at > now() - make_interval(days => ${days}) and not ${isDeleted(portalId)}
      and position('"' || act.task_id || '"' in coalesce(company.health_properties ->> 'health_breakdown', '')) = 0
    order by act.key`.execute(db);
  return rows.map(({ key, company_id: companyId }) => ({ key, companyId }));
}

export async function completeActs(
  db: Db,
  portalId: string,
  done: readonly { readonly key: string; readonly taskId: string }[],
): Promise<void> {
  if (done.length === 0) return;
  const rows = done.map((each) => ({ key: each.key, task_id: each.taskId }));
  await sql`
    update act set task_id = incoming.task_id
    from ${rowsOf(rows, { key: 'text', task_id: 'text' })}
    where act.portal_id = ${portalId} and act.key = incoming.key`.execute(db);
}
