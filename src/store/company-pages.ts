import { sql } from 'kysely';
import { type Db } from './open.ts';

/** Portfolios too large to hold at once are walked in the order of company ids, a page at a time. */
export interface CompanyPage {
  /** Only ids behind this one; null: from the first. */
  readonly after: string | null;
  readonly limit: number;
  /** Only ids up to this one; absent or null: to the last. */
  readonly to?: string | null;
}

/**
 * Customers by lifecycle stage, and former ones: companies that have an account or a health from before; among `ids`
 * where some are given.
 */
export async function pageToScore(
  db: Db,
  portalId: string,
  stages: readonly string[],
  { after, limit, to = null }: CompanyPage,
  ids: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ company_id: string }>`
    select company_id from company
    where portal_id = ${portalId} and not archived and company_id > ${after ?? ''}
      and (${to}::text is null or company_id <= ${to})
      and (${ids}::text[] is null or company_id = any(${ids}::text[]))
      and (lifecycle_stage = any(${stages}::text[])
        or exists (select 1 from account
          where account.portal_id = ${portalId} and account.company_id = company.company_id)
        or exists (select 1 from health
          where health.portal_id = ${portalId} and health.company_id = company.company_id))
    order by company_id limit ${limit}`.execute(db);
  return rows.map((row) => row.company_id);
}

/** The last ids of so many parts of equal size, in order. */
export async function partEnds(db: Db, portalId: string, parts: number): Promise<string[]> {
  const { rows } = await sql<{ last: string }>`
    select max(company_id) as last
    from (select company_id, ntile(${parts}) over (order by company_id) as part
      from company where portal_id = ${portalId} and not archived) as parted
    group by part order by part`.execute(db);
  return rows.map(({ last }) => last);
}

/** Companies of the portal that are not archived. */
export async function pageOfCompanies(
  db: Db,
  portalId: string,
  { after, limit }: CompanyPage,
): Promise<string[]> {
  const rows = await db
    .selectFrom('company')
    .select('company_id')
    .where('portal_id', '=', portalId)
    .where('archived', '=', false)
    .where('company_id', '>', after ?? '')
    .orderBy('company_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.company_id);
}

export async function countCompanies(db: Db, portalId: string): Promise<number> {
  const row = await db
    .selectFrom('company')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('portal_id', '=', portalId)
    .where('archived', '=', false)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The companies that these external accounts are matched to. */
export async function companiesOfAccounts(
  db: Db,
  portalId: string,
  source: string,
  accountIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ company_id: string }>`
    select distinct company_id from account
    where portal_id = ${portalId} and source = ${source} and company_id is not null
      and external_id = any(${accountIds}::text[])`.execute(db);
  return rows.map((row) => row.company_id);
}

/** Those of the companies that belong to one of the segments; all of them where `segments` is `*`. */
export async function companiesInSegments(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
  segments: readonly string[] | '*',
): Promise<string[]> {
  let query = db
    .selectFrom('company')
    .select('company_id')
    .where('portal_id', '=', portalId)
    .where('archived', '=', false)
    .where(sql<boolean>`company_id = any(${companyIds}::text[])`);
  if (segments !== '*') query = query.where(sql<boolean>`segment = any(${segments}::text[])`);
  return (await query.execute()).map((row) => row.company_id);
}
