import { type Band } from '../model/bands.ts';
import { type SourceHealth } from '../model/portal-actions.ts';
import { queuePriority } from '../scoring/index.ts';
import { loadAccounts } from '../store/accounts.ts';
import { loadCompanies } from '../store/companies.ts';
import { loadBreakdownText, loadHealth } from '../store/health.ts';
import { type Db } from '../store/open.ts';
import { latestRuns, type StoredRun } from '../store/runs.ts';
import { sourceHealth, withQuality } from './actions/source-health.ts';
import { type PipelineDeps } from './deps.ts';
import { readSourceQualities } from './source-qualities.ts';

/** What people and cards read; nothing here writes. */

export interface PortfolioRow {
  readonly companyId: string;
  readonly name: string;
  readonly segment: string | null;
  readonly ownerId: string | null;
  readonly arr: number | null;
  readonly currency: string | null;
  readonly renewsAt: string | null;
  readonly score: number | null;
  readonly band: Band;
  readonly delta30d: number | null;
  readonly coverage: number;
  readonly provisional: boolean;
  readonly priority: number;
  readonly topRisk: string | null;
}

export interface Portfolio {
  readonly portalId: string;
  readonly rows: readonly PortfolioRow[];
  /** Each with the quality of its data. */
  readonly sources: readonly SourceHealth[];
  readonly unmatched: readonly {
    readonly source: string;
    readonly externalId: string;
    readonly name: string | null;
    readonly reason: string;
  }[];
  readonly lastRun: StoredRun | null;
}

type Reader = { readonly db: Db; readonly portalId: string };
type Book = Pick<PipelineDeps, 'db' | 'portalId' | 'sources' | 'clock'>;

/** The whole book, those who need the team most first. */
export async function readPortfolio(deps: Book): Promise<Portfolio> {
  const { db, portalId } = deps;
  const companies = new Map((await loadCompanies(db, portalId)).map((each) => [each.companyId, each]));
  const rows: PortfolioRow[] = [];
  for (const { companyId, asOf, breakdown, topRisks } of (await loadHealth(db, portalId)).values()) {
    const company = companies.get(companyId);
    if (company === undefined) continue;
    const { result } = breakdown;
    rows.push({
      companyId,
      name: company.name ?? companyId,
      segment: company.segment,
      ownerId: company.ownerId,
      arr: breakdown.arr?.amount ?? null,
      currency: breakdown.arr?.currency ?? null,
      renewsAt: breakdown.renewsAt,
      score: result.score,
      band: breakdown.publishedBand as Band,
      delta30d: result.delta30d,
      coverage: result.coverage,
      provisional: result.provisional,
      priority:
        result.risk === null
          ? 0
          : queuePriority({
              risk: result.risk,
              arr: breakdown.arr?.amount ?? null,
              renewsAt: breakdown.renewsAt,
              asOf,
            }),
      topRisk: topRisks[0] ?? null,
    });
  }
  rows.sort((left, right) => right.priority - left.priority || left.name.localeCompare(right.name));
  const accounts = await loadAccounts(db, portalId);
  return {
    portalId,
    rows,
    sources: withQuality(await sourceHealth(deps, accounts), await readSourceQualities(deps)),
    unmatched: accounts
      .filter((each) => each.companyId === null)
      .map((each) => ({
        source: each.source,
        externalId: each.externalId,
        name: each.account.name,
        reason: each.problem ?? 'not matched yet',
      })),
    lastRun: (await latestRuns(db, portalId, 1))[0] ?? null,
  };
}

/** What the card shows of one company, a `HealthBreakdown` as JSON text; null when it was never scored. */
export function readCompanyHealth({ db, portalId }: Reader, companyId: string): Promise<string | null> {
  return loadBreakdownText(db, portalId, companyId);
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
