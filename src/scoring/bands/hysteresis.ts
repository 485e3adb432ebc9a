import type { ScoredBand } from '../../model/bands.ts';
import { daysBetween } from '../../model/day.ts';
import { TOLERANCE } from '../tolerance.ts';
import { type BandRanges, compareBands, depthInside } from './ranges.ts';
import type { BandReading } from './reading.ts';
import { type BandState, type PendingBand, NO_BAND } from './state.ts';

/** Points inside a new band that publish it at once. */
export const DEPTH_TO_PUBLISH = 2;

/**
 * The published band after one more reading, so that a score wandering along a boundary does not flip the band,
 * the tasks and the lists every night. The band changes when the score is at least {@link DEPTH_TO_PUBLISH} points
 * inside the new band, counted from the edge facing the published one, or on the second of two consecutive daily
 * readings in it.
 *
 * - *Consecutive daily readings* are dated on two successive UTC days. A second reading of the same day, readings
 *   a week apart (a backfill) or with a day missing between them are not consecutive: the wait starts again.
 * - A rapid decline, and a cap that decides the band, publish a worse band at once. They never hasten a better one:
 *   both last for weeks, and the way back would otherwise have no hysteresis at all.
 * - The first score publishes its band at once. It is not a change between bands: `previous` stays null.
 * - A provisional or unknown reading changes nothing but `asOf`. Before the first full score the band is `unknown`.
 * - Readings may repeat: the same one twice gives the same state. One older than the newest day is ignored.
 * - An override is carried along untouched; readings keep working underneath it.
 */
export function nextBandState(state: BandState | null, reading: BandReading, ranges: BandRanges): BandState {
  const before = state ?? NO_BAND;
  if (before.asOf !== null && daysBetween(before.asOf, reading.asOf) < 0) return before;
  const seen: BandState = { ...before, asOf: reading.asOf };
  if (!isFull(reading)) return seen;
  const { published } = before;
  const arrived: BandState = { ...seen, published: reading.band, changedAt: reading.asOf, pending: null };
  if (published === 'unknown') return arrived;
  if (published === reading.band) return { ...seen, pending: null };
  if (
    worsensAtOnce(published, reading) ||
    depthInside(ranges, reading.band, published, reading.score) >= DEPTH_TO_PUBLISH - TOLERANCE ||
    isSecondDay(before.pending, reading)
  ) {
    return { ...arrived, previous: published };
  }
  return { ...seen, pending: { band: reading.band, since: reading.asOf } };
}

type FullReading = BandReading & { readonly score: number; readonly band: ScoredBand };

function isFull(reading: BandReading): reading is FullReading {
  return !reading.provisional && reading.score !== null && reading.band !== 'unknown';
}

function worsensAtOnce(published: ScoredBand, reading: FullReading): boolean {
  return (reading.capped || reading.rapidDecline) && compareBands(reading.band, published) < 0;
}

function isSecondDay(pending: PendingBand | null, reading: FullReading): boolean {
  return pending?.band === reading.band && daysBetween(pending.since, reading.asOf) === 1;
}
