import { type HealthView } from '../../model/health-view.ts';
import { type HealthProperty } from './definition.ts';
import { encodeBreakdown } from './encode-breakdown.ts';
import { checkboxes, decimal, instant, percent } from './format.ts';
import {
  ALERT_OPTIONS,
  alertValue,
  BAND_OPTIONS,
  bandValue,
  PLAYBOOK_OPTIONS,
  SIGNAL_OPTIONS,
  TREND_OPTIONS,
} from './options.ts';

const MAX_RISKS_CHARACTERS = 5000;

/** Every company property we write: adding one is adding an entry here. */
export const HEALTH_PROPERTIES: readonly HealthProperty[] = [
  {
    name: 'health_score',
    label: 'Health score',
    description: 'Customer health from 0 to 100, higher is healthier. Empty when there is no data to score.',
    type: 'number',
    fieldType: 'number',
    value: ({ result }) => decimal(result.score, 1),
  },
  {
    name: 'health_band',
    label: 'Health band',
    description: 'Action range of the health score. Changes only when a change has settled.',
    type: 'enumeration',
    fieldType: 'select',
    options: BAND_OPTIONS,
    value: ({ publishedBand }) => bandValue(publishedBand),
  },
  {
    name: 'health_alert_level',
    label: 'Health alert level',
    description: 'How soon to react: critical now, at risk within 48 hours, warning within 7 days.',
    type: 'enumeration',
    fieldType: 'select',
    options: ALERT_OPTIONS,
    value: ({ result }) => alertValue(result.alert),
  },
  dimension('product', 'Product health score', 'How the customer uses the product, 0 to 100.'),
  dimension(
    'relationship',
    'Relationship health score',
    'How the relationship with the people is, 0 to 100.',
  ),
  dimension('business', 'Business health score', 'How the business with the customer goes, 0 to 100.'),
  {
    name: 'health_delta_30d',
    label: 'Health change in 30 days',
    description: 'Points the health score gained or lost over 30 days.',
    type: 'number',
    fieldType: 'number',
    value: ({ result }) => decimal(result.delta30d, 1),
  },
  {
    name: 'health_trend',
    label: 'Health trend',
    description: 'Improving from +5 points in 30 days, declining from -5.',
    type: 'enumeration',
    fieldType: 'select',
    options: TREND_OPTIONS,
    value: ({ result }) => result.trend,
  },
  {
    name: 'health_coverage',
    label: 'Health data coverage',
    description: 'Percent of the health model that had data.',
    type: 'number',
    fieldType: 'number',
    value: ({ result }) => percent(result.coverage),
  },
  {
    name: 'health_top_risks',
    label: 'Top health risks',
    description: 'The three reasons that cost the most points, one a line.',
    type: 'string',
    fieldType: 'textarea',
    value: ({ topRisks }) => topRisks.join('\n').slice(0, MAX_RISKS_CHARACTERS) || null,
  },
  {
    name: 'health_playbook',
    label: 'Health playbook',
    description: 'What to do: expand, stabilise, intervene or escalate.',
    type: 'enumeration',
    fieldType: 'select',
    options: PLAYBOOK_OPTIONS,
    // That of the published band: the score of one day may lie in another, and people would read two things at once.
    value: ({ result, breakdown }) => breakdown.words?.plan?.playbook ?? result.playbook?.band ?? null,
  },
  {
    name: 'health_previous_band',
    label: 'Previous health band',
    description: 'The health band before its last change.',
    type: 'enumeration',
    fieldType: 'select',
    options: BAND_OPTIONS,
    value: ({ previousBand }) => (previousBand === null ? null : bandValue(previousBand)),
  },
  {
    name: 'health_band_changed_at',
    label: 'Health band changed at',
    description: 'When the health band last changed.',
    type: 'datetime',
    fieldType: 'date',
    value: ({ bandChangedAt }) => instant(bandChangedAt),
  },
  {
    name: 'health_signals',
    label: 'Health early warnings',
    description: 'Warnings that may come before the score moves.',
    type: 'enumeration',
    fieldType: 'checkbox',
    options: SIGNAL_OPTIONS,
    value: ({ result }) => checkboxes(result.signals),
  },
  {
    name: 'health_renewal_probability',
    label: 'Renewal probability',
    description: 'Percent, from a model fitted to your own renewals. Empty while there is none.',
    type: 'number',
    fieldType: 'number',
    value: ({ renewalProbability }) => percent(renewalProbability),
  },
  {
    name: 'health_expansion_probability',
    label: 'Expansion probability',
    description: 'Percent, from a model fitted to your own expansions. Empty while there is none.',
    type: 'number',
    fieldType: 'number',
    value: ({ expansionProbability }) => percent(expansionProbability),
  },
  {
    name: 'health_model',
    label: 'Health model',
    description: 'Model and version behind the health score.',
    type: 'string',
    fieldType: 'text',
    value: ({ model }) => `${model.id} v${model.version}`,
  },
  {
    name: 'health_scored_at',
    label: 'Health scored at',
    description: 'When the health score was computed.',
    type: 'datetime',
    fieldType: 'date',
    value: ({ scoredAt }) => instant(scoredAt),
  },
  {
    name: 'health_breakdown',
    label: 'Health breakdown',
    description: 'Details for the customer health card (JSON). Please do not edit.',
    type: 'string',
    fieldType: 'textarea',
    value: ({ breakdown }) => encodeBreakdown(breakdown).json,
  },
];

/** Their names, for reading them back. */
export const HEALTH_PROPERTY_NAMES: readonly string[] = HEALTH_PROPERTIES.map(({ name }) => name);

/** All property values of a company; the empty string clears. Throws `input-invalid` as {@link encodeBreakdown} does. */
export function healthProperties(view: HealthView): Record<string, string> {
  return Object.fromEntries(HEALTH_PROPERTIES.map((property) => [property.name, property.value(view) ?? '']));
}

function dimension(id: string, label: string, description: string): HealthProperty {
  return {
    name: `health_${id}_score`,
    label,
    description,
    type: 'number',
    fieldType: 'number',
    value: ({ result }) => decimal(result.dimensions.find((each) => each.id === id)?.score ?? null, 1),
  };
}
