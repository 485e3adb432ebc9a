import { sql } from 'kysely';
import { type PlannedTask } from '../model/health-view.ts';
import { rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** Remembers planned tasks before they are created; a key that is known stays as first planned. */
export async function planActs(db: Db, portalId: string, tasks: readonly PlannedTask[]): Promise<void> {
  if (tasks.length === 0) return;
  const rows = tasks.map((task) => ({ key: task.key, company_id: task.companyId, planned: task }));
  await sql`
    insert into act (portal_id, key, company_id, planned)
    select ${portalId}, key, company_id, planned
    from ${rowsOf(rows, { key: 'text', company_id: 'text', planned: 'jsonb' })}
    on conflict (portal_id, key) do nothing`.execute(db);
}

/** Tasks that were planned and are not known to exist in HubSpot yet. */
export async function pendingActs(db: Db, portalId: string): Promise<PlannedTask[]> {
  const rows = await db
    .selectFrom('act')
    .select('planned')
    .where('portal_id', '=', portalId)
    .where('task_id', 'is', null)
    .orderBy('key')
    .execute();
  return rows.map((row) => row.planned as PlannedTask);
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
