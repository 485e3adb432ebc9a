import type { ScoredBand } from '../../model/bands.ts';
import type { Range } from '../model.ts';

/** The bands of a model, as it lists them. */
export type BandRanges = readonly Range<ScoredBand>[];

/** Worst first. A model may lack some of them; the order between those it has is always this one. */
export const BAND_ORDER: readonly ScoredBand[] = ['red', 'orange', 'yellow', 'green', 'thriving'];

/** Negative when `a` is worse than `b`, positive when better, 0 when equal. */
export function compareBands(a: ScoredBand, b: ScoredBand): number {
  return BAND_ORDER.indexOf(a) - BAND_ORDER.indexOf(b);
}

/**
 * How many points `score` lies inside `band`, counted from the edge that faces `from`: coming from a better band
 * that is the band's upper edge, from a worse one its lower edge. A band without that edge (the best or worst of
 * the model) is infinitely deep. Also right when `from` is not a band of this model.
 */
export function depthInside(ranges: BandRanges, band: ScoredBand, from: ScoredBand, score: number): number {
  const ascending = [...ranges].sort((a, b) => compareBands(a.id, b.id));
  const index = ascending.findIndex((range) => range.id === band);
  if (compareBands(band, from) > 0) return score - (ascending[index]?.from ?? -Infinity);
  return (ascending[index + 1]?.from ?? Infinity) - score;
}
