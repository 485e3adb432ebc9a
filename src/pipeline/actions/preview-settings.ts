import { type HealthBreakdown } from '../../model/breakdown.ts';
import { dayOf } from '../../model/day.ts';
import { type PortalRequest, type SettingsPreview } from '../../model/portal-actions.ts';
import { loadCompanies } from '../../store/companies.ts';
import { loadHealth } from '../../store/health.ts';
import { type PipelineDeps } from '../deps.ts';
import { effective, isSameModel, settingsInForce } from '../portal-settings.ts';
import { scoreInBatches } from '../score.ts';
import { previewBacktest } from './preview-backtest.ts';

/** HubSpot ends functions after ten seconds: so much of them for scoring, and for what the past says after it. */
const SCORING_MS = 3_500;
const BUDGET_MS = 6_000;
const EXAMPLES = 8;

/**
 * Scores the portfolio as the settings would have it, batch by batch until the time is out, and compares with what is
 * published; then judges both on the past. Nothing is stored.
 */
export async function previewSettings(
  deps: PipelineDeps,
  { settings }: PortalRequest<'previewSettings'>,
): Promise<SettingsPreview> {
  const start = deps.clock().getTime();
  const { version, settings: current, modelRevision } = await settingsInForce(deps);
  const before = effective(deps.settings, current, modelRevision);
  const after = effective(
    deps.settings,
    settings,
    isSameModel(settings, current) ? modelRevision : version + 1,
  );
  const pairs: Pair[] = [];
  let total = 0;
  for await (const batch of scoreInBatches({ ...deps, settings: after }, { asOf: dayOf(start) })) {
    total = batch.total;
    const ids = batch.healths.map(({ companyId }) => companyId);
    const published = await loadHealth(deps.db, deps.portalId, ids);
    for (const { companyId, breakdown } of batch.healths) {
      const was = published.get(companyId)?.breakdown;
      if (was !== undefined) pairs.push({ companyId, before: sideOf(was), after: sideOf(breakdown) });
    }
    if (deps.clock().getTime() - start > SCORING_MS) break;
  }
  return {
    considered: pairs.length,
    total,
    ...compared(pairs, await namesOf(deps, pairs)),
    backtest: await previewBacktest(deps, { before, after }, start + BUDGET_MS),
  };
}

/** What of a breakdown is compared; the whole of thousands would not fit the memory of a worker. */
interface Side {
  readonly score: number | null;
  readonly band: string;
  readonly arr: HealthBreakdown['arr'];
}

interface Pair {
  readonly companyId: string;
  readonly before: Side;
  readonly after: Side;
}

function sideOf({ result, arr }: HealthBreakdown): Side {
  // Raw bands: what has to settle before it is published is no effect of the settings.
  return { score: result.score, band: result.band, arr };
}

/** Names of the companies that may be told as examples. */
async function namesOf(
  { db, portalId }: PipelineDeps,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, string>> {
  const ids = largest(pairs.filter(isMoved)).map(({ companyId }) => companyId);
  const companies = await loadCompanies(db, portalId, ids);
  return new Map(companies.map((each) => [each.companyId, each.name ?? each.companyId]));
}

function isMoved({ before, after }: Pair): boolean {
  return before.band !== after.band;
}

function largest(moved: readonly Pair[]): Pair[] {
  return [...moved].sort((left, right) => moneyOf(right) - moneyOf(left)).slice(0, EXAMPLES);
}

type Comparison = Omit<SettingsPreview, 'considered' | 'total' | 'backtest'>;

function compared(pairs: readonly Pair[], names: ReadonlyMap<string, string>): Comparison {
  const moved = pairs.filter(isMoved);
  const groups = Map.groupBy(moved, ({ before, after }) => `${before.band}>${after.band}`);
  return {
    averageBefore: average(pairs.map(({ before }) => before.score)),
    averageAfter: average(pairs.map(({ after }) => after.score)),
    moves: [...groups.values()]
      .flatMap((group) => {
        const first = group[0];
        if (first === undefined) return [];
        return [
          {
            from: first.before.band,
            to: first.after.band,
            companies: group.length,
            revenue: revenueOf(group),
          },
        ];
      })
      .sort((left, right) => right.companies - left.companies),
    examples: largest(moved).map(({ companyId, before, after }) => ({
      companyId,
      name: names.get(companyId) ?? companyId,
      from: before.band,
      to: after.band,
      before: before.score,
      after: after.score,
    })),
  };
}

/** By currency: what one is worth in another is not ours to know. */
function revenueOf(pairs: readonly Pair[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { after } of pairs) {
    if (after.arr !== null) totals[after.arr.currency] = (totals[after.arr.currency] ?? 0) + after.arr.amount;
  }
  return totals;
}

function moneyOf({ after }: Pair): number {
  return after.arr?.amount ?? 0;
}

function average(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null);
  return known.length === 0 ? null : known.reduce((sum, score) => sum + score, 0) / known.length;
}
