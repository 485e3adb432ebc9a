import { type Day } from '../../model/day.ts';
import { loadCoverage } from '../../store/usage.ts';
import { loadRecords } from '../../store/records.ts';
import { loadCompanies } from '../../store/companies.ts';
import { lostOn } from '../assemble/assemble.ts';
import { companyFacts } from '../assemble/facts.ts';
import { type PipelineDeps } from '../deps.ts';

const BATCH = 200;

export interface CompanyOutcome {
  readonly companyId: string;
  readonly segment: string | null;
  readonly arr: number | null;
  /** Day the last subscription ended; null while one runs or when billing says nothing. */
  readonly lostOn: Day | null;
}

/** What became of every company of the portal, by its subscriptions. */
export async function loadOutcomes({
  db,
  portalId,
}: Pick<PipelineDeps, 'db' | 'portalId'>): Promise<Map<string, CompanyOutcome>> {
  const companies = await loadCompanies(db, portalId);
  const coverage = await loadCoverage(db, portalId);
  const outcomes = new Map<string, CompanyOutcome>();
  for (let start = 0; start < companies.length; start += BATCH) {
    const batch = companies.slice(start, start + BATCH);
    const records = await loadRecords(
      db,
      portalId,
      batch.map((each) => each.companyId),
    );
    for (const company of batch) {
      const facts = companyFacts(company, records.get(company.companyId) ?? [], [], coverage);
      const { companyId, segment, arr } = company;
      outcomes.set(companyId, { companyId, segment, arr, lostOn: lostOn(facts) });
    }
  }
  return outcomes;
}
