import { conflict, objectNotFound, PortalError, validationError } from '../http/errors.ts';
import { type ObjectType } from '../schema/object-types.ts';
import { options, type PropertyDefinition } from '../schema/property.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type z } from 'zod';
import { type PropertyCreate, type propertyUpdate } from './bodies.ts';

const NAME = /^[a-z][a-z0-9_]{0,99}$/;

/** Records keep their values in plain objects, where inherited names would look like values. */
const isValidName = (name: string): boolean => NAME.test(name) && !(name in Object.prototype);

/** Most properties with unique values of one object type. */
const MAX_UNIQUE = 10;

export function presentProperty(property: PropertyDefinition): Record<string, unknown> {
  const { createdAt, updatedAt, archivedAt, readOnlyValue, ...shown } = property;
  return {
    ...shown,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
    ...(archivedAt !== null && { archivedAt: new Date(archivedAt).toISOString() }),
    modificationMetadata: {
      archivable: !property.hubspotDefined,
      readOnlyDefinition: property.hubspotDefined,
      readOnlyValue,
    },
    dataSensitivity: 'non_sensitive',
  };
}

export function getProperty(state: PortalState, type: ObjectType, name: string): PropertyDefinition {
  const property = state.properties.find(type.id, name);
  if (property) return property;
  throw objectNotFound(`Property named "${name}" for object type ${type.id} does not exist`);
}

function requireOptions(property: {
  readonly type: string;
  readonly fieldType: string;
  readonly options: readonly { readonly value: string }[];
}): void {
  const values = property.options.map((option) => option.value);
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw validationError(`Property option value "${twice}" is not unique`);
  const isBool = property.type === 'bool';
  const wellFormed = values.length === 2 && values.includes('true') && values.includes('false');
  if (isBool && !wellFormed) {
    throw validationError('Boolean properties need exactly the options "true" and "false"');
  }
}

function requireUniqueAllowed(state: PortalState, type: ObjectType, input: PropertyCreate): void {
  if (!input.hasUniqueValue) return;
  if (input.type !== 'string' && input.type !== 'number') {
    throw validationError('Only text and number properties can have unique values');
  }
  const count = state.properties.all(type.id, false).filter((each) => each.hasUniqueValue).length;
  if (count >= MAX_UNIQUE) {
    throw validationError(`Object type ${type.id} already has ${MAX_UNIQUE} properties with unique values`);
  }
}

/**
 * A definition that is complete and may be created; nothing is written.
 *
 * @throws PortalError 400 for an impossible definition, 409 when the name is taken
 */
export function planProperty(
  state: PortalState,
  type: ObjectType,
  input: PropertyCreate,
): PropertyDefinition {
  if (!isValidName(input.name)) {
    throw validationError(
      `Property name "${input.name}" is invalid: it must start with a letter and contain only lower case letters, digits and underscores`,
    );
  }
  if (state.properties.find(type.id, input.name)) {
    throw conflict(`A property named '${input.name}' already exists.`, 'OBJECT_ALREADY_EXISTS');
  }
  if (!state.properties.group(type.id, input.groupName)) {
    throw validationError(`Property group ${input.groupName} does not exist for object type ${type.id}`);
  }
  requireUniqueAllowed(state, type, input);
  const now = state.now();
  const bool = input.type === 'bool' && !input.options ? options('true=Yes', 'false=No') : [];
  const property: PropertyDefinition = {
    description: '',
    displayOrder: -1,
    hidden: false,
    formField: false,
    externalOptions: false,
    hasUniqueValue: false,
    ...input,
    options: input.options ?? bool,
    calculated: input.fieldType === 'calculation_equation',
    hubspotDefined: false,
    readOnlyValue: input.fieldType === 'calculation_equation',
    archived: false,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
  };
  requireOptions(property);
  return property;
}

export function saveProperty(state: PortalState, type: ObjectType, property: PropertyDefinition): void {
  state.properties.put(type.id, property);
  if (property.hasUniqueValue) state.table(type.id).indexUnique(property.name);
}

/** Changes a definition. HubSpot's own ones keep all but their options and wording. */
export function changeProperty(
  state: PortalState,
  type: ObjectType,
  name: string,
  change: z.infer<typeof propertyUpdate>,
): PropertyDefinition {
  const before = getProperty(state, type, name);
  if (before.hubspotDefined && change.type !== undefined && change.type !== before.type) {
    throw validationError(`The type of the HubSpot property ${name} cannot be changed`);
  }
  if (change.groupName !== undefined && !state.properties.group(type.id, change.groupName)) {
    throw validationError(`Property group ${change.groupName} does not exist for object type ${type.id}`);
  }
  const after = { ...before, ...change, updatedAt: state.now() };
  requireOptions(after);
  saveProperty(state, type, after);
  return after;
}

export function archiveProperty(state: PortalState, type: ObjectType, name: string): void {
  const property = getProperty(state, type, name);
  if (property.hubspotDefined) {
    throw new PortalError(400, {
      message: `Property ${name} is defined by HubSpot and cannot be archived`,
      category: 'VALIDATION_ERROR',
    });
  }
  state.properties.put(type.id, { ...property, archived: true, archivedAt: state.now() });
}
