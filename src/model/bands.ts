/** The closed vocabularies of a score. Free of dependencies, so that cards can use them at no cost. */

/** Action range a score falls in. `thriving` exists only in models that exceed 100. */
export const BANDS = ['red', 'orange', 'yellow', 'green'] as const;
export type ScoredBand = (typeof BANDS)[number] | 'thriving';
/** `unknown`: nothing was scored. Never the same as red. */
export type Band = ScoredBand | 'unknown';

/** Urgency range with a response time. */
export const ALERT_LEVELS = ['critical', 'at-risk', 'warning', 'healthy', 'unknown'] as const;
export type AlertLevel = (typeof ALERT_LEVELS)[number];

export const TRENDS = ['improving', 'stable', 'declining'] as const;
export type Trend = (typeof TRENDS)[number];

/** What to do in a band. */
export const PLAYBOOK_BANDS = ['expand', 'stabilise', 'intervene', 'escalate'] as const;
export type PlaybookBand = (typeof PLAYBOOK_BANDS)[number];

/** Early warnings beside the score. */
export const EARLY_WARNINGS = [
  'rapid-decline',
  'usage-drop',
  'satisfied-but-declining',
  'dimension-disagreement',
  'key-user-at-risk',
  'contraction-request',
  'expansion-candidate',
] as const;
export type EarlyWarning = (typeof EARLY_WARNINGS)[number];

/** How an indicator came out. Only `scored` enters a mean. */
export const INDICATOR_STATES = ['scored', 'no-data', 'not-applicable', 'error'] as const;
export type IndicatorState = (typeof INDICATOR_STATES)[number];

/** Roles of a user at the customer; the first three make a key user. */
export const USER_ROLES = ['executive-sponsor', 'champion', 'admin', 'member'] as const;
export type UserRole = (typeof USER_ROLES)[number];

/** What people at a customer do to speak for the product. */
export const ADVOCACY_ACTS = ['reference', 'case-study', 'talk', 'referral', 'review'] as const;
export type AdvocacyAct = (typeof ADVOCACY_ACTS)[number];

/** Languages people see. */
export const LOCALES = ['en', 'es'] as const;
export type Locale = (typeof LOCALES)[number];
export type Localised = Readonly<Record<Locale, string>>;
