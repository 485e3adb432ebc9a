/** Names of the systems that data comes from, as their makers write them. */
const NAMES: Readonly<Record<string, string>> = {
  amplitude: 'Amplitude',
  mixpanel: 'Mixpanel',
  segment: 'Segment',
  stripe: 'Stripe',
  zuora: 'Zuora',
  zendesk: 'Zendesk',
  intercom: 'Intercom',
  salesforce: 'Salesforce',
  'hubspot-crm': 'HubSpot',
};

export function sourceName(id: string): string {
  return NAMES[id] ?? id;
}
