import { type Band } from '../model/bands.ts';
import { addDays, type Day, daysBetween } from '../model/day.ts';
import { type BandState, nextBandState, readingOf } from '../scoring/bands/index.ts';
import { type Model, scoreCompany } from '../scoring/index.ts';
import { type ScoreResult } from '../model/result.ts';
import { type CompanySignals } from '../model/signals.ts';
import { type StoredPulse } from '../store/pulses.ts';
import { type PastScore, type Snapshot } from '../store/snapshots.ts';
import { assembleSignals, customerFrom, lostOn } from './assemble/assemble.ts';
import { type CompanyFacts, type PortalFacts } from './assemble/facts.ts';
import { type PackedResult, packResult, unpackResult } from './pack-result.ts';
import { withPulse } from './people-entries.ts';
import { backfillDays, catchUpDays } from './schedule.ts';

/** Days over which a change is told. */
export const CHANGE_DAYS = 30;

export interface ScoreCompanyInput {
  readonly facts: CompanyFacts;
  readonly portal: PortalFacts;
  readonly model: Model;
  readonly asOf: Day;
  readonly isCustomer: boolean;
  readonly managerId: string | null;
  /** Stored scores of the past year, oldest first. */
  readonly history: readonly PastScore[];
  /** What was stored 30 days ago, if that was under another model. */
  readonly underOtherModel?: Snapshot | undefined;
  readonly bandState: BandState | null;
  /** What CSMs logged, oldest first. */
  readonly pulses?: readonly StoredPulse[];
}

export interface ScoredCompany {
  readonly signals: CompanySignals;
  readonly result: ScoreResult;
  readonly bandState: BandState | null;
  /** New snapshots, oldest first. */
  readonly snapshots: readonly Snapshot[];
  /** The company 30 days ago: as scored then, and again under today's model where that differs. */
  readonly before: {
    readonly asOf: Day;
    readonly then: ScoreResult;
    readonly rescored: ScoreResult | null;
  } | null;
}

/** Scores one company on the as-of day and on every day before it that is still missing. Pure. */
export function scoreFacts(input: ScoreCompanyInput): ScoredCompany {
  const { facts, portal, model, asOf } = input;
  const days = daysToScore(input);
  const history = input.history
    .filter((each) => isOf(model, each))
    .map(({ asOf: day, score }) => ({ asOf: day, score }));
  const known = new Set(history.map((each) => each.asOf));
  const snapshots: Snapshot[] = [];
  let bandState = input.bandState;
  const scoreOn = (day: Day, past: readonly { asOf: Day; score: number }[]) => {
    const isLatest = day === asOf;
    const options = { asOf: day, isLatest, history: past, managerId: input.managerId };
    const signals = withPulse(assembleSignals(facts, portal, options), input.pulses ?? [], day);
    return { signals, result: scoreCompany(signals, { asOf: day, model }) };
  };
  const past = history.flatMap(({ asOf: day, score }) => (score === null ? [] : [{ asOf: day, score }]));
  for (const day of days) {
    if (day === asOf) continue;
    const { result } = scoreOn(day, nearby(past, day));
    bandState = nextBandState(bandState, readingOf(result, day, model.bands), model.bands);
    snapshots.push(snapshotOf(day, model, result));
    if (result.score !== null && !known.has(day)) past.push({ asOf: day, score: result.score });
  }
  if (!days.includes(asOf)) {
    const nothing = { companyId: facts.company.companyId, name: facts.company.name ?? undefined };
    return {
      signals: nothing,
      result: scoreCompany(nothing, { asOf, model }),
      bandState: null,
      snapshots,
      before: null,
    };
  }
  const before = scoreBefore(input, scoreOn);
  const score = before?.rescored?.score ?? before?.then.score ?? null;
  const { signals, result } = scoreOn(
    asOf,
    before === null || score === null ? [] : [{ asOf: before.asOf, score }],
  );
  bandState = nextBandState(bandState, readingOf(result, asOf, model.bands), model.bands);
  snapshots.push(snapshotOf(asOf, model, result));
  return { signals, result, bandState, snapshots, before };
}

function daysToScore({ facts, portal, asOf, isCustomer, history }: ScoreCompanyInput): Day[] {
  const lost = lostOn(facts);
  const to = lost !== null && lost <= asOf ? addDays(lost, -1) : isCustomer ? asOf : null;
  if (to === null) return [];
  const last = history.at(-1);
  if (last !== undefined) return catchUpDays(last.asOf, { asOf, to });
  const firstData = [customerFrom(facts), portal.firstDay]
    .filter((day) => day !== null)
    .sort()
    .at(-1);
  return backfillDays({ asOf, from: firstData ?? asOf, to });
}

/** Past scores around 30 days before a day: all that a change looks at. */
function nearby(past: readonly { asOf: Day; score: number }[], day: Day): { asOf: Day; score: number }[] {
  const target = addDays(day, -CHANGE_DAYS);
  return past.filter((each) => Math.abs(daysBetween(each.asOf, target)) <= 3);
}

type ScoreOn = (day: Day, past: readonly { asOf: Day; score: number }[]) => { result: ScoreResult };

/** The company 30 days ago, from facts as known then, under today's model; beside it what was stored, if another. */
function scoreBefore(
  { facts, portal, asOf, underOtherModel: stored }: ScoreCompanyInput,
  scoreOn: ScoreOn,
): ScoredCompany['before'] {
  const day = addDays(asOf, -CHANGE_DAYS);
  const since = customerFrom(facts);
  if ((since !== null && since > day) || (portal.firstDay !== null && portal.firstDay > day)) return null;
  const { result } = scoreOn(day, []);
  if (result.score === null) return null;
  if (stored === undefined || stored.score === null) return { asOf: day, then: result, rescored: null };
  const then = unpackResult(
    facts.company.companyId,
    stored.band as Band,
    stored.provisional,
    stored.detail as PackedResult,
  );
  return { asOf: day, then, rescored: result };
}

/** Whether a score was made by this model. */
export function isOf(model: Model, score: Pick<Snapshot, 'modelId' | 'modelVersion'>): boolean {
  return score.modelId === model.id && score.modelVersion === model.version;
}

function snapshotOf(asOf: Day, model: Model, result: ScoreResult): Snapshot {
  return {
    companyId: result.companyId,
    asOf,
    modelId: model.id,
    modelVersion: model.version,
    score: result.score,
    band: result.band,
    coverage: result.coverage,
    provisional: result.provisional,
    detail: packResult(result),
  };
}
