import { sql } from 'kysely';
import { addAudit } from './audit.ts';
import { type Db } from './open.ts';
import { closeOpenRuns } from './runs.ts';

/** Portals this installation serves. The list itself is no tenant's; only the system handle reads it. */

export interface Portal {
  readonly portalId: string;
  /** `disconnected`: HubSpot refuses its token; nothing runs until it is installed again. */
  readonly status: 'active' | 'disconnected' | 'removed';
  readonly auth: 'static' | 'oauth';
  readonly scopes: readonly string[];
  readonly reason: string | null;
}

/** Adds a portal or makes it active again. */
export async function savePortal(
  db: Db,
  portal: Pick<Portal, 'portalId' | 'auth' | 'scopes'>,
): Promise<void> {
  await db
    .insertInto('portal')
    .values({
      portal_id: portal.portalId,
      status: 'active',
      auth: portal.auth,
      scopes: JSON.stringify(portal.scopes),
      reason: null,
      removed_at: null,
    })
    .onConflict((conflict) =>
      conflict.column('portal_id').doUpdateSet((eb) => ({
        status: 'active',
        auth: eb.ref('excluded.auth'),
        scopes: eb.ref('excluded.scopes'),
        reason: null,
        removed_at: null,
      })),
    )
    .execute();
}

/**
 * What a portal is, which it stays until the transaction ends; null when it is not here. Whoever installs, disconnects or
 * erases a portal locks it before anything else, so that they wait for each other and never in a circle.
 */
export async function lockPortal(transaction: Db, portalId: string): Promise<Portal['status'] | null> {
  const row = await transaction
    .selectFrom('portal')
    .select('status')
    .where('portal_id', '=', portalId)
    .forUpdate()
    .executeTakeFirst();
  return (row?.status as Portal['status'] | undefined) ?? null;
}

/**
 * In the transaction that made sure that the portal is meant as it is now. Nothing goes on with its runs, so that they
 * are closed; the next installation begins one of its own.
 */
export async function disconnectPortal(transaction: Db, portalId: string, reason: string): Promise<void> {
  const { numUpdatedRows } = await transaction
    .updateTable('portal')
    .set({ status: 'disconnected', reason })
    .where('portal_id', '=', portalId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await closeOpenRuns(transaction, portalId, reason);
  const entry = { actor: 'system', action: 'portal.disconnected', subject: portalId };
  await addAudit(transaction, portalId, entry);
}

export async function markPortalRemoved(db: Db, portalId: string): Promise<void> {
  await db
    .updateTable('portal')
    .set({ status: 'removed', removed_at: sql<string>`now()` })
    .where('portal_id', '=', portalId)
    .execute();
}

export async function loadPortals(db: Db): Promise<Portal[]> {
  const rows = await db.selectFrom('portal').selectAll().orderBy('portal_id').execute();
  return rows.map(portalOf);
}

export async function loadPortal(db: Db, portalId: string): Promise<Portal | null> {
  const row = await db.selectFrom('portal').selectAll().where('portal_id', '=', portalId).executeTakeFirst();
  return row === undefined ? null : portalOf(row);
}

function portalOf(row: {
  portal_id: string;
  status: string;
  auth: string;
  scopes: string[];
  reason: string | null;
}): Portal {
  return {
    portalId: row.portal_id,
    status: row.status as Portal['status'],
    auth: row.auth as Portal['auth'],
    scopes: row.scopes,
    reason: row.reason,
  };
}
