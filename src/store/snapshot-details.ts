import { sql } from 'kysely';
import { rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** A company and one of the days it was scored. */
export interface ScoredDay {
  readonly companyId: string;
  readonly asOf: string;
}

/** The latest packed result of each of these days, in the order of companies and days. */
export async function loadDetails(
  db: Db,
  portalId: string,
  days: readonly ScoredDay[],
): Promise<(ScoredDay & { readonly detail: object })[]> {
  if (days.length === 0) return [];
  const rows = days.map(({ companyId, asOf }) => ({ company_id: companyId, as_of: asOf }));
  const found = await sql<{ company_id: string; as_of: string; detail: object }>`
    select distinct on (snapshot.company_id, snapshot.as_of)
      snapshot.company_id, snapshot.as_of, snapshot.detail
    from ${rowsOf(rows, { company_id: 'text', as_of: 'date' })}
    join snapshot on snapshot.portal_id = ${portalId} and snapshot.company_id = incoming.company_id
      and snapshot.as_of = incoming.as_of
    order by snapshot.company_id, snapshot.as_of, snapshot.revision desc`.execute(db);
  return found.rows.map(({ company_id, as_of, detail }) => ({ companyId: company_id, asOf: as_of, detail }));
}
