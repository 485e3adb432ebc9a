import { type CrmCompany } from '../../model/company.ts';
import { companyDomain } from './domains.ts';

/** Companies by what ties accounts to them. Archived ones are not in it. */
export interface CompanyIndex {
  readonly byId: ReadonlyMap<string, CrmCompany>;
  /** By registrable domain; free-mail domains are no keys. */
  readonly byDomain: ReadonlyMap<string, readonly CrmCompany[]>;
}

export function indexCompanies(companies: readonly CrmCompany[]): CompanyIndex {
  const byId = new Map<string, CrmCompany>();
  const byDomain = new Map<string, CrmCompany[]>();
  for (const company of companies) {
    if (company.archived) continue;
    byId.set(company.companyId, company);
    for (const domain of new Set(company.domains.map(companyDomain))) {
      if (domain === null) continue;
      const sharing = byDomain.get(domain);
      if (sharing === undefined) byDomain.set(domain, [company]);
      else sharing.push(company);
    }
  }
  return { byId, byDomain };
}

/**
 * The one company that several claimants of a domain stand for: the only claimant, or the parent that all the
 * others belong to directly. Null when it takes a person to tell.
 */
export function headOf(companies: readonly CrmCompany[]): CrmCompany | null {
  const ids = new Set(companies.map((company) => company.companyId));
  const heads = companies.filter((each) => each.parentCompanyId === null || !ids.has(each.parentCompanyId));
  return heads.length === 1 ? (heads[0] ?? null) : null;
}
