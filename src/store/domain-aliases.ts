import { type Db } from './open.ts';

/** A domain that a person tied to a company. */
export interface DomainAlias {
  readonly domain: string;
  readonly companyId: string;
}

/** Ties a domain to a company, or with null unties it. */
export async function saveDomainAlias(
  db: Db,
  portalId: string,
  domain: string,
  companyId: string | null,
): Promise<void> {
  if (companyId === null) {
    await db
      .deleteFrom('domain_alias')
      .where('portal_id', '=', portalId)
      .where('domain', '=', domain)
      .execute();
    return;
  }
  await db
    .insertInto('domain_alias')
    .values({ portal_id: portalId, domain, company_id: companyId })
    .onConflict((conflict) =>
      conflict.columns(['portal_id', 'domain']).doUpdateSet({ company_id: companyId }),
    )
    .execute();
}

export async function loadDomainAliases(db: Db, portalId: string): Promise<DomainAlias[]> {
  const rows = await db
    .selectFrom('domain_alias')
    .selectAll()
    .where('portal_id', '=', portalId)
    .orderBy('domain')
    .execute();
  return rows.map((row) => ({ domain: row.domain, companyId: row.company_id }));
}
