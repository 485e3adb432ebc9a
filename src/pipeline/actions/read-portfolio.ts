import { queueOf } from '../../insights/portfolio/select.ts';
import { summaryOf } from '../../insights/portfolio/summary.ts';
import { addDays, type Day, dayOf } from '../../model/day.ts';
import { type BandsOfDay, type PortfolioAnswer } from '../../model/portal-actions.ts';
import { loadAccounts, type StoredAccount } from '../../store/accounts.ts';
import { bandMoves, bandsOn, type BandCount } from '../../store/band-history.ts';
import { loadCompanies } from '../../store/companies.ts';
import { loadOwnerNames } from '../../store/owners.ts';
import { loadIndicatorWeights } from '../../store/portfolio.ts';
import { latestRuns } from '../../store/runs.ts';
import { type PipelineDeps } from '../deps.ts';
import { currentSettings } from '../portal-settings.ts';
import { sourceQualities } from '../source-qualities.ts';
import { bookOf, shownCompanies } from './book.ts';
import { sourceHealth, unmatchedAccounts, withQuality } from './source-health.ts';

/** Points of the band history: a year in steps of four weeks. */
const HISTORY_POINTS = 13;
const HISTORY_STEP_DAYS = 28;
const MIGRATION_DAYS = 30;
/** Answers of HubSpot's fetch end at 1 MB; these many accounts are enough for one sitting. */
const MAX_UNMATCHED = 100;

/** The whole book for the app's home: figures of all companies, and by name those who need the team most. */
export async function readPortfolio(deps: PipelineDeps): Promise<PortfolioAnswer> {
  const { db, portalId } = deps;
  const asOf = dayOf(deps.clock().getTime());
  const days = Array.from({ length: HISTORY_POINTS }, (_, index) =>
    addDays(asOf, -HISTORY_STEP_DAYS * (HISTORY_POINTS - 1 - index)),
  );
  // Each of these takes the database seconds in a portfolio of tens of thousands, and none needs another.
  const [entries, weights, counts, moves, accounts] = await Promise.all([
    bookOf(deps),
    loadIndicatorWeights(db, portalId),
    bandsOn(db, portalId, days),
    bandMoves(db, portalId, addDays(asOf, -MIGRATION_DAYS), asOf),
    loadAccounts(db, portalId),
  ]);
  const open = accounts
    .filter(({ companyId, confirmed }) => companyId === null && !confirmed)
    .slice(0, MAX_UNMATCHED);
  const { capacity } = (await currentSettings(deps)).settings;
  const qualities = await sourceQualities(deps, accounts, weights);
  return {
    portalId,
    asOf,
    summary: summaryOf(entries),
    queue: await shownCompanies(deps, queueOf(entries, capacity)),
    owners: await loadOwnerNames(db, portalId),
    history: byDay(days, counts),
    moves,
    sources: withQuality(await sourceHealth(deps, accounts), qualities),
    unmatched: unmatchedAccounts(open, await namesOf(deps, open)),
    capacity,
    lastRunAt: (await latestRuns(db, portalId, 1))[0]?.finishedAt ?? null,
  };
}

/** Names of the companies that these accounts may belong to, customers or not. */
async function namesOf(
  { db, portalId }: PipelineDeps,
  accounts: readonly StoredAccount[],
): Promise<Map<string, string>> {
  const ids = accounts.flatMap(({ suggestions }) => suggestions.map(({ companyId }) => companyId));
  const companies = await loadCompanies(db, portalId, [...new Set(ids)]);
  return new Map(companies.map(({ companyId, name }) => [companyId, name ?? companyId]));
}

function byDay(days: readonly Day[], counts: readonly BandCount[]): BandsOfDay[] {
  return days.flatMap((day) => {
    const own = counts.filter((each) => each.day === day);
    if (own.length === 0) return [];
    return [{ day, bands: Object.fromEntries(own.map(({ band, companies }) => [band, companies])) }];
  });
}
