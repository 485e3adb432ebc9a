import { randomFrom } from '../random.ts';

/** Bootstrap rounds worked on at a time: one visit to a row serves all of them. */
export const LANES = 4;
export const LANE_BITS = 8;
export const LANE_MASK = 0xff;

/**
 * How often each company was drawn in each of {@link LANES} rounds, a byte a round in one number a company, read by
 * {@link timesDrawn}. A byte is enough: of up to 255 companies none can be drawn more often, of more none ever is
 * (below one chance in 10^500).
 */
export type CompanyWeights = Uint32Array;

export function timesDrawn(weights: CompanyWeights, company: number, lane: number): number {
  return (weights[company]! >>> (lane * LANE_BITS)) & LANE_MASK;
}

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
  const weights = new Uint32Array(companies);
  for (let done = 0; done < rounds; done += LANES) {
    weights.fill(0);
    for (let lane = 0; lane < LANES; lane += 1) {
      const once = 1 << (lane * LANE_BITS);
      for (let draw = 0; draw < members.length; draw += 1) {
        weights[members[Math.floor(random() * members.length)]!]! += once;
      }
    }
    yield { weights, lanes: Math.min(LANES, rounds - done) };
  }
}

/** Some numbers of each company, kept for those companies only where any is not 0. */
export interface CompanyTable {
  readonly companies: Uint32Array;
  /** Numbers of a company side by side. */
  readonly values: Float64Array;
  /** How many numbers a company has. */
  readonly width: number;
}

export function companyTable(columns: readonly Float64Array[]): CompanyTable {
  const length = columns[0]?.length ?? 0;
  const companies = Uint32Array.from({ length }, (_, company) => company).filter((company) =>
    columns.some((column) => column[company] !== 0),
  );
  const width = columns.length;
  const values = new Float64Array(companies.length * width);
  for (const [index, company] of companies.entries()) {
    for (const [place, column] of columns.entries()) values[index * width + place] = column[company]!;
  }
  return { companies, values, width };
}

/** Adds up value × weight over companies: `sums[lane × width + column]`. */
export function weightedSums(
  { companies, values, width }: CompanyTable,
  weights: CompanyWeights,
): Float64Array {
  const sums = new Float64Array(LANES * width);
  const [second, third, fourth] = [width, 2 * width, 3 * width];
  for (let index = 0; index < companies.length; index += 1) {
    const packed = weights[companies[index]!]!;
    const first = index * width;
    for (let column = 0; column < width; column += 1) {
      const value = values[first + column]!;
      sums[column]! += value * (packed & LANE_MASK);
      sums[second + column]! += value * ((packed >>> LANE_BITS) & LANE_MASK);
      sums[third + column]! += value * ((packed >>> (2 * LANE_BITS)) & LANE_MASK);
      sums[fourth + column]! += value * (packed >>> (3 * LANE_BITS));
    }
  }
  return sums;
}

/** Companies that occur in these rows, ascending. */
export function membersOf(company: Uint32Array, companies: number): Uint32Array {
  const occurs = new Uint8Array(companies);
  for (let row = 0; row < company.length; row += 1) occurs[company[row]!] = 1;
  return Uint32Array.from(occurs.keys()).filter((each) => occurs[each] === 1);
}
