import { sql } from 'kysely';
import { addDays, type Day } from '../../model/day.ts';
import { type PastScore } from '../../store/snapshots.ts';
import { type PipelineDeps } from '../deps.ts';

/** Stored scores are daily for two months and weekly before; one a week weighs every time alike. */
const SPACING_DAYS = 7;
/** Rows of the largest panel: each holds some twenty numbers, and resampling reads them hundreds of times. */
const MOST_ROWS = 400_000;

/** Whole weeks between two scores of a company. */
export function spacingFor(companies: number, days: number): number {
  const weeks = Math.ceil((companies * days) / SPACING_DAYS / MOST_ROWS);
  return SPACING_DAYS * Math.max(1, weeks);
}

/**
 * The stored scores of a company that are judged: one in so many days, up to the last day, none that was provisional,
 * for nobody was asked to act on those.
 */
export function judgedScores(history: readonly PastScore[], spacing: number, until: Day): PastScore[] {
  let next = '';
  return history.filter(({ asOf, provisional }) => {
    if (asOf < next || asOf > until || provisional) return false;
    next = addDays(asOf, spacing);
    return true;
  });
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
