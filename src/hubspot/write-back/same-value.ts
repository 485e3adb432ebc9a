import { receiptOf } from '../../model/breakdown-receipt.ts';
import { HEALTH_PROPERTIES } from '../properties/health-properties.ts';

type Same = (a: string, b: string) => boolean;

const BY_FIELD: Readonly<Record<string, Same>> = {
  number: (a, b) => Number(a) === Number(b),
  datetime: (a, b) => instantOf(a) === instantOf(b),
  checkbox: (a, b) => membersOf(a) === membersOf(b),
};

const COMPARE = new Map<string, Same>([
  ...HEALTH_PROPERTIES.flatMap(({ name, type, fieldType }) => {
    const same = BY_FIELD[type] ?? BY_FIELD[fieldType];
    return same === undefined ? [] : [[name, same] as const];
  }),
  ['health_breakdown', (a, b) => receiptOf(a) === receiptOf(b)],
]);

/** Whether HubSpot's value says what ours says: numbers by value, datetimes by instant, checkboxes as sets. */
export function sameValue(property: string, desired: string, current: string | null | undefined): boolean {
  const held = current ?? '';
  if (desired === held) return true;
  if (desired === '' || held === '') return false;
  return COMPARE.get(property)?.(desired, held) ?? false;
}

/** HubSpot may answer a datetime as ISO text or as epoch milliseconds. */
function instantOf(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
}

function membersOf(text: string): string {
  return text.split(';').filter(Boolean).sort().join(';');
}
