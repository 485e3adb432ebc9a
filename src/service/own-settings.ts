/**
 * Variables under the names of Pulso and HubSpot that say what one account has: its surveys, files and warehouse, and
 * which of its HubSpot properties mean what. Each portal sets its own, like the keys of any source.
 */
const OF_PORTALS =
  /^(PULSO_(SURVEYS|USERPILOT|FILES|WAREHOUSE)_|HUBSPOT_(CONTACT_LEFT|CONTACT_ROLE|LOSS_REASON)_PROPERTY$|HUBSPOT_LOSS_REASONS$)/;

/** Variables that are the operator's alone. */
const OF_OPERATOR = /^(PULSO_|HUBSPOT_|DATABASE_URL$|OTEL_)/;

const NAME = /^[A-Z][A-Z0-9_]{2,63}$/;

/** Whether a portal may set this variable for itself. */
export function isPortalSetting(name: string): boolean {
  return NAME.test(name) && (OF_PORTALS.test(name) || !OF_OPERATOR.test(name));
}

/** Whether a portal that does not set it goes by the operator's: nothing of a source, and no keys. */
export function isSharedSetting(name: string): boolean {
  if (OF_PORTALS.test(name)) return name.startsWith('HUBSPOT_');
  return name.startsWith('PULSO_') || name === 'HUBSPOT_BASE_URL';
}
