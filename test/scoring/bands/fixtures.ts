import { type Band } from '../../../src/model/bands.ts';
import { type BandRanges, type BandReading } from '../../../src/scoring/bands/index.ts';

/** The bands of the default model (scoring.md section 4). */
export const BOUNDARIES: BandRanges = [
  { id: 'red', from: 0 },
  { id: 'orange', from: 40 },
  { id: 'yellow', from: 60 },
  { id: 'green', from: 80 },
];

export function rawBand(score: number): Band {
  if (score < 40) return 'red';
  if (score < 60) return 'orange';
  return score < 80 ? 'yellow' : 'green';
}

/** A full reading in its raw band; `overrides` make it special. */
export function reading(asOf: string, score: number, overrides: Partial<BandReading> = {}): BandReading {
  const plain = { provisional: false, capped: false, rapidDecline: false };
  return { asOf, score, band: rawBand(score), ...plain, ...overrides };
}
