import { isDeepStrictEqual } from 'node:util';
import { matchAccounts } from '../sources/identity/index.ts';
import { type AccountMatch, loadAccounts, saveMatches } from '../store/accounts.ts';
import { loadCompanies } from '../store/companies.ts';
import { loadDomainAliases } from '../store/domain-aliases.ts';
import { type PipelineDeps } from './deps.ts';

export interface MatchOutcome {
  readonly matched: number;
  readonly unmatched: number;
}

/** Ties every known external account to a company, or says why not; what a person confirmed stays. */
export async function matchPortal(deps: Pick<PipelineDeps, 'db' | 'portalId'>): Promise<MatchOutcome> {
  const companies = await loadCompanies(deps.db, deps.portalId);
  const accounts = await loadAccounts(deps.db, deps.portalId);
  const confirmed = accounts.flatMap(({ source, externalId, companyId, confirmed }) =>
    confirmed && companyId !== null ? [{ source, externalId, companyId }] : [],
  );
  const open = accounts.filter((each) => !(each.confirmed && each.companyId === null));
  const outcome = matchAccounts(
    companies,
    open.map(({ source, account }) => ({ source, account })),
    confirmed,
    await loadDomainAliases(deps.db, deps.portalId),
  );
  const before = new Map(accounts.map((each) => [keyOf(each), each]));
  const decided: AccountMatch[] = [
    ...outcome.matches.map((match) => ({ ...match, problem: null, suggestions: [] })),
    ...outcome.unmatched.map(({ source, externalId, reason, suggestions }) => {
      const old = before.get(keyOf({ source, externalId }));
      // The company may be restored: what a person decided is theirs to take back.
      const kept = old?.confirmed === true ? old : { companyId: null, matchedBy: null };
      const { companyId, matchedBy } = kept;
      return { source, externalId, companyId, matchedBy, problem: reason, suggestions };
    }),
  ];
  const changed = decided.filter((match) => {
    const old = before.get(keyOf(match));
    return (
      old?.companyId !== match.companyId ||
      old.matchedBy !== match.matchedBy ||
      !isDeepStrictEqual(old.problem, match.problem)
    );
  });
  await saveMatches(deps.db, deps.portalId, changed);
  return { matched: outcome.matches.length, unmatched: outcome.unmatched.length };
}

function keyOf({ source, externalId }: Pick<AccountMatch, 'source' | 'externalId'>): string {
  return `${source}\u0000${externalId}`;
}
