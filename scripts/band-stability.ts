import { addDays, type Day, daysBetween } from '../src/model/day.ts';
import { type ScoreResult } from '../src/model/result.ts';
import { pastScores } from '../src/pipeline/proof/past-scores.ts';
import { lastScoredDay } from '../src/pipeline/proof/stored-panel.ts';
import { type BandState, nextBandState, readingOf } from '../src/scoring/bands/index.ts';
import { type Model, resolveModel } from '../src/scoring/index.ts';
import { withSimulatedRun } from './simulated-run.ts';

/**
 * How restless the published bands are: scores a simulated year day by day and counts the company-weeks in which a
 * company changes its published band more than once. Usage: npm run stability [-- companies seed profile]
 */
const [companies = '200', seed = '7', profile = 'demo'] = process.argv.slice(2);
const DAYS = 365;
const WEEK_DAYS = 7;

const counts = { companies: 0, weeks: 0, rawChanges: 0, changes: 0, restlessWeeks: 0 };

await withSimulatedRun({ companies, days: String(DAYS), seed, profile }, async ({ store, portalId }) => {
  const deps = { db: store.forPortal(portalId), portalId };
  const today = (await lastScoredDay(deps)) ?? '';
  const days = Array.from({ length: DAYS }, (_, index) => addDays(today, index - DAYS + 1));
  const modelFor = (segment: string | null) => resolveModel({ segment: segment ?? undefined });
  for await (const { company, results } of pastScores(deps, { days, modelFor })) {
    count(results, modelFor(company.segment));
  }
});
const share = ((100 * counts.restlessWeeks) / counts.weeks).toFixed(2);
console.log(
  `${counts.companies} companies, ${Math.round(counts.weeks)} company-weeks (${profile} profile, seed ${seed}):`,
);
console.log(`raw bands changed ${counts.rawChanges} times, published ones ${counts.changes} times;`);
console.log(`a company changed its published band more than once in ${share} % of the weeks`);

function count(results: readonly { readonly asOf: Day; readonly result: ScoreResult }[], model: Model): void {
  const scores = new Map(results.map(({ asOf, result }) => [asOf, result.score]));
  const weeks = new Map<number, number>();
  let state: BandState | null = null;
  let raw: string | null = null;
  for (const { asOf, result } of results) {
    const before = scores.get(addDays(asOf, -30));
    const delta = before === null || before === undefined ? null : (result.score ?? 0) - before;
    const reading = readingOf(result, asOf, model.bands);
    const rapidDecline = delta !== null && delta <= -model.thresholds.rapidDecline;
    const next: BandState = nextBandState(state, { ...reading, rapidDecline }, model.bands);
    if (raw !== null && raw !== reading.band) counts.rawChanges += 1;
    if (state !== null && state.published !== 'unknown' && state.published !== next.published) {
      counts.changes += 1;
      const week = Math.floor(daysBetween('1970-01-01', asOf) / WEEK_DAYS);
      weeks.set(week, (weeks.get(week) ?? 0) + 1);
    }
    raw = reading.band;
    state = next;
  }
  if (results.length === 0) return;
  counts.companies += 1;
  counts.weeks += results.length / WEEK_DAYS;
  counts.restlessWeeks += [...weeks.values()].filter((changes) => changes > 1).length;
}
