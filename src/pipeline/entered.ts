import { type BreakdownBasis, healthBreakdown } from '../model/breakdown.ts';
import { ENTERED } from '../model/breakdown-receipt.ts';
import { type CrmCompany } from '../model/company.ts';
import { dayOf } from '../model/day.ts';
import { type BandOverride } from '../scoring/bands/index.ts';
import { addAudit } from '../store/audit.ts';
import { type Db } from '../store/open.ts';
import { addOverride, type StoredOverride } from '../store/overrides.ts';
import { addPulse, type StoredPulse } from '../store/pulses.ts';
import { type PeopleEntries } from './people-entries.ts';

/** What people entered through functions of the app, which write to HubSpot alone. */
export interface Entered {
  readonly pulses: readonly StoredPulse[];
  readonly overrides: readonly StoredOverride[];
}

const NOTHING: Entered = { pulses: [], overrides: [] };

/** The entries in the breakdown that HubSpot holds for the company. */
export function enteredInHubSpot({
  companyId,
  healthProperties,
}: Pick<CrmCompany, 'companyId' | 'healthProperties'>): Entered {
  const json = healthProperties['health_breakdown'];
  if (!json?.includes(ENTERED)) return NOTHING;
  const entered = basisOf(json)?.entered;
  if (entered === undefined) return NOTHING;
  return {
    pulses: entered.pulses.map((each) => ({ ...each, companyId })),
    overrides: entered.overrides.map((each) => ({ ...each, companyId })),
  };
}

/** Somebody may have edited the property: what does not fit is no entry. */
function basisOf(json: string): BreakdownBasis | undefined {
  try {
    return healthBreakdown.safeParse(JSON.parse(json)).data?.basis;
  } catch {
    return undefined;
  }
}

/** Those that the store does not have yet. */
export function newlyEntered(entered: Entered, known: PeopleEntries): Entered {
  const pulses = new Set(known.pulses.map(({ id }) => id));
  return {
    pulses: entered.pulses.filter(({ id }) => !pulses.has(id)),
    overrides: entered.overrides.filter(({ id }) => !known.overrideIds.has(id)),
  };
}

export function withEntered(known: PeopleEntries, { pulses, overrides }: Entered): PeopleEntries {
  if (pulses.length === 0 && overrides.length === 0) return known;
  return {
    ...known,
    ...newestOverride(known, overrides),
    pulses: [...known.pulses, ...pulses].sort((left, right) => (left.at < right.at ? -1 : 1)),
  };
}

/** By when they were set: the service may have set one after those that it did not know of yet. */
function newestOverride(
  { override, overrideSetAt }: PeopleEntries,
  overrides: Entered['overrides'],
): Pick<PeopleEntries, 'override' | 'overrideSetAt'> {
  let newest = { override, overrideSetAt };
  for (const { override: each, createdAt } of overrides) {
    if (newest.overrideSetAt !== null && createdAt < newest.overrideSetAt) continue;
    newest = { override: each as BandOverride, overrideSetAt: createdAt };
  }
  return newest;
}

/** The store takes them over, each with its line in the audit log; what it has already stays as it is. */
export async function storeEntered(db: Db, portalId: string, { pulses, overrides }: Entered): Promise<void> {
  for (const pulse of pulses) {
    if (!(await addPulse(db, portalId, pulse))) continue;
    const { id, score, at } = pulse;
    await note(db, portalId, 'pulse.logged', pulse.companyId, { id, score, enteredAt: at });
  }
  for (const entry of overrides) {
    if (!(await addOverride(db, portalId, entry))) continue;
    const { id, createdAt } = entry;
    const { band, expiresAt } = entry.override as BandOverride;
    // Withdrawn is one whose last day is over when it is entered.
    const [action, shown] = expiresAt < dayOf(createdAt) ? ['override.ended', null] : ['override.set', band];
    await note(db, portalId, action, entry.companyId, { id, band: shown, enteredAt: createdAt });
  }
}

/** By nobody's name: the log outlives the account's data, and functions note no id of the user. */
function note(db: Db, portalId: string, action: string, subject: string, detail: object): Promise<void> {
  return addAudit(db, portalId, {
    actor: 'user',
    action,
    subject,
    detail: { ...detail, through: 'HubSpot' },
  });
}
