import { type HealthBreakdown } from '../../../src/model/breakdown.ts';

/** Whether a source knows the company: the CRM itself, any other by an account of it. */
export function isTied(source: string, { basis }: HealthBreakdown): boolean {
  return basis === undefined || source === 'hubspot-crm' || basis.accounts[source] !== undefined;
}
