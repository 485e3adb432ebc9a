import { sql } from 'kysely';
import { rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

/** A fall of a company's published band to red, and who was told of it. */
export interface StoredFall {
  readonly companyId: string;
  /** null: the company has none. */
  readonly name: string | null;
  readonly score: number | null;
  readonly topRisk: string | null;
  /** UTC day of the fall. */
  readonly day: string;
  /** Ways in which people were told. */
  readonly toldBy: readonly string[];
}

/** Action in the audit log: people were told of a fall, in one way. */
const TOLD = 'alert.sent';

/**
 * Companies that are red since `since` (a day) or later and were something better before, in the order of their ids; a first score
 * is no fall.
 */
export async function loadFalls(db: Db, portalId: string, since: string): Promise<StoredFall[]> {
  const { rows } = await sql<StoredFall>`
    with fall as (
      select company_id, left(summary ->> 'bandChangedAt', 10) as day, summary -> 'score' as score,
        top_risks ->> 0 as top_risk
      from health
      where portal_id = ${portalId} and summary ->> 'band' = 'red' and summary ->> 'bandChangedAt' >= ${since}
        and coalesce(summary ->> 'previousBand', 'unknown') <> 'unknown'),
    told as (
      select subject, detail ->> 'day' as day, array_agg(distinct detail ->> 'way') as ways
      from audit where portal_id = ${portalId} and action = ${TOLD} and detail ->> 'day' >= ${since}
      group by subject, detail ->> 'day')
    select fall.company_id as "companyId", company.name, fall.score, fall.top_risk as "topRisk", fall.day,
      coalesce(told.ways, '{}') as "toldBy"
    from fall
    join company on company.portal_id = ${portalId} and company.company_id = fall.company_id
      and not company.archived
    left join told on told.subject = fall.company_id and told.day = fall.day
    order by fall.company_id`.execute(db);
  return rows;
}

/** Remembers for good that people were told of these falls in one way. */
export async function noteTold(
  db: Db,
  portalId: string,
  way: string,
  falls: readonly { readonly companyId: string; readonly day: string }[],
): Promise<void> {
  const rows = falls.map(({ companyId, day }) => ({ subject: companyId, detail: { day, way } }));
  await sql`
    insert into audit (portal_id, actor, action, subject, detail)
    select ${portalId}, 'system', ${TOLD}, subject, detail
    from ${rowsOf(rows, { subject: 'text', detail: 'jsonb' })}`.execute(db);
}
