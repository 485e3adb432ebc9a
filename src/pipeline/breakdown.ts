import { type BreakdownBasis, type HealthBreakdown } from '../model/breakdown.ts';
import { addDays, type Day, daysBetween } from '../model/day.ts';
import { type ScoreResult } from '../model/result.ts';
import { type CompanySignals, type SourceState } from '../model/signals.ts';
import { inFieldOrder, NO_BAND, type ShownBand, shownBand } from '../scoring/bands/index.ts';
import { dimensionChanges, explainChange } from '../scoring/explain/index.ts';
import { type Model } from '../scoring/index.ts';
import { type Snapshot } from '../store/snapshots.ts';
import { customerSpans, spanBegunBy } from './assemble/customer-spans.ts';
import { type CompanyFacts } from './assemble/facts.ts';
import { breakdownWords, type Feeds } from '../scoring/words/breakdown-words.ts';
import { historyMarkers } from './history-markers.ts';
import { latestPulse, type PeopleEntries, pulseExpiry } from './people-entries.ts';
import { playbookTasks } from './playbook-tasks.ts';
import { type ScoredCompany } from './score-company.ts';

const MAX_HISTORY = 60;
const MAX_PEOPLE = 20;
/** The newest days are shown one by one, older ones about a week apart. */
const DAILY_HISTORY_DAYS = 14;

export interface BreakdownInput {
  readonly asOf: Day;
  readonly scoredAt: string;
  readonly model: Model;
  readonly facts: CompanyFacts;
  readonly scored: ScoredCompany;
  /** Scores of the past year, oldest first. */
  readonly history: readonly HistoryPoint[];
  readonly sources: Readonly<Record<string, SourceState>>;
  readonly feeds: Feeds;
  readonly entries: PeopleEntries;
  /** What functions need besides the state of the band. */
  readonly basis: Omit<BreakdownBasis, 'bandState' | 'entered' | 'usageSince'>;
}

type HistoryPoint = Pick<Snapshot, 'asOf' | 'score' | 'modelId' | 'modelVersion'>;

/** What the card shows of a company, complete in one document. Pure. */
export function buildBreakdown(input: BreakdownInput): HealthBreakdown {
  const { asOf, scoredAt, model, scored, entries, facts } = input;
  const state = scored.bandState ?? NO_BAND;
  const shown = shownBand(state, asOf);
  return {
    v: 2,
    asOf,
    scoredAt,
    model: { id: model.id, version: model.version },
    arr: scored.signals.arr ?? null,
    renewsAt: scored.signals.business?.contract?.renewsAt ?? null,
    result: scored.result,
    publishedBand: shown.band,
    previousBand: shown.previous,
    bandChangedAt: shown.changedAt === null ? null : `${shown.changedAt}T00:00:00.000Z`,
    change: change(scored),
    dimensionChanges: scored.before === null ? {} : dimensionChanges(scored.before.then, scored.result),
    history: thinned(input.history, asOf),
    sources: Object.fromEntries(
      Object.entries(input.sources).map(([id, { status, fetchedAt, reason, setAside }]) => [
        id,
        {
          status,
          fetchedAt: fetchedAt ?? null,
          reason: reason ?? null,
          ...(setAside && { setAside }),
        },
      ]),
    ),
    people: people(facts, scored.signals, scored.result),
    words: breakdownWords({
      result: scored.result,
      model,
      band: shown.band,
      feeds: input.feeds,
      playbooks: input.basis.playbooks,
    }),
    pulse: pulse(entries, asOf),
    override: override(shown),
    computedBand: state.published,
    ...formerCustomer(input),
    tasks: playbookTasks(entries.acts, facts.records.task ?? []),
    markers: historyMarkers(input.history, entries, asOf),
    basis: {
      ...input.basis,
      // As text, for the database gives fields in an order of its own, which would be news in HubSpot.
      bandState: inFieldOrder(state),
      usageSince: scored.signals.usage?.coverage?.from ?? null,
    },
  };
}

/** What a company without a score of the day is told by, if it had been a customer before. */
function formerCustomer({
  scored,
  facts,
  history,
  asOf,
}: BreakdownInput): Pick<HealthBreakdown, 'customerUntil'> {
  // Whoever is a customer on the day has the state of a band, also when nothing was known to score.
  if (scored.bandState !== null) return {};
  const until = spanBegunBy(customerSpans(facts, asOf), asOf)?.until ?? null;
  if (until !== null && until <= asOf) return { customerUntil: until };
  return history.some(({ score }) => score !== null) ? { customerUntil: null } : {};
}

/** The newest pulse, still counting or not: a card says until when it counted. */
function pulse({ pulses }: PeopleEntries, asOf: Day): HealthBreakdown['pulse'] {
  const latest = latestPulse(pulses, asOf);
  if (latest === null) return null;
  const { score, at, reason, author } = latest;
  return { score, at, reason, author, expiresAt: pulseExpiry(at) };
}

function override({ override: active, expired }: ShownBand): HealthBreakdown['override'] {
  const latest = active ?? expired;
  if (latest === null) return null;
  const { band, reason, author, since, expiresAt } = latest;
  return { band, reason, author, since, expiresAt, active: active !== null };
}

function change({ before, result }: ScoredCompany): HealthBreakdown['change'] {
  if (before === null || before.then.score === null || result.score === null) return null;
  const terms = explainChange(before.then, result, { rescoredBefore: before.rescored ?? undefined });
  return { since: before.asOf, points: result.score - before.then.score, terms };
}

function thinned(history: BreakdownInput['history'], asOf: Day): [Day, number | null][] {
  const points: [Day, number | null][] = [];
  let last: Day | null = null;
  for (const { asOf: day, score } of history) {
    const recent = daysBetween(day, asOf) < DAILY_HISTORY_DAYS;
    if (!recent && last !== null && day < addDays(last, 7)) continue;
    points.push([day, score === null ? null : Math.round(score * 10) / 10]);
    last = day;
  }
  return points.slice(-MAX_HISTORY);
}

const KEY_ROLES = ['executive-sponsor', 'champion', 'admin'];

/** Key users first, then those in the worst health. */
function people(
  facts: CompanyFacts,
  signals: CompanySignals,
  result: ScoreResult,
): HealthBreakdown['people'] {
  const names = new Map(
    (facts.records.contact ?? []).flatMap((each) =>
      each.email === null ? [] : [[each.email.toLowerCase(), each.name]],
    ),
  );
  const scores = new Map(result.users.map((each) => [each.id, each.score]));
  return (signals.usage?.users ?? [])
    .map((user) => ({
      id: user.id,
      name: names.get(user.email?.toLowerCase() ?? '') ?? null,
      role: user.role ?? 'member',
      lastActive: user.lastActive ?? null,
    }))
    .sort(
      (left, right) =>
        rank(left.role) - rank(right.role) || (scores.get(left.id) ?? 0) - (scores.get(right.id) ?? 0),
    )
    .slice(0, MAX_PEOPLE);
}

function rank(role: string): number {
  const index = KEY_ROLES.indexOf(role);
  return index === -1 ? KEY_ROLES.length : index;
}
