import { type PropertyDefinition } from '../schema/property.ts';

/** Longest text a property takes, in characters. */
export const MAX_TEXT_LENGTH = 65_536;

export interface ValueProblem {
  readonly code: string;
  readonly message: string;
}

export type CheckedValue =
  { readonly value: string; readonly problem?: undefined } | { readonly problem: ValueProblem };

const fine = (value: string): CheckedValue => ({ value });
const wrong = (code: string, message: string): CheckedValue => ({ problem: { code, message } });

const DAY_MS = 86_400_000;
const EPOCH_MS = /^-?\d{1,15}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const EMAIL = /^[^\s@,;<>()[\]]+@[^\s@,;<>()[\]]+\.[^\s@,;<>()[\]]{2,}$/;

function checkNumber(value: string): CheckedValue {
  return value.trim() !== '' && Number.isFinite(Number(value))
    ? fine(value.trim())
    : wrong('INVALID_INTEGER', `${value} was not a valid number.`);
}

/** A real calendar day, not only its shape. */
function isDay(value: string): boolean {
  const time = DAY.test(value) ? Date.parse(value) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function checkDate(value: string): CheckedValue {
  if (isDay(value)) return fine(value);
  const time = EPOCH_MS.test(value) ? Number(value) : INSTANT.test(value) ? Date.parse(value) : NaN;
  const moment = new Date(time);
  if (Number.isNaN(moment.getTime())) return wrong('INVALID_DATE', `${value} was not a valid date.`);
  if (time % DAY_MS === 0) return fine(moment.toISOString().slice(0, 10));
  const clock = `${moment.getUTCHours()}:${moment.getUTCMinutes()}:${moment.getUTCSeconds()}.${moment.getUTCMilliseconds()}`;
  return wrong('INVALID_DATE', `${value} is at ${clock} UTC, not midnight!`);
}

function checkDatetime(value: string): CheckedValue {
  const time = EPOCH_MS.test(value)
    ? Number(value)
    : INSTANT.test(value) || isDay(value)
      ? Date.parse(value)
      : NaN;
  const moment = new Date(time);
  return Number.isNaN(moment.getTime())
    ? wrong('INVALID_LONG', `${value} was not a valid long.`)
    : fine(moment.toISOString());
}

function describeOptions(definition: PropertyDefinition): string {
  return definition.options
    .map(
      (option) =>
        `label: "${option.label}"\nvalue: "${option.value}"\ndisplay_order: ${option.displayOrder}\nhidden: ${option.hidden}\nread_only: false\n`,
    )
    .join(', ');
}

function checkOptions(
  definition: PropertyDefinition,
  value: string,
  current: string | undefined,
): CheckedValue {
  const several = definition.fieldType === 'checkbox';
  // A leading semicolon adds to what is there instead of replacing it.
  const appends = several && value.startsWith(';');
  const parts = several ? value.split(';').filter((part) => part !== '') : [value];
  const known = new Set(definition.options.map((option) => option.value));
  const unknown = parts.find((part) => !known.has(part));
  if (unknown !== undefined && !definition.externalOptions) {
    return wrong(
      'INVALID_OPTION',
      `${unknown} was not one of the allowed options: [${describeOptions(definition)}]`,
    );
  }
  const before = appends ? (current ?? '').split(';').filter((part) => part !== '') : [];
  return fine([...new Set([...before, ...parts])].join(';'));
}

function checkText(definition: PropertyDefinition, value: string): CheckedValue {
  return value.length > MAX_TEXT_LENGTH
    ? wrong(
        'PROPERTY_VALUE_TOO_LONG',
        `Property "${definition.name}" is ${value.length} characters long, the maximum is ${MAX_TEXT_LENGTH}.`,
      )
    : fine(value);
}

/**
 * The stored form of a value written to a property, or why it is refused. The empty text clears a property.
 *
 * @param current the property's present value, to which a checkbox value may append
 */
export function checkValue(
  definition: PropertyDefinition,
  value: string,
  current: string | undefined,
): CheckedValue {
  if (value === '') return fine('');
  switch (definition.type) {
    case 'number':
      return checkNumber(value);
    case 'date':
      return checkDate(value);
    case 'datetime':
      return checkDatetime(value);
    case 'enumeration':
      return checkOptions(definition, value, current);
    case 'bool':
      return checkOptions(definition, value.toLowerCase(), current);
    case 'string':
    case 'phone_number':
      return checkText(definition, value);
  }
}

/** An e-mail address in its stored form. */
export function checkEmail(value: string): CheckedValue {
  const email = value.trim().toLowerCase();
  return email === '' || EMAIL.test(email)
    ? fine(email)
    : wrong('INVALID_EMAIL', `Email address ${value} is invalid`);
}
