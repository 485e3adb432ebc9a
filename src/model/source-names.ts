import { type Locale, type Localised } from './bands.ts';

/** Names of the systems that data comes from, as their makers write them. Free of dependencies: cards carry it. */
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
  userpilot: 'Userpilot',
};

/** Those that have no maker. */
const OWN: Readonly<Record<string, Localised>> = {
  files: { en: 'Files', es: 'Archivos' },
  surveys: { en: 'Surveys', es: 'Encuestas' },
  warehouse: { en: 'Warehouse', es: 'Almacén de datos' },
};

/** What people call a source; one nobody knows by its id. */
export function sourceName(id: string, locale: Locale = 'en'): string {
  return NAMES[id] ?? OWN[id]?.[locale] ?? id;
}

/** The name of a source that has no maker, in every language; undefined for the others. */
export function ownSourceName(id: string): Localised | undefined {
  return OWN[id];
}
