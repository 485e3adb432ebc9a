import { type ExternalAccount } from '../../model/source.ts';
import { DOMAIN_ACCOUNT } from '../identity/domains.ts';
import { type RollupRules } from './rollup.ts';

type Properties = Readonly<Record<string, unknown>>;

/**
 * The account behind an Amplitude group. Its properties come as `{type: {id: {…}}}`, `{type: {…}}` or `{…}`,
 * depending on how the product sends them.
 *
 * @param groupProperties JSON text of the newest `group_properties` seen for the account
 */
export function groupAccount(
  externalId: string,
  emails: readonly string[],
  groupProperties: string | null,
  rules: RollupRules,
): ExternalAccount {
  const properties = propertiesOf(groupProperties, rules.groupType, externalId);
  const keys = rules.mapping.groupProperties;
  const domain = externalId.startsWith(DOMAIN_ACCOUNT)
    ? externalId.slice(DOMAIN_ACCOUNT.length)
    : firstText(properties, keys.domain);
  return {
    externalId,
    name: firstText(properties, keys.name),
    domains: domain === null ? [] : [domain],
    emails,
    hubspotCompanyId: firstText(properties, keys.hubspotCompanyId),
  };
}

function propertiesOf(text: string | null, groupType: string, groupId: string): Properties {
  if (text === null) return {};
  const all = asRecord(JSON.parse(text));
  const ofType = asRecord(all?.[groupType]);
  return asRecord(ofType?.[groupId]) ?? ofType ?? all ?? {};
}

function asRecord(value: unknown): Properties | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Properties)
    : undefined;
}

/** HubSpot ids are often sent as numbers. */
function firstText(properties: Properties, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = properties[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return null;
}
