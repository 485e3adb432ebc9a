import { currencyCode } from '../../../model/currency.ts';
import { isIsoDate } from '../../../model/day.ts';
import { say } from '../../../model/messages/message.ts';
import { date, number, type ObjectKind, text } from '../object-kind.ts';
import { type CrmRules } from '../rules.ts';
import { type CrmRecord } from '../wire.ts';

/** Written by HubSpot's own Salesforce sync; portals without it lack the property, which HubSpot then leaves out. */
const SALESFORCE_ACCOUNT_ID = 'salesforceaccountid';

/** Companies with who they are, who owns them, and our own properties on them. */
export function companies(rules: CrmRules, healthPropertyNames: readonly string[]): ObjectKind {
  const own = [rules.segment, rules.customerSince, rules.arr, rules.currency];
  return {
    name: 'companies',
    objectType: 'companies',
    recordKinds: [],
    searchOnly: false,
    modifiedProperty: 'hs_lastmodifieddate',
    associations: [],
    properties: [
      'name',
      'domain',
      'hs_additional_domains',
      'hubspot_owner_id',
      'hs_parent_company_id',
      'lifecyclestage',
      'hs_merged_object_ids',
      SALESFORCE_ACCOUNT_ID,
      ...own,
      ...healthPropertyNames,
    ],
    map: (record) => {
      const customerSince = date(record, rules.customerSince);
      const domains = [text(record, 'domain'), ...(text(record, 'hs_additional_domains')?.split(';') ?? [])];
      return {
        companyId: record.id,
        name: text(record, 'name'),
        domains: [...new Set(domains.flatMap((each) => each?.trim().toLowerCase() || []))],
        ownerId: text(record, 'hubspot_owner_id'),
        parentCompanyId: text(record, 'hs_parent_company_id'),
        lifecycleStage: text(record, 'lifecyclestage'),
        segment: text(record, rules.segment),
        customerSince: customerSince !== null && isIsoDate(customerSince) ? customerSince : null,
        arr: unknownCurrency(record, rules) === null ? number(record, rules.arr) : null,
        currency: currencyCode(text(record, rules.currency) ?? ''),
        salesforceAccountId: text(record, SALESFORCE_ACCOUNT_ID),
        createdAt: record.createdAt,
        updatedAt: record.updatedAt,
        archived: record.archived,
        mergedIds: (text(record, 'hs_merged_object_ids') ?? '').split(';').filter((id) => id !== ''),
        healthProperties: Object.fromEntries(
          healthPropertyNames.map((name) => [name, record.properties[name] ?? null]),
        ),
      };
    },
    notes: (record) => {
      const currency = unknownCurrency(record, rules);
      if (currency === null || number(record, rules.arr) === null) return [];
      return [say('company.currency', { property: rules.currency, currency })];
    },
  };
}

/** Of a text in place of a currency. */
const LONGEST_SHOWN = 40;

/** What stands in place of a currency code; null where there is a code or nothing at all. */
function unknownCurrency(record: CrmRecord, rules: CrmRules): string | null {
  const stated = text(record, rules.currency);
  return stated === null || currencyCode(stated) !== null ? null : stated.slice(0, LONGEST_SHOWN);
}
