import { sql } from 'kysely';
import { type Db } from './open.ts';

/** What stays of a removed portal: the proof of who removed it. */
const KEPT_TABLES = ['audit'];

/** Tables that hold rows of tenants, later migrations included. */
export async function tenantTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relation.relname as name from pg_class relation
    where relation.relnamespace = current_schema()::regnamespace and relation.relkind in ('r', 'p')
      and relation.relrowsecurity
    order by 1`.execute(db);
  return rows.map((row) => row.name);
}

/** Deletes every row of a portal but the audit log, in one transaction. Returns the rows deleted by table. */
export async function erasePortal(db: Db, portalId: string): Promise<Record<string, number>> {
  const tables = (await tenantTables(db)).filter((name) => !KEPT_TABLES.includes(name));
  return db.transaction().execute(async (transaction) => {
    const deleted: Record<string, number> = {};
    for (const name of tables) {
      const result = await sql`delete from ${sql.table(name)} where portal_id = ${portalId}`.execute(
        transaction,
      );
      deleted[name] = Number(result.numAffectedRows ?? 0);
    }
    return deleted;
  });
}
