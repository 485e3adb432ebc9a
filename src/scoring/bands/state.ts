import type { Band, ScoredBand } from '../../model/bands.ts';
import type { Day } from '../../model/day.ts';

/** A band seen in readings but not yet published. */
export interface PendingBand {
  readonly band: ScoredBand;
  /** Day of the first reading in it. */
  readonly since: Day;
}

/** A band with its last change. */
export interface BandChange {
  readonly band: Band;
  /** The band before; null when there was none. */
  readonly previous: Band | null;
  /** Day since when it is `band`. */
  readonly changedAt: Day | null;
}

/** A band set by a person, shown instead of the computed one until it expires. */
export interface BandOverride {
  readonly band: ScoredBand;
  readonly reason: string;
  readonly author: string;
  /** First day it is shown. */
  readonly since: Day;
  /** Last day it is shown. */
  readonly expiresAt: Day;
  /** What was shown when it was set. */
  readonly replaced: BandChange;
}

/**
 * What is remembered of a company's band between readings. `published`, `previous` and `changedAt` are the
 * computed ones; what people see, overrides included, is `shownBand(state, asOf)`.
 */
export interface BandState {
  readonly published: Band;
  /** The computed band before the last change; null until the first change between two bands. */
  readonly previous: Band | null;
  /** Day of the reading that published the band; null while `published` is `unknown`. */
  readonly changedAt: Day | null;
  readonly pending: PendingBand | null;
  /** Day of the newest reading taken in. Older readings are ignored. */
  readonly asOf: Day | null;
  /** Kept after it expired, so that it can still be shown as past; replaced only by a newer one. */
  readonly override: BandOverride | null;
}

/** A company nothing was read for yet. */
export const NO_BAND: BandState = {
  published: 'unknown',
  previous: null,
  changedAt: null,
  pending: null,
  asOf: null,
  override: null,
};

/** The same state with its fields in the order of their types, so that equal states are equal as text. */
export function inFieldOrder({
  published,
  previous,
  changedAt,
  pending,
  asOf,
  override,
}: BandState): BandState {
  return {
    published,
    previous,
    changedAt,
    pending: pending === null ? null : { band: pending.band, since: pending.since },
    asOf,
    override: override === null ? null : overrideInOrder(override),
  };
}

function overrideInOrder({ band, reason, author, since, expiresAt, replaced }: BandOverride): BandOverride {
  const { band: before, previous, changedAt } = replaced;
  return { band, reason, author, since, expiresAt, replaced: { band: before, previous, changedAt } };
}
