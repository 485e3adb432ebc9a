import { type CrmCompany } from '../../model/company.ts';
import { companyHost } from './domains.ts';
import { salesforceKey } from './salesforce-key.ts';

/** Companies by what ties accounts to them. Archived ones are not in it. */
export interface CompanyIndex {
  readonly byId: ReadonlyMap<string, CrmCompany>;
  /** By the part of the Salesforce account id that identifies it. */
  readonly bySalesforceKey: ReadonlyMap<string, readonly CrmCompany[]>;
  /** By registrable domain; free-mail domains are no keys. */
  readonly byDomain: ReadonlyMap<string, readonly CrmCompany[]>;
  /** By host below a registrable domain, for subsidiaries that share their parent's domain: `iberia.acme.com`. */
  readonly byHost: ReadonlyMap<string, readonly CrmCompany[]>;
}

/** A domain that a person said belongs to a company; it beats what the CRM says about that domain. */
export interface DomainAlias {
  readonly domain: string;
  readonly companyId: string;
}

export function indexCompanies(
  companies: readonly CrmCompany[],
  aliases: readonly DomainAlias[] = [],
): CompanyIndex {
  const byId = new Map<string, CrmCompany>();
  const bySalesforceKey = new Map<string, CrmCompany[]>();
  const byDomain = new Map<string, CrmCompany[]>();
  const byHost = new Map<string, CrmCompany[]>();
  for (const company of companies) {
    if (company.archived) continue;
    byId.set(company.companyId, company);
    const salesforceId = salesforceKey(company.salesforceAccountId);
    if (salesforceId !== null) addTo(bySalesforceKey, salesforceId, company);
    const hosts = company.domains.flatMap((domain) => companyHost(domain) ?? []);
    for (const domain of new Set(hosts.map((each) => each.domain))) addTo(byDomain, domain, company);
    for (const host of new Set(hosts.map((each) => each.host))) {
      if (host !== null) addTo(byHost, host, company);
    }
  }
  for (const { domain, companyId } of aliases) {
    const company = byId.get(companyId);
    if (company === undefined) continue;
    byDomain.set(domain, [company]);
    byHost.delete(domain);
  }
  return { byId, bySalesforceKey, byDomain, byHost };
}

function addTo(index: Map<string, CrmCompany[]>, key: string, company: CrmCompany): void {
  const sharing = index.get(key);
  if (sharing === undefined) index.set(key, [company]);
  else sharing.push(company);
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
