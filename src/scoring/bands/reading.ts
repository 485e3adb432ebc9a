import type { Band, EarlyWarning } from '../../model/bands.ts';
import type { Day } from '../../model/day.ts';
import type { ScoreResult } from '../../model/result.ts';
import { bandOf } from '../engine/classify.ts';
import { type BandRanges, compareBands } from './ranges.ts';

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

type BandFacts = Readonly<Pick<ScoreResult, 'score' | 'rawScore' | 'band' | 'provisional'>> & {
  readonly signals: readonly EarlyWarning[];
};

/** The reading in a score result. */
export function readingOf(result: BandFacts, asOf: Day, ranges: BandRanges): BandReading {
  return {
    asOf,
    score: result.score,
    band: result.band,
    provisional: result.provisional,
    capped: capDecidesBand(result, ranges),
    rapidDecline: result.signals.includes('rapid-decline'),
  };
}

/** True when the score before caps lies in a better band. */
function capDecidesBand({ rawScore, band }: BandFacts, ranges: BandRanges): boolean {
  const rawBand = bandOf(rawScore, { bands: ranges });
  return rawBand !== 'unknown' && band !== 'unknown' && compareBands(rawBand, band) > 0;
}
