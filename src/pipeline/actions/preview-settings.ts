import { type HealthBreakdown } from '../../model/breakdown.ts';
import { dayOf } from '../../model/day.ts';
import { type PortalRequest, type SettingsPreview } from '../../model/portal-actions.ts';
import { loadCompanies } from '../../store/companies.ts';
import { loadHealth } from '../../store/health.ts';
import { type PipelineDeps } from '../deps.ts';
import { currentSettings, effective } from '../portal-settings.ts';
import { scoreInBatches } from '../score.ts';

/** Time for scoring; HubSpot ends functions after ten seconds. */
const BUDGET_MS = 6_000;
const EXAMPLES = 8;

/**
 * Scores the portfolio as the settings would have it, batch by batch until the time is out, and compares with what is
 * published. Nothing is stored.
 */
export async function previewSettings(
  deps: PipelineDeps,
  { settings }: PortalRequest<'previewSettings'>,
): Promise<SettingsPreview> {
  const start = deps.clock().getTime();
  const { version } = await currentSettings(deps);
  const changed = { ...deps, settings: effective(deps.settings, settings, version + 1) };
  const published = await loadHealth(deps.db, deps.portalId);
  const pairs: Pair[] = [];
  let total = 0;
  for await (const batch of scoreInBatches(changed, { asOf: dayOf(start) })) {
    total = batch.total;
    for (const { companyId, breakdown } of batch.healths) {
      const before = published.get(companyId)?.breakdown;
      if (before !== undefined) pairs.push({ companyId, before, after: breakdown });
    }
    if (deps.clock().getTime() - start > BUDGET_MS) break;
  }
  return { considered: pairs.length, total, ...compared(pairs, await namesOf(deps)) };
}

interface Pair {
  readonly companyId: string;
  readonly before: HealthBreakdown;
  readonly after: HealthBreakdown;
}

async function namesOf({ db, portalId }: PipelineDeps): Promise<ReadonlyMap<string, string>> {
  const companies = await loadCompanies(db, portalId);
  return new Map(companies.map((each) => [each.companyId, each.name ?? each.companyId]));
}

type Comparison = Omit<SettingsPreview, 'considered' | 'total'>;

function compared(pairs: readonly Pair[], names: ReadonlyMap<string, string>): Comparison {
  // Raw bands on both sides: what has to settle before it is published is no effect of the settings.
  const moved = pairs.filter(({ before, after }) => before.result.band !== after.result.band);
  const groups = Map.groupBy(moved, ({ before, after }) => `${before.result.band}>${after.result.band}`);
  return {
    averageBefore: average(pairs.map(({ before }) => before.result.score)),
    averageAfter: average(pairs.map(({ after }) => after.result.score)),
    moves: [...groups.values()]
      .flatMap((group) => {
        const first = group[0];
        if (first === undefined) return [];
        return [
          {
            from: first.before.result.band,
            to: first.after.result.band,
            companies: group.length,
            revenue: revenueOf(group),
          },
        ];
      })
      .sort((left, right) => right.companies - left.companies),
    examples: [...moved]
      .sort((left, right) => moneyOf(right) - moneyOf(left))
      .slice(0, EXAMPLES)
      .map(({ companyId, before, after }) => ({
        companyId,
        name: names.get(companyId) ?? companyId,
        from: before.result.band,
        to: after.result.band,
        before: before.result.score,
        after: after.result.score,
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
