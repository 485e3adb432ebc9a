import { type Band } from '../model/bands.ts';
import { addDays, type Day, daysBetween } from '../model/day.ts';
import { type BandState, nextBandState, NO_BAND, readingOf } from '../scoring/bands/index.ts';
import { type Model, scoreCompany } from '../scoring/index.ts';
import { type ScoreResult } from '../model/result.ts';
import { type CompanySignals } from '../model/signals.ts';
import { type StoredPulse } from '../store/pulses.ts';
import { type PastScore, type Snapshot } from '../store/snapshots.ts';
import { assembleSignals, customerFrom } from './assemble/assemble.ts';
import {
  type CustomerSpan,
  customerSpans,
  firstContractDay,
  spanBegunBy,
} from './assemble/customer-spans.ts';
import { type CompanyFacts, type PortalFacts } from './assemble/facts.ts';
import { hasStopped, usageStanding, withoutActivity } from './assemble/usage.ts';
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
  const spans = spansToScore(input);
  const days = daysToScore(input, spans);
  const history = input.history
    .filter((each) => isOf(model, each))
    .map(({ asOf: day, score }) => ({ asOf: day, score }));
  const known = new Set(history.map((each) => each.asOf));
  const snapshots: Snapshot[] = [];
  let { bandState } = input;
  let lastScored = input.history.at(-1)?.asOf ?? null;
  const read = (result: ScoreResult, day: Day) => {
    const state = hasComeBack(spans, lastScored, day) ? asNew(bandState) : bandState;
    bandState = nextBandState(state, readingOf(result, day, model.bands), model.bands);
    lastScored = day;
  };
  const scoreOn: ScoreOn = (day, earlier, withUsage = true) => {
    const isLatest = day === asOf;
    const standing = usageStanding(facts, portal, day);
    // Stored scores know of usage: a difference to them would be the source's doing, not the customer's.
    const isAlike = isLatest || !hasStopped(standing);
    const options = { asOf: day, isLatest, history: isAlike ? earlier : [], managerId: input.managerId };
    const assembled = withPulse(assembleSignals(facts, portal, options), input.pulses ?? [], day);
    const signals = withUsage ? assembled : { ...assembled, usage: withoutActivity(assembled.usage) };
    const result = scoreCompany(signals, { asOf: day, model });
    // A band rests on how the product is used more than on anything else: while nobody knows, it stays.
    return { signals, result: standing === 'out' ? { ...result, provisional: true } : result };
  };
  const past = history.flatMap(({ asOf: day, score }) => (score === null ? [] : [{ asOf: day, score }]));
  for (const day of days) {
    if (day === asOf) continue;
    const since = spanBegunBy(spans, day)?.from ?? day;
    const { result } = scoreOn(day, nearby(past, day, since));
    read(result, day);
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
  const before = scoreBefore(input, spanBegunBy(spans, asOf)?.from ?? asOf, scoreOn);
  const score = before?.rescored?.score ?? before?.then.score ?? null;
  const { signals, result } = scoreOn(
    asOf,
    before === null || score === null ? [] : [{ asOf: before.asOf, score }],
  );
  read(result, asOf);
  snapshots.push(snapshotOf(asOf, model, result));
  return { signals, result, bandState, snapshots, before };
}

/**
 * The times that are scored, as known on the as-of day: those that are over, and the running one of a company that the
 * CRM calls a customer. Where billing tells of none, the CRM alone decides.
 */
function spansToScore({ facts, asOf, isCustomer }: ScoreCompanyInput): CustomerSpan[] {
  const begun = customerSpans(facts, asOf).filter(({ from }) => from <= asOf);
  if (begun.length > 0) return begun.filter(({ until }) => isCustomer || (until !== null && until <= asOf));
  const from = customerFrom(facts, asOf) ?? firstContractDay(facts) ?? '';
  return isCustomer ? [{ from, until: null }] : [];
}

function daysToScore({ portal, asOf, history }: ScoreCompanyInput, spans: readonly CustomerSpan[]): Day[] {
  const last = history.at(-1)?.asOf;
  return spans.flatMap(({ from, until }) => {
    const to = until === null || until > asOf ? asOf : addDays(until, -1);
    // A customer who came back is a new one: the first window has to fill again before a past day says anything.
    if (last !== undefined && last >= from)
      return catchUpDays(last, { asOf, to }).filter((day) => day >= from);
    const isMissed = (day: Day) => last === undefined || day > last;
    const firstData = [from, portal.firstDay ?? ''].sort().at(-1)!;
    return backfillDays({ asOf, from: firstData === '' ? asOf : firstData, to }).filter(isMissed);
  });
}

/** Whether the company was lost between its last score and the day, and is back on it. */
function hasComeBack(spans: readonly CustomerSpan[], lastScored: Day | null, day: Day): boolean {
  const before = lastScored === null ? null : spanBegunBy(spans, lastScored);
  return before !== null && before !== spanBegunBy(spans, day);
}

/** The band of a customer before its first score; what people set stays. */
function asNew(state: BandState | null): BandState | null {
  return state === null ? null : { ...NO_BAND, override: state.override };
}

/** Past scores around 30 days before a day: all that a change looks at. None of a time before it was lost. */
function nearby(past: readonly { asOf: Day; score: number }[], day: Day, since: Day) {
  const target = addDays(day, -CHANGE_DAYS);
  return past.filter(({ asOf }) => asOf >= since && Math.abs(daysBetween(asOf, target)) <= 3);
}

type ScoreOn = (
  day: Day,
  earlier: readonly { asOf: Day; score: number }[],
  withUsage?: boolean,
) => { signals: CompanySignals; result: ScoreResult };

/**
 * The company 30 days ago, from facts as known then, under today's model; beside it what was stored, if another. Where
 * nobody knows today how the product is used, without what was known of that: like is compared with like.
 */
function scoreBefore(
  { facts, portal, asOf, underOtherModel: stored }: ScoreCompanyInput,
  since: Day,
  scoreOn: ScoreOn,
): ScoredCompany['before'] {
  const day = addDays(asOf, -CHANGE_DAYS);
  if (since > day || (portal.firstDay !== null && portal.firstDay > day)) return null;
  const { result } = scoreOn(day, [], !hasStopped(usageStanding(facts, portal, asOf)));
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
