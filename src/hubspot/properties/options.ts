import { type AlertLevel, type Band, type EarlyWarning, EARLY_WARNINGS } from '../../model/bands.ts';
import { type PropertyOption } from './definition.ts';

/** Options of our enumerations, with English labels. HubSpot's values are snake_case where the model's have dashes. */

export const BAND_OPTIONS: readonly PropertyOption[] = [
  { value: 'red', label: 'Red' },
  { value: 'orange', label: 'Orange' },
  { value: 'yellow', label: 'Yellow' },
  { value: 'green', label: 'Green' },
  { value: 'unknown', label: 'Unknown' },
];

export const ALERT_OPTIONS: readonly PropertyOption[] = [
  { value: 'critical', label: 'Critical' },
  { value: 'at_risk', label: 'At risk' },
  { value: 'warning', label: 'Warning' },
  { value: 'healthy', label: 'Healthy' },
  { value: 'unknown', label: 'Unknown' },
];

export const TREND_OPTIONS: readonly PropertyOption[] = [
  { value: 'improving', label: 'Improving' },
  { value: 'stable', label: 'Stable' },
  { value: 'declining', label: 'Declining' },
];

export const PLAYBOOK_OPTIONS: readonly PropertyOption[] = [
  { value: 'expand', label: 'Expand' },
  { value: 'stabilise', label: 'Stabilise' },
  { value: 'intervene', label: 'Intervene' },
  { value: 'escalate', label: 'Escalate' },
];

const WARNING_LABELS: Readonly<Record<EarlyWarning, string>> = {
  'rapid-decline': 'Rapid decline',
  'usage-drop': 'Usage drop',
  'satisfied-but-declining': 'Satisfied but declining',
  'dimension-disagreement': 'Dimensions disagree',
  'key-user-at-risk': 'Key user at risk',
  'contraction-request': 'Contraction request',
  'expansion-candidate': 'Expansion candidate',
};

export const SIGNAL_OPTIONS: readonly PropertyOption[] = EARLY_WARNINGS.map((value) => ({
  value,
  label: WARNING_LABELS[value],
}));

/** The band people see in HubSpot: `thriving` (models above 100) is a shade of green there. */
export function bandValue(band: Band): string {
  return band === 'thriving' ? 'green' : band;
}

/** The alert level in HubSpot's spelling. */
export function alertValue(level: AlertLevel): string {
  return level.replaceAll('-', '_');
}
