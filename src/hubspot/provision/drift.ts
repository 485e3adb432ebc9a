import { type PropertyDefinition } from '../properties/definition.ts';
import { type StoredProperty } from './portal-properties.ts';

/** Something in the portal that is not as we need it, and what to do about it. */
export interface Drift {
  readonly kind: 'group' | 'property' | 'option';
  /** `companies.health_score` */
  readonly name: string;
  readonly problem: string;
  readonly remedy: string;
}

export const RUN_PROVISION = 'Run `pulso provision`.';

/** Differences that provisioning does not repair by itself, because it could lose data or undo a person's choice. */
export function propertyDrift(
  objectType: string,
  wanted: PropertyDefinition,
  stored: StoredProperty,
): Drift[] {
  const name = `${objectType}.${wanted.name}`;
  const drift: Drift[] = [];
  const report = (problem: string, remedy: string): void => {
    drift.push({ kind: 'property', name, problem, remedy });
  };
  if (stored.type !== wanted.type || stored.fieldType !== wanted.fieldType) {
    report(
      `is ${stored.type}/${stored.fieldType} instead of ${wanted.type}/${wanted.fieldType}`,
      `In HubSpot, set the field type back, or delete "${stored.label}" for good and run \`pulso provision\`.`,
    );
  }
  if (wanted.hasUniqueValue === true && !stored.hasUniqueValue) {
    report(
      'does not require unique values',
      `Delete "${stored.label}" for good in HubSpot and run \`pulso provision\`; uniqueness can only be set when created.`,
    );
  }
  if (stored.label !== wanted.label) {
    report(`was renamed to "${stored.label}"`, 'Nothing breaks; rename it back if it confuses people.');
  }
  return drift;
}

/** Options that the portal lacks; ones it has beyond ours are left alone. */
export function missingOptions(wanted: PropertyDefinition, stored: StoredProperty) {
  const values = new Set(stored.options.map(({ value }) => value));
  return (wanted.options ?? []).filter(({ value }) => !values.has(value));
}

export function absent(kind: Drift['kind'], name: string): Drift {
  return { kind, name, problem: 'is missing', remedy: RUN_PROVISION };
}

export function archived(objectType: string, wanted: PropertyDefinition): Drift {
  return {
    kind: 'property',
    name: `${objectType}.${wanted.name}`,
    problem: 'is archived',
    remedy: `In HubSpot, restore "${wanted.label}" under Settings > Properties > Archived properties.`,
  };
}
