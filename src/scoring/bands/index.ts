export { BAND_ORDER, type BandRanges, compareBands } from './ranges.ts';
export { DEPTH_TO_PUBLISH, nextBandState } from './hysteresis.ts';
export {
  applyOverride,
  MAX_OVERRIDE_DAYS,
  type OverrideRequest,
  type ShownBand,
  shownBand,
  withdrawOverride,
} from './override.ts';
export { PULSE_VALID_DAYS, type PulseValidity, pulseValidity } from './pulse.ts';
export { type BandReading, readingOf } from './reading.ts';
export {
  type BandChange,
  type BandOverride,
  type BandState,
  inFieldOrder,
  NO_BAND,
  type PendingBand,
} from './state.ts';
