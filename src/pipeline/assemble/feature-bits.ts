import { type UsageUserDay } from '../../model/source.ts';

export type Depth = UsageUserDay['features'][string];

/** Shallowest first: a feature used at a depth counts as used at those before it, so that `or` keeps the deepest. */
const DEPTHS: readonly Depth[] = ['basic', 'moderate', 'advanced'];
const WORD_BITS = 32;

/** Features used together: feature, depth, feature, depth … */
export type Combination = readonly string[];

/**
 * Sets of features as bits: a year of user days is cut at a hundred days, and joining two sets of bits is an `or`
 * of a few numbers. A set has a run of words for each depth.
 */
export class FeatureBits {
  readonly features: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  /** Words of one depth. */
  readonly #words: number;

  constructor(combinations: Iterable<Combination>) {
    const names = new Set<string>();
    for (const flat of combinations) {
      for (let at = 0; at < flat.length; at += 2) names.add(flat[at] ?? '');
    }
    this.features = [...names].sort();
    this.#places = new Map(this.features.map((feature, place) => [feature, place]));
    this.#words = Math.ceil(this.features.length / WORD_BITS);
  }

  empty(): Uint32Array {
    return new Uint32Array(this.#words * DEPTHS.length);
  }

  of(combination: Combination): Uint32Array {
    const bits = this.empty();
    for (let at = 0; at < combination.length; at += 2) {
      const place = this.#places.get(combination[at] ?? '') ?? 0;
      const deepest = DEPTHS.indexOf(combination[at + 1] as Depth);
      for (let depth = 0; depth <= deepest; depth += 1) {
        const word = this.#wordOf(place, depth);
        bits[word] = (bits[word] ?? 0) | (1 << (place % WORD_BITS));
      }
    }
    return bits;
  }

  /** How deep a set uses the feature at a place; undefined when not at all. */
  depthOf(bits: Uint32Array, place: number): Depth | undefined {
    const bit = 1 << (place % WORD_BITS);
    for (let depth = DEPTHS.length - 1; depth >= 0; depth -= 1) {
      if (((bits[this.#wordOf(place, depth)] ?? 0) & bit) !== 0) return DEPTHS[depth];
    }
    return undefined;
  }

  #wordOf(place: number, depth: number): number {
    return depth * this.#words + Math.floor(place / WORD_BITS);
  }
}

/** Adds the features of a set to another of the same company. */
export function join(target: Uint32Array, added: Uint32Array): void {
  for (let word = 0; word < added.length; word += 1) target[word] = (target[word] ?? 0) | (added[word] ?? 0);
}
