import type { BreakdownBasis, BreakdownWords, ChangeTerm, HealthBreakdown } from '../../model/breakdown.ts';
import { addDays, type Day } from '../../model/day.ts';
import type { ScoreResult } from '../../model/result.ts';
import { type BandState, nextBandState, PULSE_VALID_DAYS, readingOf, shownBand } from '../bands/index.ts';
import { dimensionChanges, explainChange } from '../explain/index.ts';
import type { Model } from '../model.ts';
import { breakdownWords } from '../words/breakdown-words.ts';

const MAX_HISTORY = 60;

/** What became of a company since its breakdown was written. */
export interface Update {
  readonly asOf: Day;
  /** ISO instant. */
  readonly scoredAt: string;
  readonly model: Model;
  readonly result: ScoreResult;
  /** Ids of the indicators that were measured anew. */
  readonly measured: ReadonlySet<string>;
  readonly basis: BreakdownBasis;
}

/**
 * The breakdown after scoring again, without the store: what moved the score since is added to what had moved it before,
 * so that the terms still add up to the change.
 */
export function updateBreakdown(before: HealthBreakdown, update: Update): HealthBreakdown {
  const { asOf, scoredAt, model, result, measured } = update;
  const state = nextBandState(update.basis.bandState, readingOf(result, asOf, model.bands), model.bands);
  const words = breakdownWords({
    result,
    model,
    band: shownBand(state, asOf).band,
    playbooks: update.basis.playbooks,
    feeds: new Map(Object.entries(before.words?.indicators ?? {}).map(([id, { sources }]) => [id, sources])),
  });
  return withBand(
    {
      ...before,
      asOf,
      scoredAt,
      model: { id: model.id, version: model.version },
      result,
      change: change(before, result),
      dimensionChanges: addedUp(before.dimensionChanges, dimensionChanges(before.result, result)),
      history: history(before.history, asOf, result.score),
      words: { ...words, indicators: indicatorWords(words, before.words, measured) },
      basis: { ...update.basis, bandState: state },
    },
    state,
  );
}

/** The breakdown with what people see of a band. */
export function withBand(breakdown: HealthBreakdown, state: BandState): HealthBreakdown {
  const { band, previous, changedAt, override, expired } = shownBand(state, breakdown.asOf);
  const latest = override ?? expired;
  return {
    ...breakdown,
    publishedBand: band,
    previousBand: previous,
    bandChangedAt: changedAt === null ? null : `${changedAt}T00:00:00.000Z`,
    computedBand: state.published,
    override: latest === null ? null : { ...withoutReplaced(latest), active: override !== null },
  };
}

function withoutReplaced({ band, reason, author, since, expiresAt }: NonNullable<BandState['override']>) {
  return { band, reason, author, since, expiresAt };
}

/** Words of what was not measured again stay: its value may have been left out of the breakdown. */
function indicatorWords(
  now: BreakdownWords,
  before: BreakdownWords | undefined,
  measured: ReadonlySet<string>,
): BreakdownWords['indicators'] {
  return Object.fromEntries(
    Object.entries(now.indicators).map(([id, words]) => [
      id,
      measured.has(id) ? words : (before?.indicators[id] ?? words),
    ]),
  );
}

function change({ change: known, result: before }: HealthBreakdown, after: ScoreResult) {
  if (known === null || before.score === null || after.score === null) return known;
  const terms = new Map<string, ChangeTerm>();
  for (const term of [...known.terms, ...explainChange(before, after)]) {
    const key = `${term.kind}:${term.id}`;
    terms.set(key, { ...term, points: term.points + (terms.get(key)?.points ?? 0) });
  }
  return {
    since: known.since,
    points: known.points + after.score - before.score,
    terms: [...terms.values()].sort((a, b) => Math.abs(b.points) - Math.abs(a.points)),
  };
}

function addedUp(before: Readonly<Record<string, number>>, since: Readonly<Record<string, number>>) {
  return Object.fromEntries(Object.entries(before).map(([id, points]) => [id, points + (since[id] ?? 0)]));
}

function history(
  points: HealthBreakdown['history'],
  asOf: Day,
  score: number | null,
): HealthBreakdown['history'] {
  const today: [Day, number | null] = [asOf, score === null ? null : Math.round(score * 10) / 10];
  return [...points.filter(([day]) => day !== asOf), today].slice(-MAX_HISTORY);
}

/** A pulse as a card shows it, with the last day it counts. */
export function pulseOf({
  score,
  at,
  reason,
  author,
}: {
  readonly score: number;
  readonly at: string;
  readonly reason: string;
  readonly author: string;
}): NonNullable<HealthBreakdown['pulse']> {
  return { score, at, reason, author, expiresAt: addDays(at, PULSE_VALID_DAYS) };
}
