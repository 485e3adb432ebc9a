import { type BandOverride, type BandState, NO_BAND, PULSE_VALID_DAYS } from '../scoring/bands/index.ts';
import { addDays, type Day, dayOf } from '../model/day.ts';
import { type CompanySignals } from '../model/signals.ts';
import { loadActs, type StoredAct } from '../store/acts.ts';
import { loadOverrides } from '../store/overrides.ts';
import { type Db } from '../store/open.ts';
import { loadPulses, type StoredPulse } from '../store/pulses.ts';

/** What people entered about a company, and the tasks that were made for them. */
export interface PeopleEntries {
  /** Oldest first. */
  readonly pulses: readonly StoredPulse[];
  /** The latest one, over or not; null when there never was one. */
  readonly override: BandOverride | null;
  /** ISO instant at which that one was set. */
  readonly overrideSetAt: string | null;
  /** Ids of all that were ever set. */
  readonly overrideIds: ReadonlySet<string>;
  readonly acts: readonly StoredAct[];
}

export const NO_ENTRIES: PeopleEntries = {
  pulses: [],
  override: null,
  overrideSetAt: null,
  overrideIds: new Set(),
  acts: [],
};

/** The entries of these companies, by company id; companies without any are absent. */
export async function loadPeopleEntries(
  db: Db,
  portalId: string,
  companyIds: readonly string[],
): Promise<Map<string, PeopleEntries>> {
  const pulses = await loadPulses(db, portalId, companyIds);
  const overrides = await loadOverrides(db, portalId, companyIds);
  const acts = await loadActs(db, portalId, companyIds);
  const ids = new Set([...pulses.keys(), ...overrides.keys(), ...acts.keys()]);
  return new Map(
    [...ids].map((id) => [
      id,
      {
        pulses: pulses.get(id) ?? [],
        override: (overrides.get(id)?.at(-1)?.override as BandOverride | undefined) ?? null,
        overrideSetAt: overrides.get(id)?.at(-1)?.createdAt ?? null,
        overrideIds: new Set(overrides.get(id)?.map((each) => each.id)),
        acts: acts.get(id) ?? [],
      },
    ]),
  );
}

/**
 * The state of a band with the override that people set. The table of overrides is the truth: a run that read the
 * state before somebody set one and stores it afterwards must not lose it.
 */
export function withOverride(state: BandState | null, override: BandOverride | null): BandState | null {
  return override === null ? state : { ...(state ?? NO_BAND), override };
}

/** The signals of a day with the newest pulse by its end. */
export function withPulse(
  signals: CompanySignals,
  pulses: readonly StoredPulse[],
  asOf: Day,
): CompanySignals {
  const pulse = latestPulse(pulses, asOf);
  if (pulse === null) return signals;
  const { score, at, reason } = pulse;
  return { ...signals, relationship: { ...signals.relationship, pulse: { score, at, reason } } };
}

/** The newest pulse logged by the end of the day. */
export function latestPulse(pulses: readonly StoredPulse[], asOf: Day): StoredPulse | null {
  return pulses.findLast((each) => dayOf(each.at) <= asOf) ?? null;
}

/** Last day a pulse counts. */
export function pulseExpiry(at: string): Day {
  return addDays(dayOf(at), PULSE_VALID_DAYS);
}
