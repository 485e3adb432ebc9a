import { z } from 'zod';
import { ENTERED } from '../model/breakdown-receipt.ts';
import { type CrmCompany } from '../model/company.ts';
import { dayOf } from '../model/day.ts';
import { takenOverride, takenPulse } from '../model/entered.ts';
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

/** As far as it takes to find the entries. */
const breakdown = z.object({
  basis: z.object({
    entered: z.object({ pulses: z.array(z.unknown()), overrides: z.array(z.unknown()) }),
  }),
});

/** The entries in the breakdown that HubSpot holds for the company; what does not fit is no entry. */
export function enteredInHubSpot({
  companyId,
  healthProperties,
}: Pick<CrmCompany, 'companyId' | 'healthProperties'>): Entered {
  const json = healthProperties['health_breakdown'];
  if (!json?.includes(ENTERED)) return NOTHING;
  const found = breakdown.safeParse(parsed(json)).data?.basis.entered;
  if (found === undefined) return NOTHING;
  return {
    pulses: fitting(found.pulses, takenPulse).map((each) => ({ ...each, companyId })),
    overrides: fitting(found.overrides, takenOverride).map((each) => ({ ...each, companyId })),
  };
}

/** Somebody may have edited the property. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function fitting<Entry>(entries: readonly unknown[], schema: z.ZodType<Entry>): Entry[] {
  return entries.flatMap((each) => schema.safeParse(each).data ?? []);
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

/** By nobody's name: the log holds no other than ids, and functions note none of the user. */
function note(db: Db, portalId: string, action: string, subject: string, detail: object): Promise<void> {
  return addAudit(db, portalId, {
    actor: 'user',
    action,
    subject,
    detail: { ...detail, through: 'HubSpot' },
  });
}
