export {
  type HealthProperty,
  PROPERTY_GROUP,
  type PropertyDefinition,
  type PropertyOption,
  TASK_KEY_PROPERTY,
} from './definition.ts';
export {
  type EncodedBreakdown,
  encodeBreakdown,
  isTrimmed,
  MAX_BREAKDOWN_CHARACTERS,
} from './encode-breakdown.ts';
export { HEALTH_PROPERTIES, HEALTH_PROPERTY_NAMES, healthProperties } from './health-properties.ts';
export { withHeldProperties } from './held-properties.ts';
