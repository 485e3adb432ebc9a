import { byPriority } from '../insights/portfolio/select.ts';
import { type Band } from '../model/bands.ts';
import { type SourceHealth, type UnmatchedAccount } from '../model/portal-actions.ts';
import { type PortfolioCompany, type PortfolioEntry } from '../model/portfolio.ts';
import { loadAccounts } from '../store/accounts.ts';
import { loadBreakdownTexts } from '../store/health.ts';
import { type Db } from '../store/open.ts';
import { latestRuns, type StoredRun } from '../store/runs.ts';
import { bookOf, shownCompanies } from './actions/book.ts';
import { sourceHealth, unmatchedAccounts, withQuality } from './actions/source-health.ts';
import { type PipelineDeps } from './deps.ts';
import { readSourceQualities } from './source-qualities.ts';

/** What people and cards read; nothing here writes. */

export interface Portfolio {
  readonly portalId: string;
  /** Every company. */
  readonly entries: readonly PortfolioEntry[];
  /** Those of the wanted band who need the team most, at most {@link MAX_SHOWN}. */
  readonly shown: readonly PortfolioCompany[];
  /** Each with the quality of its data. */
  readonly sources: readonly SourceHealth[];
  readonly unmatched: readonly UnmatchedAccount[];
  readonly lastRun: StoredRun | null;
}

/** Companies on one page: more than anybody reads, and no portfolio makes the page slow. */
export const MAX_SHOWN = 200;

type Reader = { readonly db: Db; readonly portalId: string };
type Book = Pick<PipelineDeps, 'db' | 'portalId' | 'sources' | 'clock' | 'settings'>;

/** The whole book, and by name those in the bands that are wanted. */
export async function readPortfolio(deps: Book, bands?: readonly Band[]): Promise<Portfolio> {
  const { db, portalId } = deps;
  const entries = await bookOf(deps);
  const wanted = bands === undefined ? entries : entries.filter(({ band }) => bands.includes(band));
  const accounts = await loadAccounts(db, portalId);
  return {
    portalId,
    entries,
    shown: await shownCompanies(deps, byPriority(wanted).slice(0, MAX_SHOWN)),
    sources: withQuality(await sourceHealth(deps, accounts), await readSourceQualities(deps)),
    unmatched: unmatchedAccounts(accounts, new Map()),
    lastRun: (await latestRuns(db, portalId, 1))[0] ?? null,
  };
}

/** What the card shows of one company, a `HealthBreakdown` as JSON text; null when it was never scored. */
export async function readCompanyHealth({ db, portalId }: Reader, companyId: string): Promise<string | null> {
  return (await loadBreakdownTexts(db, portalId, [companyId])).get(companyId)?.text ?? null;
}

/** An account of a source as `pulso pull` reports it. */
export interface AccountState {
  readonly externalId: string;
  readonly name: string | null;
  readonly domain: string | null;
  readonly matchedCompanyId: string | null;
  readonly matchedBy: string | null;
}

/** The accounts of a source and the companies they belong to. */
export async function readAccounts({ db, portalId }: Reader, source: string): Promise<AccountState[]> {
  const accounts = await loadAccounts(db, portalId);
  return accounts
    .filter((each) => each.source === source)
    .map((each) => ({
      externalId: each.externalId,
      name: each.account.name,
      domain: each.account.domains[0] ?? null,
      matchedCompanyId: each.companyId,
      matchedBy: each.matchedBy,
    }));
}
