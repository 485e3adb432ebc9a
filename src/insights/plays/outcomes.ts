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
/** Customers with a comparison below which nothing is said: however often, one customer tells of itself only. */
const LEAST_CUSTOMERS = 10;
const ROUNDS = 500;

/** A play that was carried out, and the day number. */
export interface Play {
  readonly id: string;
  readonly at: number;
}

export interface PlayedAccount {
  readonly companyId: string;
  readonly segment: string | null;
  /** Day numbers of its scores, ascending. */
  readonly days: Int32Array;
  readonly scores: Float64Array;
  readonly plays: readonly Play[];
  /** Day number; null while a customer. */
  readonly lostOn: number | null;
}

/** What followed a play. An association: accounts were not drawn at random, and other things happen at the same time. */
export interface PlayOutcome {
  readonly play: string;
  /** Times it was played and can be compared. */
  readonly compared: number;
  /** Times it was played without enough scores or a similar account. */
  readonly notCompared: number;
  /** Mean change of score in 60 days; null below ten customers, like all that follows. */
  readonly change: number | null;
  /** The same of similar accounts without a play: same segment, score within 5 points on the day. */
  readonly changeWithout: number | null;
  readonly difference: number | null;
  /** Of `difference`, drawing whole customers: the plays of one repeat each other. */
  readonly ci: Interval;
  /** Share still a customer 60 days later, with the play and without. */
  readonly kept: number | null;
  readonly keptWithout: number | null;
  readonly kind: 'association';
}

interface Pair extends Comparison {
  readonly companyId: string;
}

interface Comparison {
  readonly change: number;
  readonly changeWithout: number;
  readonly kept: number;
  readonly keptWithout: number;
}

interface Tried {
  readonly pairs: Pair[];
  notCompared: number;
}

/** Compares what followed each play with similar accounts that had none. */
export function playOutcomes(
  accounts: readonly PlayedAccount[],
  knownUntil: number,
  seed = 1,
): PlayOutcome[] {
  const tried = new Map<string, Tried>();
  const occasions = accounts.flatMap((account) => account.plays.map((play) => ({ account, play })));
  const bySegment = Map.groupBy(accounts, ({ segment }) => segment);
  // Plays of one segment and day are compared with the same accounts, which are looked up once.
  const together = Map.groupBy(occasions, ({ account, play }) => JSON.stringify([account.segment, play.at]));
  for (const group of together.values()) {
    const [{ account, play } = {}] = group;
    if (account === undefined || play === undefined) continue;
    const quiet = effectsWithout(bySegment.get(account.segment) ?? [], play.at, knownUntil);
    for (const each of group) {
      const found = tried.get(each.play.id) ?? { pairs: [], notCompared: 0 };
      tried.set(each.play.id, found);
      const { companyId } = each.account;
      const comparison = comparePlay(effectOn(each.account, each.play.at, knownUntil), quiet);
      if (comparison === null) found.notCompared += 1;
      else found.pairs.push({ companyId, ...comparison });
    }
  }
  return [...tried]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([play, { pairs, notCompared }]) => summarise(play, pairs, notCompared, seed));
}

function summarise(play: string, pairs: readonly Pair[], notCompared: number, seed: number): PlayOutcome {
  const base = { play, compared: pairs.length, notCompared, kind: 'association' as const };
  const customers = [...Map.groupBy(pairs, ({ companyId }) => companyId).values()].map((own) => ({
    plays: own.length,
    gained: own.reduce((sum, pair) => sum + pair.change - pair.changeWithout, 0),
  }));
  if (customers.length < LEAST_CUSTOMERS) {
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
    let [gained, plays] = [0, 0];
    for (let draw = 0; draw < customers.length; draw += 1) {
      const customer = customers[Math.floor(random() * customers.length)]!;
      gained += customer.gained;
      plays += customer.plays;
    }
    return gained / plays;
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

/** What became of the accounts without a play around a day, by their score on it, ascending. */
function effectsWithout(accounts: readonly PlayedAccount[], at: number, knownUntil: number): Effect[] {
  return accounts
    .filter(({ plays }) => plays.every((each) => Math.abs(each.at - at) > QUIET_DAYS))
    .flatMap((account) => effectOn(account, at, knownUntil) ?? [])
    .sort((left, right) => left.before - right.before);
}

/** `quiet` by score, ascending. */
function comparePlay(own: Effect | null, quiet: readonly Effect[]): Comparison | null {
  if (own === null) return null;
  const twins = mostAlike(own.before, quiet);
  if (twins.length === 0) return null;
  const mean = (value: (twin: Effect) => number) =>
    twins.reduce((sum, twin) => sum + value(twin), 0) / twins.length;
  return {
    change: own.change,
    changeWithout: mean((twin) => twin.change),
    kept: own.kept,
    keptWithout: mean((twin) => twin.kept),
  };
}

/** The accounts whose score is nearest, none too far; of two equally near ones the lower. */
function mostAlike(score: number, quiet: readonly Effect[]): Effect[] {
  const twins: Effect[] = [];
  let above = firstAt(quiet.length, (index) => quiet[index]!.before >= score);
  let below = above - 1;
  const distance = (index: number) => {
    const effect = quiet[index];
    return effect === undefined ? Number.POSITIVE_INFINITY : Math.abs(effect.before - score);
  };
  while (twins.length < MOST_TWINS) {
    const isBelow = distance(below) <= distance(above);
    const next = isBelow ? below-- : above++;
    if (distance(next) > SIMILAR_POINTS) break;
    twins.push(quiet[next]!);
  }
  return twins;
}

interface Effect {
  readonly before: number;
  readonly change: number;
  /** 1: still a customer 60 days later. */
  readonly kept: number;
}

/** Score on the day and how it changed; a customer lost since has no health left. Null when not known. */
function effectOn(account: PlayedAccount, at: number, knownUntil: number): Effect | null {
  if (knownUntil - at < EFFECT_DAYS) return null;
  const { lostOn } = account;
  // A score later than the play would count part of its effect as the state before it.
  const before = nearest(account, at, { from: at - NEAR_DAYS, to: at });
  if (before === null || (lostOn !== null && lostOn <= at)) return null;
  if (lostOn !== null && lostOn - at <= EFFECT_DAYS) return { before, change: -before, kept: 0 };
  const then = at + EFFECT_DAYS;
  const after = nearest(account, then, { from: then - NEAR_DAYS, to: then + NEAR_DAYS });
  return after === null ? null : { before, change: after - before, kept: 1 };
}

/** The score of the day nearest to one, between two days; of two equally near ones the earlier. */
function nearest(
  { days, scores }: PlayedAccount,
  day: number,
  { from, to }: { readonly from: number; readonly to: number },
): number | null {
  let best: number | null = null;
  for (let index = firstAt(days.length, (each) => days[each]! >= from); days[index]! <= to; index += 1) {
    if (best === null || Math.abs(days[index]! - day) < Math.abs(days[best]! - day)) best = index;
  }
  return best === null ? null : scores[best]!;
}

/** The first index from which a condition holds, which holds for all behind it; `length` where it never does. */
function firstAt(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
