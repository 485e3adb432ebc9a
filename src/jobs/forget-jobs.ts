import { sql } from 'kysely';
import { type Store } from '../pipeline/deps.ts';
import { QUEUE } from './queue.ts';

/**
 * Deletes the jobs of a portal that is removed, whatever became of them, and returns how many: of ended ones the queue keeps
 * for weeks what went wrong. One that runs is told to stop within half a heartbeat. The queue need not be open here.
 */
export async function forgetJobs({ db }: Pick<Store, 'db'>, portalId: string): Promise<number> {
  if (!(await queueExists(db))) return 0;
  const { numAffectedRows = 0n } = await sql`
    delete from pgboss.job where data ->> 'portalId' = ${portalId}`.execute(db);
  return Number(numAffectedRows);
}

/** Cancels what waits and what runs of a portal; what was given up stays for an operator to see. */
export async function endJobs({ db }: Pick<Store, 'db'>, portalId: string): Promise<void> {
  if (!(await queueExists(db))) return;
  await sql`
    update pgboss.job set state = 'cancelled', completed_on = now()
    where name = ${QUEUE} and data ->> 'portalId' = ${portalId} and state in ('created', 'retry', 'active')`.execute(
    db,
  );
}

async function queueExists(db: Store['db']): Promise<boolean> {
  const { rows } = await sql<{ exists: boolean }>`
    select to_regclass('pgboss.job') is not null as exists`.execute(db);
  return rows[0]?.exists === true;
}
