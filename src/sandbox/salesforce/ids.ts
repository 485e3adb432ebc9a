import { type WorldCompany } from '../world/types.ts';

const PREFIX = { Account: '001', Contact: '003', Opportunity: '006', Task: '00T', Event: '00U', User: '005' };
export type ObjectName = keyof typeof PREFIX;

/** A Salesforce id of 18 characters; the last three only repeat the case of the others, here always the same. */
export function salesforceId(object: ObjectName, number: string): string {
  return `${PREFIX[object]}${number.padStart(12, '0').slice(-12)}AAA`;
}

/**
 * Account id of the companies that are tied to Salesforce from the other side: HubSpot and the billing system hold it,
 * and Salesforce does not hold the HubSpot id. Null for the others.
 */
export function syncedAccountId(company: Pick<WorldCompany, 'index' | 'id'>): string | null {
  return company.index % 2 === 0 ? null : salesforceId('Account', company.id);
}
