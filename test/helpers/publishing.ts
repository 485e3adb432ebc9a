import { type CompanyUpdate } from '../../src/hubspot/write-back/index.ts';
import { type HealthBreakdown } from '../../src/model/breakdown.ts';
import { type HubSpotApi } from '../../src/model/hubspot-api.ts';
import { withProperties } from '../../src/pipeline/published-properties.ts';

/** The health of company 101 as a run stores it, to be published. */
export const publishableHealth = (breakdown: HealthBreakdown) =>
  withProperties(
    {
      companyId: '101',
      asOf: breakdown.asOf,
      bandState: {},
      breakdown,
      topRisks: ['Seats in use: 8 of 20'],
      scoredAt: breakdown.scoredAt,
    },
    { renewalProbability: null, expansionProbability: null },
  );

/** A HubSpot that takes every batch, and the properties that it was sent, company by company. */
export function takingApi(): HubSpotApi & { readonly sent: CompanyUpdate['properties'][] } {
  const sent: CompanyUpdate['properties'][] = [];
  return {
    sent,
    request({ body, schema }) {
      const { inputs } = body as { inputs: { id: string; properties: Record<string, string> }[] };
      sent.push(...inputs.map(({ properties }) => properties));
      const at = '2026-11-01T02:00:01.000Z';
      const results = inputs.map((each) => ({ ...each, createdAt: at, updatedAt: at, archived: false }));
      return Promise.resolve(schema.parse({ status: 'COMPLETE', results, startedAt: at, completedAt: at }));
    },
  };
}
