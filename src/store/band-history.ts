import { sql } from 'kysely';
import { type Db } from './open.ts';

/** Days a snapshot speaks for: older days have one a week. */
const VALID_DAYS = 7;

export interface BandCount {
  readonly day: string;
  readonly band: string;
  readonly companies: number;
}

/** Companies by band on each of these days, from the newest snapshot of each company in the week up to the day. */
export async function bandsOn(db: Db, portalId: string, days: readonly string[]): Promise<BandCount[]> {
  const { rows } = await sql<BandCount>`
    select wanted.day::date as day, latest.band, count(*)::int as companies
    from unnest(${days}::text[]) as wanted(day)
    cross join lateral (
      select distinct on (company_id) band from snapshot
      where portal_id = ${portalId} and as_of <= wanted.day::date and as_of > wanted.day::date - ${VALID_DAYS}::int
      order by company_id, as_of desc, revision desc) latest
    group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}

/** Companies by their bands on two days; those that have a snapshot for both. */
export async function bandMoves(
  db: Db,
  portalId: string,
  from: string,
  to: string,
): Promise<{ from: string; to: string; companies: number }[]> {
  const on = (day: string) => sql`
    select distinct on (company_id) company_id, band from snapshot
    where portal_id = ${portalId} and as_of <= ${day}::date and as_of > ${day}::date - ${VALID_DAYS}::int
    order by company_id, as_of desc, revision desc`;
  const { rows } = await sql<{ from: string; to: string; companies: number }>`
    select before.band as "from", after.band as "to", count(*)::int as companies
    from (${on(from)}) before join (${on(to)}) after using (company_id)
    group by 1, 2 order by 3 desc`.execute(db);
  return rows;
}
