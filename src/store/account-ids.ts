import { sql } from 'kysely';
import { type Db } from './open.ts';

/** Ids of the accounts that are tied to these companies: company id → source → ids. */
export async function loadAccountIds(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<Map<string, Record<string, string[]>>> {
  const rows = await db
    .selectFrom('account')
    .select(['company_id', 'source', 'external_id'])
    .where('portal_id', '=', portalId)
    .where(sql<boolean>`company_id = any(${companyIds}::text[])`)
    .orderBy('source')
    .orderBy('external_id')
    .execute();
  const byCompany = new Map<string, Record<string, string[]>>();
  for (const { company_id: companyId, source, external_id: externalId } of rows) {
    if (companyId === null) continue;
    const accounts = byCompany.get(companyId) ?? {};
    (accounts[source] ??= []).push(externalId);
    byCompany.set(companyId, accounts);
  }
  return byCompany;
}
