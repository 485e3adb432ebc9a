import { sql } from 'kysely';
import { type CompanyPage } from './company-pages.ts';
import { type Db } from './open.ts';

/** A scored company as HubSpot is to hold it and as it does, breakdowns by their receipts. */
export interface Publishable {
  readonly companyId: string;
  readonly properties: Readonly<Record<string, string>>;
  /** As HubSpot acknowledged or showed them last. */
  readonly written: Readonly<Record<string, string | null>>;
  readonly summary: { readonly band: string; readonly provisional: boolean };
}

/** Those among the given companies, or a page of all, in the order of their ids. */
export async function loadPublishable(
  db: Db,
  portalId: string,
  wanted: CompanyPage | readonly string[],
): Promise<Publishable[]> {
  const these = 'limit' in wanted ? null : wanted;
  const { after, limit } = 'limit' in wanted ? wanted : { after: null, limit: null };
  const { rows } = await sql<Publishable>`
    select company_id as "companyId", health.properties, company.health_properties as written, health.summary
    from health join company using (portal_id, company_id)
    where portal_id = ${portalId} and not company.archived and health.properties is not null
      and company_id > ${after ?? ''}
      and (${these}::text[] is null or company_id = any(${these}::text[]))
    order by company_id limit ${limit}`.execute(db);
  return rows;
}
