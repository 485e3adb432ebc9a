import { loadCompanies } from '../../store/companies.ts';
import { loadRecords } from '../../store/records.ts';
import { loadCoverage } from '../../store/usage.ts';
import { type CompanyFacts, companyFacts } from '../assemble/facts.ts';
import { type PipelineDeps } from '../deps.ts';

const BATCH = 200;

/** Every company of the portal with its records, without its usage. */
export async function* eachCompany({
  db,
  portalId,
}: Pick<PipelineDeps, 'db' | 'portalId'>): AsyncGenerator<CompanyFacts> {
  const companies = await loadCompanies(db, portalId);
  const coverage = await loadCoverage(db, portalId);
  for (let start = 0; start < companies.length; start += BATCH) {
    const batch = companies.slice(start, start + BATCH);
    const ids = batch.map(({ companyId }) => companyId);
    const records = await loadRecords(db, portalId, ids);
    for (const company of batch) {
      yield companyFacts(company, records.get(company.companyId) ?? [], [], coverage);
    }
  }
}
