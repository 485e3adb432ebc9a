/** What the preview server and its page tell each other. */

export interface PreviewCompany {
  readonly id: string;
  readonly name: string;
}

/** Properties the fake record page shows beside the card. */
export const RECORD_PROPERTIES = [
  'name',
  'domain',
  'hubspot_owner_id',
  'lifecyclestage',
  'annualrevenue',
  'health_score',
  'health_band',
] as const;
