import { tellTheSame } from '../../model/breakdown-receipt.ts';
import { sameValue } from './same-value.ts';

/** Changed properties of one company. */
export interface CompanyUpdate {
  readonly companyId: string;
  readonly properties: Readonly<Record<string, string>>;
}

/**
 * What has to be written so that HubSpot holds `desired`: only changed properties of changed companies. A new
 * `health_scored_at`, or a breakdown that differs in times alone, goes along with other changes but is no reason to write.
 * A breakdown may be given by its text or by its receipt (`model/breakdown-receipt.ts`), on either side.
 */
export function planWrites(
  desired: ReadonlyMap<string, Readonly<Record<string, string>>>,
  current: ReadonlyMap<string, Readonly<Record<string, string | null>>>,
): CompanyUpdate[] {
  const updates: CompanyUpdate[] = [];
  for (const [companyId, wanted] of desired) {
    const held = current.get(companyId) ?? {};
    const changed = Object.entries(wanted).filter(([name, value]) => !sameValue(name, value, held[name]));
    if (changed.some(([name, value]) => isReasonToWrite(name, value, held[name]))) {
      updates.push({ companyId, properties: Object.fromEntries(changed) });
    }
  }
  return updates;
}

function isReasonToWrite(name: string, desired: string, current: string | null | undefined): boolean {
  // A first or a cleared time is news; a later one is not.
  if (name === 'health_scored_at') return desired === '' || !current;
  if (name === 'health_breakdown') return !tellTheSame(desired, current ?? '');
  return true;
}
