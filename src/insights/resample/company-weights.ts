import { randomFrom } from '../random.ts';

/** Bootstrap rounds worked on at a time: one visit to a row serves all of them. */
export const LANES = 4;

/**
 * How often each company was drawn in each of {@link LANES} rounds: `weights[company × LANES + lane]`. A byte is
 * enough: of up to 255 companies none can be drawn more often, of more none ever is (below one chance in 10^500).
 */
export type CompanyWeights = Uint8Array;

/**
 * Draws companies with replacement, as many as there are, for each round. Whole companies, because the rows of one
 * company repeat each other: drawing rows would make every interval too narrow. Yields the same array over and over,
 * with the number of its lanes that count.
 */
export function* drawCompanies(
  members: Uint32Array,
  companies: number,
  rounds: number,
  seed: number,
): Generator<{ weights: CompanyWeights; lanes: number }> {
  const random = randomFrom(seed);
  const weights = new Uint8Array(companies * LANES);
  for (let done = 0; done < rounds; done += LANES) {
    weights.fill(0);
    for (let lane = 0; lane < LANES; lane += 1) {
      for (let draw = 0; draw < members.length; draw += 1) {
        weights[members[Math.floor(random() * members.length)]! * LANES + lane]! += 1;
      }
    }
    yield { weights, lanes: Math.min(LANES, rounds - done) };
  }
}

/** A number for each company, kept for those only where it is not 0. */
export interface SparseColumn {
  readonly companies: Uint32Array;
  readonly values: Float64Array;
}

export function sparseColumn(values: Float64Array): SparseColumn {
  const companies = Uint32Array.from(values.keys()).filter((company) => values[company] !== 0);
  return { companies, values: Float64Array.from(companies, (company) => values[company]!) };
}

/** Adds up value × weight over companies, by lane. */
export function weightedSums({ companies, values }: SparseColumn, weights: CompanyWeights): Float64Array {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    const at = companies[index]! * LANES;
    a += value * weights[at]!;
    b += value * weights[at + 1]!;
    c += value * weights[at + 2]!;
    d += value * weights[at + 3]!;
  }
  return Float64Array.of(a, b, c, d);
}

/** Companies that occur in these rows, ascending. */
export function membersOf(company: Uint32Array, companies: number): Uint32Array {
  const occurs = new Uint8Array(companies);
  for (const each of company) occurs[each] = 1;
  return Uint32Array.from(occurs.keys()).filter((each) => occurs[each] === 1);
}
