import { sql } from 'kysely';
import { dropDeliveries } from './deliveries.ts';
import { type Db } from './open.ts';

/** Until when things are kept, ISO days or instants. */
export interface RetentionLimits {
  /** Deliveries that arrived before it are forgotten; their sources have read them long since. */
  readonly deliveriesBefore: string;
  /** Superseded revisions of snapshots of days before it are dropped; each day keeps its latest. */
  readonly revisionsBefore: string;
  readonly runsBefore: string;
  readonly quarantineBefore: string;
}

/** Deletes what has outlived its purpose; returns rows by kind. Scores of days are never deleted. */
export async function dropOld(
  db: Db,
  portalId: string,
  limits: RetentionLimits,
): Promise<{
  readonly deliveries: number;
  readonly revisions: number;
  readonly runs: number;
  readonly quarantined: number;
}> {
  const deliveries = await dropDeliveries(db, portalId, limits.deliveriesBefore);
  const revisions = await sql`
    delete from snapshot old where portal_id = ${portalId} and as_of < ${limits.revisionsBefore}::date
      and exists (select 1 from snapshot newer where newer.portal_id = old.portal_id
        and newer.company_id = old.company_id and newer.as_of = old.as_of and newer.revision > old.revision)`.execute(
    db,
  );
  const runs = await db
    .deleteFrom('run')
    .where('portal_id', '=', portalId)
    .where('started_at', '<', limits.runsBefore)
    .executeTakeFirst();
  const quarantined = await db
    .deleteFrom('quarantine')
    .where('portal_id', '=', portalId)
    .where('at', '<', limits.quarantineBefore)
    .executeTakeFirst();
  return {
    deliveries,
    revisions: Number(revisions.numAffectedRows ?? 0),
    runs: Number(runs.numDeletedRows),
    quarantined: Number(quarantined.numDeletedRows),
  };
}
