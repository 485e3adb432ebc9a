import { type Play } from '../../insights/plays/outcomes.ts';
import { addDays, type Day, dayNumber, daysBetween } from '../../model/day.ts';
import { type RecordKind } from '../../model/record.ts';
import { loadDetails } from '../../store/snapshot-details.ts';
import { loadScores, type PastScore } from '../../store/snapshots.ts';
import { type PipelineDeps } from '../deps.ts';
import { type PackedResult } from '../pack-result.ts';
import { portfolioSize } from '../pages.ts';
import { companyPages } from './each-company.ts';
import { type CompanyOutcome, type JudgedSpan, judgedSpans, outcomeOf } from './losses.ts';
import { playsOf } from './played-accounts.ts';
import { loadSimplePredictors } from './simple-predictors.ts';
import { judgedScores, spacingFor } from './stored-panel.ts';

/** How far back the stored scores are judged. */
export const PROOF_DAYS = 730;
/** What outcomes and plays are read from. */
const KINDS: readonly RecordKind[] = ['subscription', 'invoice', 'mrr', 'task'];

/** What became of a customer, what was done there, and its scores at the time. */
export interface PastCustomer {
  readonly outcome: CompanyOutcome;
  readonly plays: readonly Play[];
  /** Day numbers of its scores, ascending, provisional ones left out. */
  readonly days: Int32Array;
  readonly scores: Float64Array;
}

/** A part of a portal's past. The rows that are judged stand in columns, because a thread has to be given them. */
export interface PastPage {
  readonly customers: readonly PastCustomer[];
  readonly indicators: readonly { readonly id: string; readonly dimension: string }[];
  /** By row: index of the customer, day number, score (NaN: none). */
  readonly customer: Uint32Array;
  readonly asOf: Int32Array;
  readonly score: Float64Array;
  /** By row, what simpler predictors would have said on the day; NaN: not known. */
  readonly pulse: Float64Array;
  readonly daysSinceLastLogin: Float64Array;
  /** By row and one more: where its cells begin. A cell is an indicator's index and its score (NaN: not scored). */
  readonly cells: Uint32Array;
  readonly cellIndicator: Uint16Array;
  readonly cellScore: Float64Array;
}

type Deps = Pick<PipelineDeps, 'db' | 'portalId' | 'settings'>;

/**
 * The scores that were stored at the time, as they were shown then, with what became of the customers: one score a
 * company and week, less often in a very large portfolio.
 */
export async function* portalPast(deps: Deps, until: Day): AsyncGenerator<PastPage> {
  const since = addDays(until, -PROOF_DAYS);
  const spacing = spacingFor(await portfolioSize(deps), daysBetween(since, until));
  const exchange = deps.settings.exchange ?? null;
  for await (const page of companyPages(deps, KINDS)) {
    const ids = page.map(({ company }) => company.companyId);
    const past = await loadScores(deps.db, deps.portalId, ids, since);
    const customers = page.flatMap((facts) => {
      const history = past.get(facts.company.companyId) ?? [];
      return judgedSpans(facts, until).map((span) => ({ facts, span, history: scoresIn(history, span) }));
    });
    const rows = customers.flatMap(({ facts, history }, customer) =>
      judgedScores(history, spacing, until).map(({ asOf, score }) => {
        const { companyId } = facts.company;
        return { key: `${companyId} ${asOf}`, companyId, customer, asOf, score };
      }),
    );
    const simpler = await loadSimplePredictors(deps, ids, since);
    const details = await loadDetails(deps.db, deps.portalId, rows);
    yield {
      customers: customers.map(({ facts, span, history }) => ({
        outcome: outcomeOf(facts, span, exchange),
        plays: playsOf(facts, span.from > since ? span.from : since, span.to),
        ...knownScores(history),
      })),
      ...columnsOf(
        rows,
        new Map(details.map((each) => [`${each.companyId} ${each.asOf}`, each.detail as PackedResult])),
      ),
      pulse: Float64Array.from(rows, ({ companyId, asOf }) => simpler.pulseOn(companyId, asOf)),
      daysSinceLastLogin: Float64Array.from(rows, ({ companyId, asOf }) =>
        simpler.daysSinceLastLogin(companyId, asOf),
      ),
    };
  }
}

/** Scores after a loss stand with the customer who was lost: that there are any is told. */
function scoresIn(history: readonly PastScore[], { from, to }: JudgedSpan): PastScore[] {
  return history.filter(({ asOf }) => asOf >= from && asOf <= to);
}

function knownScores(history: readonly PastScore[]): Pick<PastCustomer, 'days' | 'scores'> {
  const known = history.filter(({ score, provisional }) => score !== null && !provisional);
  return {
    days: Int32Array.from(known, ({ asOf }) => dayNumber(asOf)),
    scores: Float64Array.from(known, ({ score }) => score ?? Number.NaN),
  };
}

interface JudgedRow {
  readonly key: string;
  readonly customer: number;
  readonly asOf: Day;
  readonly score: number | null;
}

function columnsOf(
  rows: readonly JudgedRow[],
  details: ReadonlyMap<string, PackedResult>,
): Omit<PastPage, 'customers' | 'pulse' | 'daysSinceLastLogin'> {
  const indexes = new Map<string, number>();
  const indicators: { id: string; dimension: string }[] = [];
  const [cells, cellIndicator, cellScore] = [[0], [] as number[], [] as number[]];
  for (const { key } of rows) {
    for (const [id, dimension, , score] of details.get(key)?.i ?? []) {
      const index = indexes.get(id) ?? indicators.push({ id, dimension }) - 1;
      indexes.set(id, index);
      cellIndicator.push(index);
      cellScore.push(score ?? Number.NaN);
    }
    cells.push(cellIndicator.length);
  }
  return {
    indicators,
    customer: Uint32Array.from(rows, ({ customer }) => customer),
    asOf: Int32Array.from(rows, ({ asOf }) => dayNumber(asOf)),
    score: Float64Array.from(rows, ({ score }) => score ?? Number.NaN),
    cells: Uint32Array.from(cells),
    cellIndicator: Uint16Array.from(cellIndicator),
    cellScore: Float64Array.from(cellScore),
  };
}
