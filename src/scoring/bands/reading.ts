import { type Band } from '../../model/bands.ts';
import { type Day } from '../../model/day.ts';
import { type ScoreResult } from '../../model/result.ts';
import { type BandBoundary, compareBands } from './boundaries.ts';

/** One score of a company, as far as the published band cares. */
export interface BandReading {
  readonly asOf: Day;
  readonly score: number | null;
  /** The raw band of `score`. */
  readonly band: Band;
  readonly provisional: boolean;
  /** A cap, and not the mean, decides the band: without caps the score would be in another one. */
  readonly capped: boolean;
  readonly rapidDecline: boolean;
}

/** The reading in a score result. */
export function readingOf(
  result: Pick<ScoreResult, 'score' | 'rawScore' | 'band' | 'provisional' | 'signals'>,
  asOf: Day,
  boundaries: readonly BandBoundary[],
): BandReading {
  return {
    asOf,
    score: result.score,
    band: result.band,
    provisional: result.provisional,
    capped: capDecidesBand(result, boundaries),
    rapidDecline: result.signals.includes('rapid-decline'),
  };
}

/** True when the uncapped score reaches the lower edge of a better band than the result's. */
function capDecidesBand(
  result: Pick<ScoreResult, 'score' | 'rawScore' | 'band'>,
  boundaries: readonly BandBoundary[],
): boolean {
  const { score, rawScore, band } = result;
  if (score === null || rawScore === null || band === 'unknown' || rawScore <= score) return false;
  return boundaries.some((boundary) => compareBands(boundary.band, band) > 0 && rawScore >= boundary.from);
}
