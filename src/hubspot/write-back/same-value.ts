import { HEALTH_PROPERTIES } from '../properties/health-properties.ts';

type Same = (a: string, b: string) => boolean;

const BY_FIELD: Readonly<Record<string, Same>> = {
  number: (a, b) => Number(a) === Number(b),
  datetime: (a, b) => instantOf(a) === instantOf(b),
  checkbox: (a, b) => membersOf(a) === membersOf(b),
};

const COMPARE = new Map<string, Same>(
  HEALTH_PROPERTIES.flatMap(({ name, type, fieldType }) => {
    const same = BY_FIELD[type] ?? BY_FIELD[fieldType];
    return same === undefined ? [] : [[name, same] as const];
  }),
);

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

/**
 * Whether two breakdowns tell the same story: when it was told (`scoredAt`), when sources were last asked
 * (`fetchedAt`) and how many of their records were set aside (`setAside`) are no news, or every run would rewrite every company.
 */
export function sameBreakdown(desired: string, current: string | null | undefined): boolean {
  if (desired === current) return true;
  if (!current || desired === '') return false;
  return withoutTimes(desired) === withoutTimes(current);
}

const NO_NEWS = new Set(['scoredAt', 'fetchedAt', 'setAside']);

function withoutTimes(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), (key, value: unknown) => (NO_NEWS.has(key) ? undefined : value));
  } catch {
    // Someone edited the property: anything that is not ours differs from ours.
    return json;
  }
}
