import { type HealthBreakdown } from '../../../src/model/breakdown.ts';

type SourceStates = HealthBreakdown['sources'];

/** Source id → name, and the sections of the signals it can fill. */
const SOURCES: Readonly<Record<string, { readonly name: string; readonly sections: readonly string[] }>> = {
  amplitude: { name: 'Amplitude', sections: ['usage'] },
  mixpanel: { name: 'Mixpanel', sections: ['usage'] },
  segment: { name: 'Segment', sections: ['usage'] },
  files: { name: 'Files', sections: ['usage'] },
  stripe: { name: 'Stripe', sections: ['usage.seats', 'business.invoices', 'business.contract'] },
  zuora: { name: 'Zuora', sections: ['usage.seats', 'business.invoices', 'business.contract'] },
  zendesk: {
    name: 'Zendesk',
    sections: ['relationship.tickets', 'relationship.surveys', 'relationship.outreach'],
  },
  intercom: {
    name: 'Intercom',
    sections: ['relationship.tickets', 'relationship.surveys', 'relationship.outreach'],
  },
  salesforce: { name: 'Salesforce', sections: ['relationship', 'business'] },
  'hubspot-crm': { name: 'HubSpot', sections: ['relationship', 'business'] },
};

export function sourceName(id: string): string {
  return SOURCES[id]?.name ?? id;
}

/** The connected sources that can have filled a section, the most specific ones if there are any. */
export function sourcesOf(section: string, states: SourceStates): string[] {
  const matches = Object.keys(states).flatMap((id) => {
    const length = Math.max(0, ...(SOURCES[id]?.sections ?? []).filter(covers).map((each) => each.length));
    return length === 0 ? [] : [{ id, length }];
  });
  const longest = Math.max(0, ...matches.map(({ length }) => length));
  return matches.filter(({ length }) => length === longest).map(({ id }) => id);

  function covers(candidate: string): boolean {
    return section === candidate || section.startsWith(`${candidate}.`);
  }
}
