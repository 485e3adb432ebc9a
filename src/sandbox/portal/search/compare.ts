import { type PropertyDefinition } from '../schema/property.ts';

/** A value in the form in which it is compared: numbers and moments as numbers, texts in lower case. */
export type Comparable = number | string;

/**
 * The comparable form of a stored value or a filter value; null when it is no value of that type. Values
 * compare without case, except those of enumerations.
 */
export function comparable(definition: PropertyDefinition, value: string): Comparable | null {
  switch (definition.type) {
    case 'number': {
      const number = Number(value);
      return value.trim() === '' || Number.isNaN(number) ? null : number;
    }
    case 'date':
    case 'datetime': {
      const time = /^-?\d+$/.test(value) ? Number(value) : Date.parse(value);
      return Number.isNaN(time) ? null : time;
    }
    case 'enumeration':
    case 'bool':
      return value;
    case 'string':
    case 'phone_number':
      return value.toLowerCase();
  }
}

/** Negative, zero or positive, like a comparator; null when either side is no value. */
export function compareValues(left: Comparable | null, right: Comparable | null): number | null {
  if (left === null || right === null) return null;
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [a, b] = [String(left), String(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}
