import { sql } from 'kysely';
import { STAYED } from '../../insights/panel/panel.ts';
import { type IndicatorPanel } from '../../insights/weights/indicator-panel.ts';
import { IndicatorPanelBuilder } from '../../insights/weights/indicator-panel-builder.ts';
import { addDays, type Day, dayNumber, daysBetween } from '../../model/day.ts';
import { loadSnapshots } from '../../store/snapshots.ts';
import { type PipelineDeps } from '../deps.ts';
import { type PackedResult } from '../pack-result.ts';
import { type CompanyOutcome } from './losses.ts';

const BATCH = 200;
/** Stored scores are daily for two months and weekly before; one a week weighs every time alike. */
const SPACING_DAYS = 7;
/** Rows of the largest panel: each holds some twenty numbers, and resampling reads them hundreds of times. */
const MOST_ROWS = 400_000;

export interface StoredPanelOptions {
  readonly since: Day;
  readonly until: Day;
  readonly outcomes: ReadonlyMap<string, CompanyOutcome>;
}

/**
 * The scores that were stored at the time, as they were shown then, with what became of the customers. One score a
 * company and week, less often in a very large portfolio; provisional ones are left out, for nobody was asked to act
 * on them.
 */
export async function loadStoredPanel(
  { db, portalId }: Pick<PipelineDeps, 'db' | 'portalId'>,
  { since, until, outcomes }: StoredPanelOptions,
): Promise<IndicatorPanel> {
  const spacing = spacingFor(outcomes.size, daysBetween(since, until));
  const builder = new IndicatorPanelBuilder();
  const ids = [...outcomes.keys()];
  for (let start = 0; start < ids.length; start += BATCH) {
    const snapshots = await loadSnapshots(db, portalId, ids.slice(start, start + BATCH), since);
    for (const [companyId, history] of snapshots) {
      const outcome = outcomes.get(companyId);
      let next = '';
      for (const { asOf, score, provisional, detail } of history) {
        if (asOf < next || asOf > until || provisional || outcome === undefined) continue;
        next = addDays(asOf, spacing);
        const packed = detail as PackedResult;
        builder.add(
          {
            companyId,
            asOf: dayNumber(asOf),
            score,
            lostOn: outcome.lostOn === null ? STAYED : dayNumber(outcome.lostOn),
            segment: outcome.segment,
            arr: outcome.arr ?? Number.NaN,
            pulse: indicatorScore(packed, 'csm-pulse'),
            daysSinceLastLogin: Number.NaN,
          },
          packed.i.map(([id, dimension, , indicator]) => ({ id, dimension, score: indicator })),
        );
      }
    }
  }
  return builder.build();
}

/** Whole weeks between two scores of a company. */
export function spacingFor(companies: number, days: number): number {
  const weeks = Math.ceil((companies * days) / SPACING_DAYS / MOST_ROWS);
  return SPACING_DAYS * Math.max(1, weeks);
}

function indicatorScore({ i }: PackedResult, wanted: string): number {
  return i.find(([id]) => id === wanted)?.[3] ?? Number.NaN;
}

/** The last day with a stored score; null before the first run. */
export async function lastScoredDay({
  db,
  portalId,
}: Pick<PipelineDeps, 'db' | 'portalId'>): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`
    select max(as_of) as day from snapshot where portal_id = ${portalId}`.execute(db);
  return rows[0]?.day ?? null;
}
