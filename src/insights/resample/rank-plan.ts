import { type Ranking } from '../tally.ts';
import { type CompanyWeights, LANES } from './company-weights.ts';
import { type RankSums, rankSums } from './rank-sums.ts';

/** What a row is at a horizon. */
export const OUT = 0;
export const NEGATIVE = 1;
export const POSITIVE = 2;

/** Area under the ROC and the precision–recall curve of one round at one horizon; null without both outcomes. */
export interface RankMeasures {
  readonly auc: number | null;
  /** Pairs of a positive and a negative behind `auc`. */
  readonly pairs: number;
  readonly prAuc: number | null;
}

/**
 * Rows sorted by score once, so that each bootstrap round is one pass. Nearly all rows are of customers who stay:
 * those that are negative at every horizon ("quiet") are summed up in runs between the others ("events"), once for
 * all horizons and {@link LANES} rounds.
 */
export class RankPlan {
  private readonly quiet: Uint32Array;
  private readonly events: Uint32Array;
  /** By break (a score at which there is an event): end of the quiet rows below it, at it, and of its events. */
  private readonly belowEnd: Uint32Array;
  private readonly tiedEnd: Uint32Array;
  private readonly eventsEnd: Uint32Array;
  /** By horizon, by event. */
  private readonly states: readonly Uint8Array[];

  /**
   * @param ranking ranks of all rows by score; every row must be ranked.
   * @param company company of each row.
   * @param states by horizon, by row: {@link OUT}, {@link NEGATIVE} or {@link POSITIVE}.
   */
  constructor({ ranks, distinct }: Ranking, company: Uint32Array, states: readonly Uint8Array[]) {
    const isEvent = Uint8Array.from(ranks, (_, row) =>
      Number(states.some((state) => state[row] !== NEGATIVE)),
    );
    const quiet = sortedByRank(ranks, distinct, isEvent, 0);
    const events = sortedByRank(ranks, distinct, isEvent, 1);
    const breaks: number[] = [];
    for (let rank = 0; rank < distinct; rank += 1) {
      if (events.ends[rank]! > (rank === 0 ? 0 : events.ends[rank - 1]!)) breaks.push(rank);
    }
    this.quiet = quiet.rows.map((row) => company[row]!);
    this.events = events.rows.map((row) => company[row]!);
    this.belowEnd = Uint32Array.from(breaks, (rank) => (rank === 0 ? 0 : quiet.ends[rank - 1]!));
    this.tiedEnd = Uint32Array.from(breaks, (rank) => quiet.ends[rank]!);
    this.eventsEnd = Uint32Array.from(breaks, (rank) => events.ends[rank]!);
    this.states = states.map((state) => Uint8Array.from(events.rows, (row) => state[row]!));
  }

  /** Measures by horizon and lane, low scores counting as risky. */
  measure(weights: CompanyWeights): RankMeasures[][] {
    const sums = this.states.map(() => rankSums());
    const passed = new Float64Array(LANES);
    const tied = new Float64Array(LANES);
    let [quietAt, eventsAt] = [0, 0];
    for (let index = 0; index < this.eventsEnd.length; index += 1) {
      addRun(passed, this.quiet, quietAt, this.belowEnd[index]!, weights);
      for (let lane = 0; lane < LANES; lane += 1) tied[lane] = 0;
      addRun(tied, this.quiet, this.belowEnd[index]!, this.tiedEnd[index]!, weights);
      const end = this.eventsEnd[index]!;
      for (let horizon = 0; horizon < this.states.length; horizon += 1) {
        this.addEvents(sums[horizon]!, this.states[horizon]!, eventsAt, end, weights, passed, tied);
      }
      for (let lane = 0; lane < LANES; lane += 1) passed[lane]! += tied[lane]!;
      quietAt = this.tiedEnd[index]!;
      eventsAt = end;
    }
    addRun(passed, this.quiet, quietAt, this.quiet.length, weights);
    return sums.map((sum) => Array.from({ length: LANES }, (_, lane) => finish(sum, passed[lane]!, lane)));
  }

  private addEvents(
    sums: RankSums,
    states: Uint8Array,
    start: number,
    end: number,
    weights: CompanyWeights,
    passed: Float64Array,
    tied: Float64Array,
  ): void {
    const { negatives, positives, above, precision, newNegatives, newPositives } = sums;
    for (let lane = 0; lane < LANES; lane += 1) newNegatives[lane] = newPositives[lane] = 0;
    for (let event = start; event < end; event += 1) {
      const state = states[event]!;
      if (state === OUT) continue;
      const target = state === POSITIVE ? newPositives : newNegatives;
      const at = this.events[event]! * LANES;
      for (let lane = 0; lane < LANES; lane += 1) target[lane]! += weights[at + lane]!;
    }
    for (let lane = 0; lane < LANES; lane += 1) {
      const below = passed[lane]! + negatives[lane]!;
      const here = tied[lane]! + newNegatives[lane]!;
      const found = newPositives[lane]!;
      negatives[lane]! += newNegatives[lane]!;
      if (found === 0) continue;
      positives[lane]! += found;
      above[lane]! += found * (below + here / 2);
      precision[lane]! += (found * positives[lane]!) / (positives[lane]! + below + here);
    }
  }
}

function finish(
  { negatives, positives, above, precision }: RankSums,
  quiet: number,
  lane: number,
): RankMeasures {
  const found = positives[lane]!;
  const pairs = found * (negatives[lane]! + quiet);
  return {
    auc: pairs === 0 ? null : (pairs - above[lane]!) / pairs,
    pairs,
    prAuc: found === 0 ? null : precision[lane]! / found,
  };
}

/** Adds the weights of a run of rows, by lane. */
function addRun(
  sums: Float64Array,
  company: Uint32Array,
  start: number,
  end: number,
  weights: CompanyWeights,
): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let index = start; index < end; index += 1) {
    const at = company[index]! * LANES;
    a += weights[at]!;
    b += weights[at + 1]!;
    c += weights[at + 2]!;
    d += weights[at + 3]!;
  }
  sums[0]! += a;
  sums[1]! += b;
  sums[2]! += c;
  sums[3]! += d;
}

/** Rows of one kind in ascending order of rank (counting sort), and where each rank ends among them. */
function sortedByRank(ranks: Uint32Array, distinct: number, kinds: Uint8Array, kind: number) {
  const ends = new Uint32Array(distinct);
  for (let row = 0; row < ranks.length; row += 1) if (kinds[row] === kind) ends[ranks[row]!]! += 1;
  let total = 0;
  const next = ends.map((count) => (total += count) - count);
  const rows = new Uint32Array(total);
  for (let row = 0; row < ranks.length; row += 1) if (kinds[row] === kind) rows[next[ranks[row]!]!++] = row;
  return { rows, ends: next };
}
