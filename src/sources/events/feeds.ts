/** Indicators that events of a product feed, whatever brings them. */
export const EVENT_FEEDS: readonly string[] = [
  'login-activity',
  'active-user-penetration',
  'feature-adoption',
  'workflow-completion',
  'integration-usage',
  'power-users',
];
