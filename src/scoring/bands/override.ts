import { AppError } from '../../errors.ts';
import { say } from '../../model/messages/message.ts';
import type { ScoredBand } from '../../model/bands.ts';
import { addDays, daysBetween, type Day, isIsoDate } from '../../model/day.ts';
import type { BandChange, BandOverride, BandState } from './state.ts';

/** An override that nobody renews ends after at most this many days. */
export const MAX_OVERRIDE_DAYS = 90;

export interface OverrideRequest {
  readonly band: ScoredBand;
  readonly reason: string;
  readonly author: string;
  /** Last day the override is shown. */
  readonly expiresAt: Day;
}

/** The band people see, and where it comes from. */
export interface ShownBand extends BandChange {
  /** The override behind `band`; null when the band is the computed one. */
  readonly override: BandOverride | null;
  /** The latest override, once it is over. */
  readonly expired: BandOverride | null;
}

/**
 * Shows `request.band` from `asOf` to `request.expiresAt`, both included. A new override replaces the one before it.
 * @throws AppError `input-invalid` without reason or author, or when it would expire before `asOf` or later than
 *   {@link MAX_OVERRIDE_DAYS} after it.
 */
export function applyOverride(state: BandState, request: OverrideRequest, asOf: Day): BandState {
  const reason = request.reason.trim();
  const author = request.author.trim();
  if (reason === '' || author === '') {
    throw new AppError('input-invalid', say('action.override-author'));
  }
  assertExpiry(request.expiresAt, asOf);
  const { band, previous, changedAt } = shownBand(state, asOf);
  return {
    ...state,
    override: {
      band: request.band,
      reason,
      author,
      since: asOf,
      expiresAt: request.expiresAt,
      replaced: { band, previous, changedAt },
    },
  };
}

function assertExpiry(expiresAt: Day, asOf: Day): void {
  const days = isIsoDate(expiresAt) ? daysBetween(asOf, expiresAt) : Number.NaN;
  if (days >= 0 && days <= MAX_OVERRIDE_DAYS) return;
  throw new AppError(
    'input-invalid',
    say('action.override-expiry', {
      first: asOf,
      last: addDays(asOf, MAX_OVERRIDE_DAYS),
      asked: expiresAt,
    }),
  );
}

/** Ends the override the day before `asOf`; it stays on record. Without an active one nothing changes. */
export function withdrawOverride(state: BandState, asOf: Day): BandState {
  const active = activeOverride(state, asOf);
  return active === null ? state : { ...state, override: { ...active, expiresAt: addDays(asOf, -1) } };
}

/** The band people see on `asOf`: the override while it lasts, else the computed band. */
export function shownBand(state: BandState, asOf: Day): ShownBand {
  const active = activeOverride(state, asOf);
  if (active !== null) return { ...changeBy(active), override: active, expired: null };
  const ended = state.override !== null && daysBetween(state.override.expiresAt, asOf) > 0;
  const expired = ended ? state.override : null;
  return { ...changeAfter(expired, state), override: null, expired };
}

function activeOverride(state: BandState, asOf: Day): BandOverride | null {
  const { override } = state;
  if (override === null) return null;
  const started = daysBetween(override.since, asOf) >= 0;
  return started && daysBetween(asOf, override.expiresAt) >= 0 ? override : null;
}

/** An override on the band already shown changes nothing that people see. */
function changeBy({ band, since, replaced }: BandOverride): BandChange {
  return band === replaced.band ? replaced : { band, previous: replaced.band, changedAt: since };
}

/** When an override ended on another band than the computed one, its end is the last change people saw. */
function changeAfter(expired: BandOverride | null, state: BandState): BandChange {
  const computed: BandChange = {
    band: state.published,
    previous: state.previous,
    changedAt: state.changedAt,
  };
  if (expired === null) return computed;
  const end = addDays(expired.expiresAt, 1);
  if (state.changedAt !== null && daysBetween(end, state.changedAt) > 0) return computed;
  if (expired.band === state.published) return changeBy(expired);
  return { band: state.published, previous: expired.band, changedAt: end };
}
