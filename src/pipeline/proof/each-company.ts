import { type RecordKind } from '../../model/record.ts';
import { loadCompanies } from '../../store/companies.ts';
import { pageOfCompanies } from '../../store/company-pages.ts';
import { loadRecords } from '../../store/records.ts';
import { type CompanyFacts, companyFacts } from '../assemble/facts.ts';
import { type PipelineDeps } from '../deps.ts';

/** Companies in memory at a time. */
const PAGE = 200;

type Deps = Pick<PipelineDeps, 'db' | 'portalId'>;

/** Every company of the portal with its records of these kinds, without its usage, page by page. */
export async function* companyPages(
  { db, portalId }: Deps,
  kinds: readonly RecordKind[],
): AsyncGenerator<CompanyFacts[]> {
  for (let after: string | null = null; ;) {
    const ids = await pageOfCompanies(db, portalId, { after, limit: PAGE });
    const last = ids.at(-1);
    if (last === undefined) return;
    yield await factsOf({ db, portalId }, ids, kinds);
    after = last;
  }
}

/** These companies with their records of these kinds, without their usage. */
export async function factsOf(
  { db, portalId }: Deps,
  companyIds: readonly string[],
  kinds: readonly RecordKind[],
): Promise<CompanyFacts[]> {
  const companies = await loadCompanies(db, portalId, companyIds);
  const records = await loadRecords(db, portalId, companyIds, kinds);
  return companies.map((company) =>
    companyFacts(company, records.get(company.companyId) ?? [], [], new Map()),
  );
}
