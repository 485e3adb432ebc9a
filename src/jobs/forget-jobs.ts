import { sql } from 'kysely';
import { type Store } from '../pipeline/deps.ts';

/**
 * Deletes the jobs of a portal that is removed, whatever became of them, and returns how many: of ended ones the queue keeps
 * for weeks what went wrong. One that runs is told to stop within half a heartbeat. The queue need not be open here.
 */
export async function forgetJobs({ db }: Pick<Store, 'db'>, portalId: string): Promise<number> {
  const { rows } = await sql<{ exists: boolean }>`
    select to_regclass('pgboss.job') is not null as exists`.execute(db);
  if (rows[0]?.exists !== true) return 0;
  const { numAffectedRows = 0n } = await sql`
    delete from pgboss.job where data ->> 'portalId' = ${portalId}`.execute(db);
  return Number(numAffectedRows);
}
