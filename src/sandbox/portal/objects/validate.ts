import { CONTACTS, type ObjectType } from '../schema/object-types.ts';
import { type PortalState } from '../state/portal-state.ts';
import { type StoredRecord } from '../state/record-table.ts';
import { type InputValues } from './bodies.ts';
import { propertiesInvalid, type PropertyProblem } from './property-problems.ts';
import { checkEmail, checkValue } from './values.ts';

type Outcome = { readonly name: string; readonly value: string } | PropertyProblem;

function checkProperty(
  state: PortalState,
  type: ObjectType,
  [name, input]: readonly [string, InputValues[string]],
  record: StoredRecord | null,
): Outcome {
  const definition = state.properties.find(type.id, name);
  if (!definition) {
    return { name, code: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` };
  }
  if (definition.readOnlyValue) {
    const message = `"${name}" is a read only property; its value cannot be set.`;
    return { name, code: 'READ_ONLY_VALUE', message };
  }
  const text = input === null ? '' : String(input);
  const checked =
    type === CONTACTS && name === 'email'
      ? checkEmail(text)
      : checkValue(definition, text, record?.properties[name]);
  return checked.problem ? { name, ...checked.problem } : { name, value: checked.value };
}

/**
 * The stored values of the properties a caller wants to write; the empty text means "clear".
 *
 * @param record the record that is updated; null when one is created
 * @throws PortalError 400 naming every property that is wrong
 */
export function validateProperties(
  state: PortalState,
  type: ObjectType,
  input: InputValues,
  record: StoredRecord | null,
): Record<string, string> {
  const outcomes = Object.entries(input).map((entry) => checkProperty(state, type, entry, record));
  const problems = outcomes.filter((outcome) => 'code' in outcome);
  if (problems.length > 0) throw propertiesInvalid(state.portalId, problems);
  return Object.fromEntries(
    outcomes.flatMap((outcome) => ('value' in outcome ? [[outcome.name, outcome.value]] : [])),
  );
}
