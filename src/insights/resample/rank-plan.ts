import { type Ranking } from '../tally.ts';
import { type CompanyWeights, LANE_BITS, LANE_MASK, LANES } from './company-weights.ts';
import { NEGATIVE, planRows, POSITIVE, type QuietGroup, type RowPlan } from './plan-rows.ts';

/** Area under the ROC and the precision–recall curve of one round at one horizon; null without both outcomes. */
export interface RankMeasures {
  readonly auc: number | null;
  /** Pairs of a positive and a negative behind `auc`. */
  readonly pairs: number;
  readonly prAuc: number | null;
}

/** Running sums of a pass over ascending scores, `[horizon × LANES + lane]`. */
interface Sums {
  readonly negatives: Float64Array;
  readonly positives: Float64Array;
  /** Pairs in which the positive scores higher than the negative, ties as half. */
  readonly above: Float64Array;
  /** Sum over positives of the precision where they are found. */
  readonly precision: Float64Array;
  /** Rows of the score at hand. */
  readonly newNegatives: Float64Array;
  readonly newPositives: Float64Array;
}

/**
 * Rows sorted by score once, so that each bootstrap round is one pass. Nearly all rows are of customers who stay: they
 * are only counted, in runs between the scores at which a customer was lost, once for all horizons and {@link LANES}
 * rounds.
 */
export class RankPlan {
  private readonly plan: RowPlan;

  /**
   * @param ranking ranks of all rows by score; every row must be ranked.
   * @param company company of each row.
   * @param states by horizon, by row: `OUT`, `NEGATIVE` or `POSITIVE`.
   */
  constructor(ranking: Ranking, company: Uint32Array, states: readonly Uint8Array[]) {
    this.plan = planRows(ranking, company, states);
  }

  /** Measures by horizon and lane, low scores counting as risky. */
  measure(weights: CompanyWeights): RankMeasures[][] {
    const { groups, eventsEnd, states } = this.plan;
    const sums = emptySums(states.length * LANES);
    for (let at = 0; at < eventsEnd.length; at += 1) {
      const start = at === 0 ? 0 : eventsEnd[at - 1]!;
      const end = eventsEnd[at]!;
      let ties = end - start > 1;
      for (let index = 0; index < groups.length; index += 1) {
        const group = groups[index]!;
        const below = group.belowEnd[at]!;
        addRun(sums.negatives, group, at === 0 ? 0 : group.tiedEnd[at - 1]!, below, weights);
        ties ||= group.tiedEnd[at]! > below;
      }
      if (ties) this.addTied(sums, at, start, weights);
      else this.addOne(sums, start, weights);
    }
    for (const group of groups) {
      addRun(sums.negatives, group, group.tiedEnd.at(-1) ?? 0, group.rows.length, weights);
    }
    return states.map((_, horizon) =>
      Array.from({ length: LANES }, (_unused, lane) => finish(sums, horizon * LANES + lane)),
    );
  }

  /** An event whose score nobody else has: the usual case. */
  private addOne(sums: Sums, event: number, weights: CompanyWeights): void {
    const { states, events } = this.plan;
    const { negatives, positives, above, precision } = sums;
    const packed = weights[events[event]!]!;
    for (let horizon = 0; horizon < states.length; horizon += 1) {
      const state = states[horizon]![event]!;
      if (state !== POSITIVE && state !== NEGATIVE) continue;
      const first = horizon * LANES;
      for (let lane = 0; lane < LANES; lane += 1) {
        const at = first + lane;
        const times = (packed >>> (lane * LANE_BITS)) & LANE_MASK;
        const below = negatives[at]!;
        if (state === NEGATIVE) {
          negatives[at] = below + times;
          continue;
        }
        // Counts are whole: the larger of 1 and their sum only keeps 0 ÷ 0 away, and needs no branch.
        const total = positives[at]! + times;
        positives[at] = total;
        above[at]! += times * below;
        precision[at]! += (times * total) / Math.max(1, total + below);
      }
    }
  }

  /** All events and quiet rows of one score. */
  private addTied(sums: Sums, index: number, start: number, weights: CompanyWeights): void {
    const { groups, states, events, eventsEnd } = this.plan;
    const { negatives, positives, above, precision, newNegatives, newPositives } = sums;
    newNegatives.fill(0);
    newPositives.fill(0);
    for (const group of groups) {
      addRun(newNegatives, group, group.belowEnd[index]!, group.tiedEnd[index]!, weights);
    }
    for (const [horizon, own] of states.entries()) {
      for (let event = start; event < eventsEnd[index]!; event += 1) {
        const state = own[event]!;
        if (state !== POSITIVE && state !== NEGATIVE) continue;
        const target = state === POSITIVE ? newPositives : newNegatives;
        let at = horizon * LANES;
        for (let left = weights[events[event]!]!; left !== 0; left >>>= LANE_BITS, at += 1) {
          target[at]! += left & LANE_MASK;
        }
      }
    }
    for (let at = 0; at < negatives.length; at += 1) {
      const below = negatives[at]!;
      const here = newNegatives[at]!;
      negatives[at] = below + here;
      const found = newPositives[at]!;
      if (found === 0) continue;
      const total = positives[at]! + found;
      positives[at] = total;
      above[at]! += found * (below + here / 2);
      precision[at]! += (found * total) / (total + below + here);
    }
  }
}

function emptySums(length: number): Sums {
  return {
    negatives: new Float64Array(length),
    positives: new Float64Array(length),
    above: new Float64Array(length),
    precision: new Float64Array(length),
    newNegatives: new Float64Array(length),
    newPositives: new Float64Array(length),
  };
}

function finish({ negatives, positives, above, precision }: Sums, at: number): RankMeasures {
  const found = positives[at]!;
  const pairs = found * negatives[at]!;
  return {
    auc: pairs === 0 ? null : (pairs - above[at]!) / pairs,
    pairs,
    prAuc: found === 0 ? null : precision[at]! / found,
  };
}

/** Rows whose weights, at most 255 each, add up to less than 2^16. */
const SAFE_RUN = 256;
const TWO_LANES = 0x00ff00ff;
const LOW_LANE = 0xffff;

/**
 * Adds the weights of a run of quiet rows at the horizons they are negative at. Two lanes are added up in one number, as
 * long as neither can reach the other.
 */
function addRun(
  negatives: Float64Array,
  { rows, horizons }: QuietGroup,
  start: number,
  end: number,
  weights: CompanyWeights,
): void {
  for (let from = start; from < end; from += SAFE_RUN) {
    const to = Math.min(end, from + SAFE_RUN);
    let [even, odd] = [0, 0];
    for (let index = from; index < to; index += 1) {
      const packed = weights[rows[index]!]!;
      even += packed & TWO_LANES;
      odd += (packed >>> LANE_BITS) & TWO_LANES;
    }
    for (let index = 0; index < horizons.length; index += 1) {
      const at = horizons[index]! * LANES;
      negatives[at]! += even & LOW_LANE;
      negatives[at + 1]! += odd & LOW_LANE;
      negatives[at + 2]! += even >>> 16;
      negatives[at + 3]! += odd >>> 16;
    }
  }
}
