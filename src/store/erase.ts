import { sql } from 'kysely';
import { eraseCustomersAudit } from './audit.ts';
import { type Db } from './open.ts';

/** Of this one the entries about the account stay: the proof of who removed it. */
const AUDIT = 'audit';

/** Tables that hold rows of tenants, later migrations included. */
export async function tenantTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relation.relname as name from pg_class relation
    where relation.relnamespace = current_schema()::regnamespace and relation.relkind in ('r', 'p')
      and relation.relrowsecurity
    order by 1`.execute(db);
  return rows.map((row) => row.name);
}

/**
 * Deletes every row of a portal but the entries of the audit log about the account itself; in a transaction all of them or
 * none. Returns the rows deleted by table.
 */
export async function erasePortal(db: Db, portalId: string): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  for (const name of await tenantTables(db)) {
    deleted[name] =
      name === AUDIT ? await eraseCustomersAudit(db, portalId) : await eraseRows(db, name, portalId);
  }
  return deleted;
}

async function eraseRows(db: Db, name: string, portalId: string): Promise<number> {
  const result = await sql`delete from ${sql.table(name)} where portal_id = ${portalId}`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
