import { sql } from 'kysely';
import { withReceipt } from '../model/breakdown-receipt.ts';
import { type CrmCompany } from '../model/company.ts';
import { chunksOf, rowsOf } from './bulk.ts';
import { type Db } from './open.ts';

const COLUMNS = {
  company_id: 'text',
  name: 'text',
  domains: 'jsonb',
  owner_id: 'text',
  parent_company_id: 'text',
  lifecycle_stage: 'text',
  segment: 'text',
  customer_since: 'date',
  arr: 'double precision',
  currency: 'text',
  salesforce_account_id: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  archived: 'boolean',
  health_properties: 'jsonb',
} as const;

/** Inserts or replaces companies as the portal shows them; of several versions of one, the last counts. */
export async function saveCompanies(
  db: Db,
  portalId: string,
  companies: readonly CrmCompany[],
): Promise<void> {
  const once = [...new Map(companies.map((each) => [each.companyId, each])).values()];
  for (const chunk of chunksOf(once, 1000)) {
    const rows = chunk.map((company) => ({
      company_id: company.companyId,
      name: company.name,
      domains: company.domains,
      owner_id: company.ownerId,
      parent_company_id: company.parentCompanyId,
      lifecycle_stage: company.lifecycleStage,
      segment: company.segment,
      customer_since: company.customerSince,
      arr: company.arr,
      currency: company.currency,
      salesforce_account_id: company.salesforceAccountId ?? null,
      created_at: company.createdAt,
      updated_at: company.updatedAt,
      archived: company.archived,
      health_properties: withReceipt(company.healthProperties),
    }));
    const names = sql.raw(Object.keys(COLUMNS).join(', '));
    const updates = sql.raw(
      Object.keys(COLUMNS)
        .map((name) => `${name} = excluded.${name}`)
        .join(', '),
    );
    await sql`
      insert into company (portal_id, ${names})
      select ${portalId}, ${names} from ${rowsOf(rows, COLUMNS)}
      on conflict (portal_id, company_id) do update set ${updates}`.execute(db);
  }
}

/** Companies of a portal that are not archived, in the order of their ids; of these ids where some are given. */
export async function loadCompanies(
  db: Db,
  portalId: string,
  companyIds?: readonly string[],
): Promise<CrmCompany[]> {
  let query = db
    .selectFrom('company')
    .selectAll()
    .where('portal_id', '=', portalId)
    .where('archived', '=', false);
  if (companyIds !== undefined) query = query.where(sql<boolean>`company_id = any(${companyIds}::text[])`);
  const rows = await query.orderBy('company_id').execute();
  return rows.map((row) => ({
    companyId: row.company_id,
    name: row.name,
    domains: row.domains,
    ownerId: row.owner_id,
    parentCompanyId: row.parent_company_id,
    lifecycleStage: row.lifecycle_stage,
    segment: row.segment,
    customerSince: row.customer_since,
    arr: row.arr,
    currency: row.currency,
    salesforceAccountId: row.salesforce_account_id,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archived: row.archived,
    healthProperties: row.health_properties,
  }));
}

/** Remembers property values that the portal has acknowledged, a breakdown by its receipt. */
export async function mergeHealthProperties(
  db: Db,
  portalId: string,
  written: readonly { readonly companyId: string; readonly properties: Readonly<Record<string, string>> }[],
): Promise<void> {
  const rows = written.map((each) => ({
    company_id: each.companyId,
    properties: each.properties,
  }));
  const ids = written.map((each) => each.companyId);
  await sql`
    update company set health_properties = company.health_properties || incoming.properties
    from ${rowsOf(rows, { company_id: 'text', properties: 'jsonb' })}
    where company.portal_id = ${portalId} and company.company_id = incoming.company_id
      and company.company_id = any(${ids}::text[])`.execute(db);
}
