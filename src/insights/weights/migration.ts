import { type Band } from '../../model/bands.ts';

/** A company under the model in force and under the one that might replace it. */
export interface Rescored {
  readonly companyId: string;
  readonly segment: string | null;
  /** In the portal's currency; null when unknown. */
  readonly arr: number | null;
  readonly before: { readonly score: number | null; readonly band: Band };
  readonly after: { readonly score: number | null; readonly band: Band };
}

export interface BandMove {
  readonly from: Band;
  readonly to: Band;
  readonly companies: number;
  readonly arr: number;
}

export interface BandMigration {
  readonly companies: number;
  readonly moved: number;
  readonly movedArr: number;
  /** Companies whose ARR is not known, which the ARR figures leave out. */
  readonly withoutArr: number;
  /** Mean change of score of those that have one under both. */
  readonly meanChange: number | null;
  /** Every pair of bands that occurs, the largest ARR first, unchanged ones included. */
  readonly moves: readonly BandMove[];
  /** Those that change band, the largest ARR first. */
  readonly movers: readonly Rescored[];
}

/** What a change of the model would do to the book, before anything is published. */
export function bandMigration(book: readonly Rescored[]): BandMigration {
  const moves = new Map<string, BandMove>();
  for (const { arr, before, after } of book) {
    const key = `${before.band}>${after.band}`;
    const known = moves.get(key) ?? { from: before.band, to: after.band, companies: 0, arr: 0 };
    moves.set(key, { ...known, companies: known.companies + 1, arr: known.arr + (arr ?? 0) });
  }
  const movers = book.filter(({ before, after }) => before.band !== after.band);
  const changes = book.flatMap(({ before, after }) =>
    before.score === null || after.score === null ? [] : [after.score - before.score],
  );
  const byArr = (left: { arr: number | null }, right: { arr: number | null }) =>
    (right.arr ?? 0) - (left.arr ?? 0);
  return {
    companies: book.length,
    moved: movers.length,
    movedArr: movers.reduce((sum, { arr }) => sum + (arr ?? 0), 0),
    withoutArr: book.filter(({ arr }) => arr === null).length,
    meanChange: changes.length === 0 ? null : changes.reduce((sum, each) => sum + each, 0) / changes.length,
    moves: [...moves.values()].sort(byArr),
    movers: movers.toSorted(byArr),
  };
}
