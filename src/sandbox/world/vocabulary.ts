/**
 * Events that the simulated product sends. A mapping file for a usage source can be written from this alone:
 * which event is which feature, how deep it goes, what starts and completes a workflow.
 */

export interface Feature {
  readonly id: string;
  readonly event: string;
  readonly depth: 'basic' | 'moderate' | 'advanced';
}

/** Widely used features first. */
export const FEATURES: readonly Feature[] = [
  { id: 'reports', event: 'Report Viewed', depth: 'basic' },
  { id: 'dashboards', event: 'Dashboard Viewed', depth: 'basic' },
  { id: 'search', event: 'Search Performed', depth: 'basic' },
  { id: 'records', event: 'Record Viewed', depth: 'basic' },
  { id: 'comments', event: 'Comment Added', depth: 'basic' },
  { id: 'notifications', event: 'Notification Opened', depth: 'basic' },
  { id: 'files', event: 'File Uploaded', depth: 'basic' },
  { id: 'mentions', event: 'Teammate Mentioned', depth: 'basic' },
  { id: 'exports', event: 'Report Exported', depth: 'moderate' },
  { id: 'filters', event: 'Filter Saved', depth: 'moderate' },
  { id: 'dashboard-editor', event: 'Dashboard Customized', depth: 'moderate' },
  { id: 'segments', event: 'Segment Created', depth: 'moderate' },
  { id: 'templates', event: 'Template Edited', depth: 'moderate' },
  { id: 'bulk-edit', event: 'Bulk Edit Applied', depth: 'moderate' },
  { id: 'schedules', event: 'Report Scheduled', depth: 'moderate' },
  { id: 'report-builder', event: 'Custom Report Built', depth: 'advanced' },
  { id: 'automation', event: 'Automation Built', depth: 'advanced' },
  { id: 'api', event: 'API Query Run', depth: 'advanced' },
  { id: 'forecasts', event: 'Forecast Modeled', depth: 'advanced' },
  { id: 'webhooks', event: 'Webhook Configured', depth: 'advanced' },
];

export const LOGIN_EVENT = 'Logged In';
export const WORKFLOW_STARTED_EVENT = 'Workflow Started';
export const WORKFLOW_COMPLETED_EVENT = 'Workflow Completed';

export const INTEGRATIONS: readonly string[] = [
  'slack',
  'salesforce',
  'google-sheets',
  'jira',
  'microsoft-teams',
  'zapier',
];

const INTEGRATION_EVENT = 'Integration Synced';

/** Name of an integration's sync in {@link WorldActivity}, for example `Integration Synced: slack`. */
export function integrationEvent(integration: string): string {
  return `${INTEGRATION_EVENT}: ${integration}`;
}

/** Event name and properties as an analytics tool receives them. */
export function parseEventName(name: string): { event: string; integration: string | null } {
  const prefix = `${INTEGRATION_EVENT}: `;
  return name.startsWith(prefix)
    ? { event: INTEGRATION_EVENT, integration: name.slice(prefix.length) }
    : { event: name, integration: null };
}
