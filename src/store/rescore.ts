import { sql } from 'kysely';
import { rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/**
 * Companies that something happened to and that wait to be scored again before the next daily run. What is noted again has
 * a later time than before, also when the clocks of the processes differ: who clears the earlier note leaves the later.
 */

export async function addRescores(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
  since: string,
): Promise<void> {
  if (companyIds.length === 0) return;
  // In one order, so that two processes that note the same companies never wait for each other in a circle.
  const rows = [...new Set(companyIds)].sort().map((id) => ({ company_id: id }));
  await sql`
    insert into rescore (portal_id, company_id, since)
    select ${portalId}, company_id, ${since}::timestamptz from ${rowsOf(rows, { company_id: 'text' })}
    on conflict (portal_id, company_id) do update
      set since = greatest(rescore.since + interval '1 millisecond', excluded.since)`.execute(db);
}

export async function loadRescores(
  db: Db,
  portalId: string,
): Promise<{ companyId: string; since: string }[]> {
  const rows = await db
    .selectFrom('rescore')
    .select(['company_id', 'since'])
    .where('portal_id', '=', portalId)
    .orderBy('company_id')
    .execute();
  return rows.map((row) => ({ companyId: row.company_id, since: row.since }));
}

/** Done, unless something happened to a company again since it was loaded. */
export async function clearRescores(
  db: Db,
  portalId: string,
  done: readonly { readonly companyId: string; readonly since: string }[],
): Promise<void> {
  const rows = done.map((each) => ({ company_id: each.companyId, since: each.since }));
  await sql`
    delete from rescore using ${rowsOf(rows, { company_id: 'text', since: 'timestamptz' })}
    where rescore.portal_id = ${portalId} and rescore.company_id = incoming.company_id
      and rescore.since <= incoming.since`.execute(db);
}
