import { type ScoredCompany, sourceQuality } from '../insights/source-quality.ts';
import { type SourceQuality } from '../model/portal-actions.ts';
import { loadAccounts, type StoredAccount } from '../store/accounts.ts';
import { quarantinedBySource, readBySource } from '../store/pages.ts';
import { loadIndicatorWeights } from '../store/portfolio.ts';
import { CRM_SOURCE } from '../store/records.ts';
import { loadSourceStates } from '../store/source-states.ts';
import { type PipelineDeps } from './deps.ts';

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'sources' | 'clock'>;

/** The data quality of every source that is connected or delivered once, by its id, in the order of the ids. */
export async function sourceQualities(
  { db, portalId, sources, clock }: Deps,
  accounts: readonly StoredAccount[],
  companies: readonly ScoredCompany[],
): Promise<Map<string, SourceQuality>> {
  const states = await loadSourceStates(db, portalId);
  const read = await readBySource(db, portalId);
  const setAside = await quarantinedBySource(db, portalId);
  const feeds = new Map(sources.map(({ meta }) => [meta.id, meta.feeds]));
  const tied = companiesBySource(accounts);
  const ids = [...new Set([...feeds.keys(), ...Object.keys(states)])].sort();
  return new Map(
    ids.map((id) => {
      const facts = {
        state: states[id] ?? null,
        read: read.get(id) ?? 0,
        setAside: setAside.get(id) ?? 0,
        feeds: feeds.get(id) ?? [],
        tied: id === CRM_SOURCE ? null : (tied.get(id) ?? new Set<string>()),
      };
      return [id, sourceQuality(facts, companies, clock().getTime())];
    }),
  );
}

/** The same, with all that it needs read from the store. */
export async function readSourceQualities(deps: Deps): Promise<Map<string, SourceQuality>> {
  const { db, portalId } = deps;
  return sourceQualities(deps, await loadAccounts(db, portalId), await loadIndicatorWeights(db, portalId));
}

function companiesBySource(accounts: readonly StoredAccount[]): Map<string, Set<string>> {
  const bySource = new Map<string, Set<string>>();
  for (const { source, companyId } of accounts) {
    if (companyId === null) continue;
    const companies = bySource.get(source) ?? new Set();
    bySource.set(source, companies.add(companyId));
  }
  return bySource;
}
