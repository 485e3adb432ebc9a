import { z } from 'zod';
import { validationError } from '../http/errors.ts';
import { readProperty } from '../objects/computed.ts';
import { findObjectType, type ObjectType } from '../schema/object-types.ts';
import { type PropertyDefinition } from '../schema/property.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';
import { type Comparable, comparable, compareValues } from './compare.ts';
import { containsToken } from './tokens.ts';

export const OPERATORS = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const;

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

export const filterBody = z.object({
  propertyName: z.string(),
  operator: z.enum(OPERATORS),
  value: text.nullish(),
  highValue: text.nullish(),
  values: z.array(text).nullish(),
});
export type SearchFilter = z.infer<typeof filterBody>;

export type Predicate = (record: StoredRecord) => boolean;

function required(filter: SearchFilter, name: 'value' | 'highValue'): string {
  const value = filter[name];
  if (value !== null && value !== undefined) return value;
  throw validationError(`Filter on ${filter.propertyName} with ${filter.operator} needs a ${name}`);
}

function requiredList(filter: SearchFilter): readonly string[] {
  if (filter.values && filter.values.length > 0) return filter.values;
  throw validationError(`Filter on ${filter.propertyName} with ${filter.operator} needs values`);
}

/** The comparable form of a filter value. @throws PortalError 400 for a text where a number is needed */
function operand(definition: PropertyDefinition, value: string): Comparable {
  const result = comparable(definition, value);
  if (result !== null) return result;
  throw validationError(`${value} is no ${definition.type} value for property ${definition.name}`);
}

type ValueTest = (value: string) => boolean;

/** Values of a checkbox property count one by one. */
function partsOf(definition: PropertyDefinition, value: string): string[] {
  return definition.fieldType === 'checkbox' ? value.split(';') : [value];
}

function equals(definition: PropertyDefinition, wanted: readonly Comparable[]): ValueTest {
  return (value) =>
    partsOf(definition, value).some((part) => {
      const own = comparable(definition, part);
      return wanted.some((each) => compareValues(own, each) === 0);
    });
}

function ordered(
  definition: PropertyDefinition,
  wanted: Comparable,
  accepts: (order: number) => boolean,
): ValueTest {
  return (value) => {
    const order = compareValues(comparable(definition, value), wanted);
    return order !== null && accepts(order);
  };
}

/** The test that a set value has to pass; null for the operators that only ask whether it is set. */
function valueTest(definition: PropertyDefinition, filter: SearchFilter): ValueTest | null {
  const value = () => operand(definition, required(filter, 'value'));
  switch (filter.operator) {
    case 'HAS_PROPERTY':
    case 'NOT_HAS_PROPERTY':
      return null;
    case 'EQ':
    case 'NEQ':
      return equals(definition, [value()]);
    case 'IN':
    case 'NOT_IN':
      return equals(
        definition,
        requiredList(filter).map((each) => operand(definition, each)),
      );
    case 'LT':
      return ordered(definition, value(), (order) => order < 0);
    case 'LTE':
      return ordered(definition, value(), (order) => order <= 0);
    case 'GT':
      return ordered(definition, value(), (order) => order > 0);
    case 'GTE':
      return ordered(definition, value(), (order) => order >= 0);
    case 'BETWEEN': {
      const low = ordered(definition, value(), (order) => order >= 0);
      const high = ordered(
        definition,
        operand(definition, required(filter, 'highValue')),
        (order) => order <= 0,
      );
      return (candidate) => low(candidate) && high(candidate);
    }
    case 'CONTAINS_TOKEN':
    case 'NOT_CONTAINS_TOKEN': {
      const token = required(filter, 'value');
      return (candidate) => containsToken(candidate, token);
    }
  }
}

/** Operators that hold for records on which the property is not set. */
const HOLDS_UNSET = new Set(['NOT_HAS_PROPERTY', 'NEQ', 'NOT_IN', 'NOT_CONTAINS_TOKEN']);
const NEGATED = new Set(['NEQ', 'NOT_IN', 'NOT_CONTAINS_TOKEN', 'NOT_HAS_PROPERTY']);

/** `associations.contact`: records tied to one of the given ids, or to any. */
function associationPredicate(state: PortalState, type: ObjectType, filter: SearchFilter): Predicate {
  const name = filter.propertyName.slice('associations.'.length);
  const target = findObjectType(name);
  if (!target) throw validationError(`Unable to infer object type from: ${name}`);
  const targets = (record: StoredRecord) =>
    state.associations.targets({ typeId: type.id, id: record.id }, target.id);
  switch (filter.operator) {
    case 'EQ': {
      const id = required(filter, 'value');
      return (record) => targets(record).has(id);
    }
    case 'IN': {
      const ids = requiredList(filter);
      return (record) => ids.some((id) => targets(record).has(id));
    }
    case 'HAS_PROPERTY':
      return (record) => targets(record).size > 0;
    case 'NOT_HAS_PROPERTY':
      return (record) => targets(record).size === 0;
    default:
      throw validationError(`Operator ${filter.operator} does not work with ${filter.propertyName}`);
  }
}

/** @throws PortalError 400 for an unknown property or a value that does not fit */
export function predicateOf(state: PortalState, type: ObjectType, filter: SearchFilter): Predicate {
  if (filter.propertyName.startsWith('associations.')) return associationPredicate(state, type, filter);
  const definition = state.properties.find(type.id, filter.propertyName);
  if (!definition) {
    throw validationError(
      `There was a problem with the request: Property "${filter.propertyName}" does not exist`,
    );
  }
  const test = valueTest(definition, filter);
  const negated = NEGATED.has(filter.operator);
  const unset = HOLDS_UNSET.has(filter.operator);
  return (record) => {
    const value = readProperty(state, type, record, filter.propertyName);
    if (value === null) return unset;
    return (test === null || test(value)) !== negated;
  };
}
