import { type BandsOfDay, type PortfolioAnswer, type PortfolioCompany } from '../../model/portal-actions.ts';
import { type Band } from '../../model/bands.ts';
import { type CrmCompany } from '../../model/company.ts';
import { addDays, type Day, dayOf } from '../../model/day.ts';
import { queuePriority } from '../../scoring/index.ts';
import { loadAccounts } from '../../store/accounts.ts';
import { bandMoves, bandsOn, type BandCount } from '../../store/band-history.ts';
import { loadCompanies } from '../../store/companies.ts';
import { loadHealth, type StoredHealth } from '../../store/health.ts';
import { loadOwnerNames } from '../../store/owners.ts';
import { latestRuns } from '../../store/runs.ts';
import { type PipelineDeps } from '../deps.ts';
import { currentSettings } from '../portal-settings.ts';
import { sourceQualities } from '../source-qualities.ts';
import { sourceHealth, unmatchedAccounts, withQuality } from './source-health.ts';

/** Points of the band history: a year in steps of four weeks. */
const HISTORY_POINTS = 13;
const HISTORY_STEP_DAYS = 28;
const MIGRATION_DAYS = 30;
/** Answers of HubSpot's fetch end at 1 MB; these many accounts are enough for one sitting. */
const MAX_UNMATCHED = 100;
/** The neediest, and all there is room for in an answer. */
const MAX_COMPANIES = 1500;

/** The whole book for the app's home, those who need the team most first. */
export async function readPortfolio(deps: PipelineDeps): Promise<PortfolioAnswer> {
  const { db, portalId } = deps;
  const asOf = dayOf(deps.clock().getTime());
  const companies = new Map((await loadCompanies(db, portalId)).map((each) => [each.companyId, each]));
  const healths = await loadHealth(db, portalId);
  const rows = [...healths.values()].flatMap((health) => {
    const company = companies.get(health.companyId);
    return company === undefined ? [] : [rowOf(company, health)];
  });
  rows.sort((left, right) => right.priority - left.priority || left.name.localeCompare(right.name));
  const accounts = await loadAccounts(db, portalId);
  const names = new Map([...companies.values()].map((each) => [each.companyId, each.name ?? each.companyId]));
  const days = Array.from({ length: HISTORY_POINTS }, (_, index) =>
    addDays(asOf, -HISTORY_STEP_DAYS * (HISTORY_POINTS - 1 - index)),
  );
  return {
    portalId,
    asOf,
    companies: rows.slice(0, MAX_COMPANIES),
    total: rows.length,
    owners: await loadOwnerNames(db, portalId),
    history: byDay(days, await bandsOn(db, portalId, days)),
    moves: await bandMoves(db, portalId, addDays(asOf, -MIGRATION_DAYS), asOf),
    sources: withQuality(await sourceHealth(deps, accounts), await sourceQualities(deps, accounts, healths)),
    unmatched: unmatchedAccounts(accounts, names).slice(0, MAX_UNMATCHED),
    capacity: (await currentSettings(deps)).settings.capacity,
    lastRunAt: (await latestRuns(db, portalId, 1))[0]?.finishedAt ?? null,
  };
}

function rowOf(company: CrmCompany, { companyId, asOf, breakdown }: StoredHealth): PortfolioCompany {
  const { result, arr, renewsAt, words } = breakdown;
  const priority =
    result.risk === null ? 0 : queuePriority({ risk: result.risk, arr: arr?.amount ?? null, renewsAt, asOf });
  return {
    companyId,
    name: company.name ?? companyId,
    segment: company.segment,
    ownerId: company.ownerId,
    arr: arr?.amount ?? null,
    currency: arr?.currency ?? null,
    renewsAt,
    score: result.score,
    band: breakdown.publishedBand as Band,
    overriddenUntil: breakdown.override?.active === true ? breakdown.override.expiresAt : null,
    delta30d: result.delta30d,
    coverage: result.coverage,
    provisional: result.provisional,
    priority,
    risk: result.risk,
    reason: words?.reasons[0] ?? null,
    dimensions: Object.fromEntries(result.dimensions.map(({ id, score }) => [id, score])),
    openTasks: (breakdown.tasks ?? []).filter(({ status }) => status === 'open').length,
  };
}

function byDay(days: readonly Day[], counts: readonly BandCount[]): BandsOfDay[] {
  return days.flatMap((day) => {
    const own = counts.filter((each) => each.day === day);
    if (own.length === 0) return [];
    return [{ day, bands: Object.fromEntries(own.map(({ band, companies }) => [band, companies])) }];
  });
}
