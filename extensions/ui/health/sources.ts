import { type HealthBreakdown } from '../../../src/model/breakdown.ts';

type SourceStates = HealthBreakdown['sources'];

const USAGE = ['usage'];
const BILLING = ['usage.seats', 'business.invoices', 'business.contract'];
const SUPPORT = ['relationship.tickets', 'relationship.surveys', 'relationship.outreach'];
const CRM = ['relationship', 'business'];

/** Source id → name, and the sections of the signals it can fill. */
const SOURCES: Readonly<Record<string, { readonly name: string; readonly sections: readonly string[] }>> = {
  amplitude: { name: 'Amplitude', sections: USAGE },
  mixpanel: { name: 'Mixpanel', sections: USAGE },
  segment: { name: 'Segment', sections: USAGE },
  stripe: { name: 'Stripe', sections: BILLING },
  zuora: { name: 'Zuora', sections: BILLING },
  zendesk: { name: 'Zendesk', sections: SUPPORT },
  intercom: { name: 'Intercom', sections: SUPPORT },
  salesforce: { name: 'Salesforce', sections: CRM },
  'hubspot-crm': { name: 'HubSpot', sections: CRM },
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
