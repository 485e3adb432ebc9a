import { type ScoredBand } from '../model/bands.ts';
import { type HealthBreakdown } from '../model/breakdown.ts';
import { addDays, type Day, daysBetween } from '../model/day.ts';
import { type PlannedTask } from '../model/health-view.ts';
import { BAND_ORDER, compareBands } from '../scoring/bands/index.ts';
import { plan } from '../scoring/playbooks/index.ts';
import { chunksOf } from '../store/bulk.ts';
import { loadCompanies } from '../store/companies.ts';
import { bandsChangedSince, loadHealth, type MovedBand } from '../store/health.ts';
import { type PipelineDeps } from './deps.ts';

/** A fall further back is history: on a first sync nobody wants a task for last spring. */
export const NEWS_DAYS = 30;

/** Healths looked at at a time. */
const PAGE = 500;

/** A fall of a band and the task that it calls for. */
export interface Fall {
  readonly task: PlannedTask;
  readonly to: ScoredBand;
  /** ISO instant: the beginning of the day. */
  readonly changedAt: string;
}

export interface Falls {
  readonly falls: readonly Fall[];
  /** Companies that fell and whose score is not full today: what to do about them is not known yet. */
  readonly undecided: ReadonlySet<string>;
}

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>;

/**
 * Companies whose published band fell lately, among the given ones or in the whole portal.
 *
 * @param moved companies whose band is another than the one that was acted on last
 */
export async function recentFalls(
  deps: Deps,
  asOf: Day,
  moved: ReadonlyMap<string, MovedBand>,
  companyIds: readonly string[] | null,
): Promise<Falls> {
  const ids = companyIds ?? (await bandsChangedSince(deps.db, deps.portalId, addDays(asOf, -NEWS_DAYS)));
  const falls: Fall[] = [];
  const undecided = new Set<string>();
  for (const page of chunksOf(ids, PAGE)) {
    const found = await fallsAmong(deps, asOf, moved, page);
    falls.push(...found.falls);
    for (const id of found.undecided) undecided.add(id);
  }
  return { falls, undecided };
}

async function fallsAmong(
  { db, portalId, settings }: Deps,
  asOf: Day,
  moved: ReadonlyMap<string, MovedBand>,
  ids: readonly string[],
): Promise<Falls> {
  const companies = new Map((await loadCompanies(db, portalId, ids)).map((each) => [each.companyId, each]));
  const falls: Fall[] = [];
  const undecided = new Set<string>();
  for (const { companyId, breakdown } of (await loadHealth(db, portalId, ids)).values()) {
    const company = companies.get(companyId);
    const change = fallOf(breakdown, moved.get(companyId)?.acted ?? null);
    if (company === undefined || change === null || daysBetween(change.changedAt, asOf) > NEWS_DAYS) continue;
    const planned = plan({
      result: breakdown.result,
      company: {
        companyId,
        name: company.name ?? companyId,
        ownerId: company.ownerId,
        managerId: settings.managerOwnerId,
      },
      change,
      portalId,
      asOf,
      locale: settings.locale,
      model: breakdown.model,
      playbooks: settings.playbooks,
    });
    if ('task' in planned) falls.push({ task: planned.task, to: change.to, changedAt: change.changedAt });
    else undecided.add(companyId);
  }
  return { falls, undecided };
}

/**
 * From which band the company fell to the one it is in: its last change, or what all changes since somebody acted on
 * its band come to, for a fall to red and a rise to orange are still a fall for whoever left it at green.
 *
 * @param acted the band that was acted on last, where it is another
 */
function fallOf(
  { publishedBand: to, previousBand, bandChangedAt }: HealthBreakdown,
  acted: string | null,
): { readonly from: ScoredBand; readonly to: ScoredBand; readonly changedAt: string } | null {
  // A first score, also of a customer who came back, is no change.
  if (previousBand === null || bandChangedAt === null || !isScored(to)) return null;
  for (const from of [previousBand, acted]) {
    if (from !== null && isScored(from) && compareBands(to, from) < 0) {
      return { from, to, changedAt: bandChangedAt };
    }
  }
  return null;
}

function isScored(band: string): band is ScoredBand {
  return (BAND_ORDER as readonly string[]).includes(band);
}
