import { type Day, daysBetween } from '../../model/day.ts';
import { randomFrom } from '../random.ts';
import { type Interval, percentileInterval } from '../resample/interval.ts';

/** Days after which the effect of a play is looked at, and how near a score must be to those days. */
const EFFECT_DAYS = 60;
const NEAR_DAYS = 10;
/** How alike a comparison account must be: points of score on the day. */
const SIMILAR_POINTS = 5;
/** Days around a play in which a comparison account must have had none itself. */
const QUIET_DAYS = 90;
/** Comparison accounts of one play at most, the most alike. */
const MOST_TWINS = 5;
/** Plays with a comparison below which nothing is said. */
const LEAST_PLAYS = 10;
const ROUNDS = 500;

export interface PlayedAccount {
  readonly companyId: string;
  readonly segment: string | null;
  readonly scores: readonly { readonly asOf: Day; readonly score: number }[];
  readonly plays: readonly { readonly id: string; readonly at: Day }[];
  readonly lostOn: Day | null;
}

/** What followed a play. An association: accounts were not drawn at random, and other things happen at the same time. */
export interface PlayOutcome {
  readonly play: string;
  /** Times it was played and can be compared. */
  readonly compared: number;
  /** Times it was played without enough scores or a similar account. */
  readonly notCompared: number;
  /** Mean change of score in 60 days; null below ten comparisons, like all that follows. */
  readonly change: number | null;
  /** The same of similar accounts without a play: same segment, score within 5 points on the day. */
  readonly changeWithout: number | null;
  readonly difference: number | null;
  readonly ci: Interval;
  /** Share still a customer 60 days later, with the play and without. */
  readonly kept: number | null;
  readonly keptWithout: number | null;
  readonly kind: 'association';
}

interface Pair {
  readonly change: number;
  readonly changeWithout: number;
  readonly kept: number;
  readonly keptWithout: number;
}

/** Compares what followed each play with similar accounts that had none. */
export function playOutcomes(accounts: readonly PlayedAccount[], knownUntil: Day, seed = 1): PlayOutcome[] {
  const ids = [...new Set(accounts.flatMap(({ plays }) => plays.map(({ id }) => id)))].sort();
  return ids.map((play) => {
    const pairs: Pair[] = [];
    let notCompared = 0;
    for (const account of accounts) {
      for (const { at } of account.plays.filter(({ id }) => id === play)) {
        const pair = comparePlay(account, at, accounts, knownUntil);
        if (pair === null) notCompared += 1;
        else pairs.push(pair);
      }
    }
    return summarise(play, pairs, notCompared, seed);
  });
}

function summarise(play: string, pairs: readonly Pair[], notCompared: number, seed: number): PlayOutcome {
  const base = { play, compared: pairs.length, notCompared, kind: 'association' as const };
  if (pairs.length < LEAST_PLAYS) {
    const nothing = {
      change: null,
      changeWithout: null,
      difference: null,
      ci: null,
      kept: null,
      keptWithout: null,
    };
    return { ...base, ...nothing };
  }
  const mean = (value: (pair: Pair) => number) =>
    pairs.reduce((sum, pair) => sum + value(pair), 0) / pairs.length;
  const difference = mean((pair) => pair.change - pair.changeWithout);
  const random = randomFrom(seed);
  const rounds = Array.from({ length: ROUNDS }, () => {
    let sum = 0;
    for (let draw = 0; draw < pairs.length; draw += 1) {
      const pair = pairs[Math.floor(random() * pairs.length)]!;
      sum += pair.change - pair.changeWithout;
    }
    return sum / pairs.length;
  });
  return {
    ...base,
    change: mean((pair) => pair.change),
    changeWithout: mean((pair) => pair.changeWithout),
    difference,
    ci: percentileInterval(rounds),
    kept: mean((pair) => pair.kept),
    keptWithout: mean((pair) => pair.keptWithout),
  };
}

function comparePlay(
  account: PlayedAccount,
  at: Day,
  accounts: readonly PlayedAccount[],
  knownUntil: Day,
): Pair | null {
  const own = effectOn(account, at, knownUntil);
  if (own === null) return null;
  const twins = accounts
    .filter((other) => other.companyId !== account.companyId && other.segment === account.segment)
    .filter((other) => other.plays.every((each) => Math.abs(daysBetween(each.at, at)) > QUIET_DAYS))
    .flatMap((other) => effectOn(other, at, knownUntil) ?? [])
    .map((effect) => ({ ...effect, distance: Math.abs(effect.before - own.before) }))
    .filter(({ distance }) => distance <= SIMILAR_POINTS)
    .sort((left, right) => left.distance - right.distance)
    .slice(0, MOST_TWINS);
  if (twins.length === 0) return null;
  const mean = (value: (twin: (typeof twins)[number]) => number) =>
    twins.reduce((sum, twin) => sum + value(twin), 0) / twins.length;
  return {
    change: own.change,
    changeWithout: mean((twin) => twin.change),
    kept: own.kept,
    keptWithout: mean((twin) => twin.kept),
  };
}

/** Score on the day and how it changed; a customer lost since has no health left. Null when not known. */
function effectOn(account: PlayedAccount, at: Day, knownUntil: Day) {
  if (daysBetween(at, knownUntil) < EFFECT_DAYS) return null;
  const before = nearest(account, at, 0);
  if (before === null || (account.lostOn !== null && account.lostOn <= at)) return null;
  if (account.lostOn !== null && daysBetween(at, account.lostOn) <= EFFECT_DAYS) {
    return { before, change: -before, kept: 0 };
  }
  const after = nearest(account, at, EFFECT_DAYS);
  return after === null ? null : { before, change: after - before, kept: 1 };
}

function nearest({ scores }: PlayedAccount, at: Day, days: number): number | null {
  const distance = (asOf: Day) => Math.abs(daysBetween(at, asOf) - days);
  // A score later than the play would count part of its effect as the state before it.
  const near = scores.filter(({ asOf }) => distance(asOf) <= NEAR_DAYS && (days > 0 || asOf <= at));
  return near.sort((left, right) => distance(left.asOf) - distance(right.asOf))[0]?.score ?? null;
}
