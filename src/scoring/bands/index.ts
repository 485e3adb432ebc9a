export { BAND_ORDER, type BandBoundary, compareBands } from './boundaries.ts';
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
export { type BandChange, type BandOverride, type BandState, NO_BAND, type PendingBand } from './state.ts';
