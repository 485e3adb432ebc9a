import { validationError } from '../http/errors.ts';
import { type Operation, type PropertyFilter } from './branch.ts';

/** Tests a set value; the moment it runs at is needed by rolling date ranges. */
type ValueTest = (value: string, now: number) => boolean;

const DAY_MS = 86_400_000;

const lower = (text: string): string => text.toLowerCase();
const several = (value: string): string[] => value.split(';').filter((part) => part !== '');

function unsupported({ operationType, operator }: Operation): never {
  throw validationError(`Filter operation ${operationType} with operator ${operator} is not supported`);
}

function valuesOf(operation: Operation): string[] {
  if (operation.values && operation.values.length > 0) return operation.values;
  throw validationError(`Filter operation ${operation.operationType} needs values`);
}

function enumerationTest(operation: Operation): ValueTest {
  const wanted = valuesOf(operation);
  const any = (value: string) => several(value).some((part) => wanted.includes(part));
  const all = (value: string) => wanted.every((each) => several(value).includes(each));
  const exactly = (value: string) => all(value) && several(value).length === wanted.length;
  switch (operation.operator) {
    case 'IS_ANY_OF':
      return any;
    case 'IS_NONE_OF':
      return (value) => !any(value);
    case 'CONTAINS_ALL':
      return all;
    case 'DOES_NOT_CONTAIN_ALL':
      return (value) => !all(value);
    case 'IS_EXACTLY':
      return exactly;
    case 'IS_NOT_EXACTLY':
      return (value) => !exactly(value);
    default:
      return unsupported(operation);
  }
}

function textTest(operation: Operation, wanted: readonly string[]): ValueTest {
  const texts = wanted.map(lower);
  const some = (test: (value: string, text: string) => boolean): ValueTest => {
    return (value) => texts.some((text) => test(lower(value), text));
  };
  switch (operation.operator) {
    case 'IS_EQUAL_TO':
      return some((value, text) => value === text);
    case 'IS_NOT_EQUAL_TO':
      return (value) => !texts.includes(lower(value));
    case 'CONTAINS':
      return some((value, text) => value.includes(text));
    case 'DOES_NOT_CONTAIN':
      return (value) => !texts.some((text) => lower(value).includes(text));
    case 'STARTS_WITH':
      return some((value, text) => value.startsWith(text));
    case 'ENDS_WITH':
      return some((value, text) => value.endsWith(text));
    default:
      return unsupported(operation);
  }
}

function numberTest(operation: Operation): ValueTest {
  const wanted = Number(operation.value);
  if (operation.value === undefined || Number.isNaN(wanted)) {
    throw validationError('Filter operation NUMBER needs a value');
  }
  switch (operation.operator) {
    case 'IS_EQUAL_TO':
      return (value) => Number(value) === wanted;
    case 'IS_NOT_EQUAL_TO':
      return (value) => Number(value) !== wanted;
    case 'IS_GREATER_THAN':
      return (value) => Number(value) > wanted;
    case 'IS_GREATER_THAN_OR_EQUAL_TO':
      return (value) => Number(value) >= wanted;
    case 'IS_LESS_THAN':
      return (value) => Number(value) < wanted;
    case 'IS_LESS_THAN_OR_EQUAL_TO':
      return (value) => Number(value) <= wanted;
    default:
      return unsupported(operation);
  }
}

function rangeTest(operation: Operation, read: (value: string) => number): ValueTest {
  const { lowerBound, upperBound } = operation;
  if (lowerBound === undefined || upperBound === undefined) {
    throw validationError(`Filter operation ${operation.operationType} needs lowerBound and upperBound`);
  }
  const inside = (value: string) => read(value) >= lowerBound && read(value) <= upperBound;
  if (operation.operator === 'IS_BETWEEN') return inside;
  if (operation.operator === 'IS_NOT_BETWEEN') return (value) => !inside(value);
  return unsupported(operation);
}

function datetimeTest(operation: Operation): ValueTest {
  const { timestamp } = operation;
  if (timestamp === undefined) throw validationError('Filter operation DATETIME needs a timestamp');
  if (operation.operator === 'IS_BEFORE_DATE') return (value) => Date.parse(value) < timestamp;
  if (operation.operator === 'IS_AFTER_DATE') return (value) => Date.parse(value) > timestamp;
  return unsupported(operation);
}

function rollingTest(operation: Operation): ValueTest {
  const days = operation.numberOfDays;
  if (days === undefined) throw validationError('Filter operation ROLLING_DATE_RANGE needs numberOfDays');
  /** Days from the value to now; negative for a value ahead. */
  const age = (value: string, now: number) => (now - Date.parse(value)) / DAY_MS;
  switch (operation.operator) {
    case 'IS_LESS_THAN_X_DAYS_AGO':
      return (value, now) => age(value, now) >= 0 && age(value, now) < days;
    case 'IS_MORE_THAN_X_DAYS_AGO':
      return (value, now) => age(value, now) > days;
    case 'IS_LESS_THAN_X_DAYS_FROM_NOW':
      return (value, now) => age(value, now) <= 0 && -age(value, now) < days;
    case 'IS_MORE_THAN_X_DAYS_FROM_NOW':
      return (value, now) => -age(value, now) > days;
    default:
      return unsupported(operation);
  }
}

function boolTest(operation: Operation): ValueTest {
  const wanted = String(operation.value);
  if (operation.operator === 'IS_EQUAL_TO') return (value) => value === wanted;
  if (operation.operator === 'IS_NOT_EQUAL_TO') return (value) => value !== wanted;
  return unsupported(operation);
}

function valueTest(operation: Operation): ValueTest {
  switch (operation.operationType) {
    case 'ENUMERATION':
      return enumerationTest(operation);
    case 'STRING':
      return textTest(operation, [String(operation.value ?? '')]);
    case 'MULTISTRING':
      return textTest(operation, valuesOf(operation));
    case 'NUMBER':
      return numberTest(operation);
    case 'NUMBER_RANGED':
      return rangeTest(operation, Number);
    case 'RANGED_DATE':
      return rangeTest(operation, Date.parse);
    case 'DATETIME':
      return datetimeTest(operation);
    case 'ROLLING_DATE_RANGE':
      return rollingTest(operation);
    case 'BOOL':
      return boolTest(operation);
    default:
      return unsupported(operation);
  }
}

/**
 * The test of one property condition on a value; null means not set.
 *
 * @throws PortalError 400 for an operation that the sandbox cannot evaluate
 */
export function operationTest({ operation }: PropertyFilter): (value: string | null, now: number) => boolean {
  if (operation.operationType === 'ALL_PROPERTY') {
    if (operation.operator === 'IS_KNOWN') return (value) => value !== null;
    if (operation.operator === 'IS_UNKNOWN') return (value) => value === null;
    return unsupported(operation);
  }
  const test = valueTest(operation);
  return (value, now) => (value === null ? operation.includeObjectsWithNoValueSet : test(value, now));
}
