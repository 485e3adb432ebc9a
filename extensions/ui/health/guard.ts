/**
 * Type guards by composition. The schemas of `src/model` say the same, but their library alone is larger than a
 * card may be.
 */
export type Guard<Value> = (input: unknown) => input is Value;
type Guarded<G> = G extends Guard<infer Value> ? Value : never;

export const text: Guard<string> = (input) => typeof input === 'string';
export const number: Guard<number> = (input): input is number =>
  typeof input === 'number' && Number.isFinite(input);
/** A day or an instant that parses. */
export const date: Guard<string> = (input): input is string =>
  typeof input === 'string' && !Number.isNaN(Date.parse(input));
export const flag: Guard<boolean> = (input) => typeof input === 'boolean';
export const nothing: Guard<null> = (input) => input === null;

/** One of these texts. */
export function oneOf<const Value extends string>(values: readonly Value[]): Guard<Value> {
  return (input): input is Value => (values as readonly unknown[]).includes(input);
}

export function either<A, B>(a: Guard<A>, b: Guard<B>): Guard<A | B> {
  return (input): input is A | B => a(input) || b(input);
}

export function orNull<Value>(guard: Guard<Value>): Guard<Value | null> {
  return either(guard, nothing);
}

/** Absent or this. */
export function optional<Value>(guard: Guard<Value>): Guard<Value | undefined> {
  return (input): input is Value | undefined => input === undefined || guard(input);
}

export function listOf<Value>(guard: Guard<Value>): Guard<Value[]> {
  return (input): input is Value[] => Array.isArray(input) && input.every((each) => guard(each));
}

export function pairOf<A, B>(a: Guard<A>, b: Guard<B>): Guard<[A, B]> {
  return (input): input is [A, B] => Array.isArray(input) && input.length === 2 && a(input[0]) && b(input[1]);
}

export function recordOf<Value>(guard: Guard<Value>): Guard<Record<string, Value>> {
  return (input): input is Record<string, Value> =>
    isPlainObject(input) && Object.values(input).every((each) => guard(each));
}

/** A value for each of these keys. */
export function recordOfAll<const Key extends string, Value>(
  keys: readonly Key[],
  guard: Guard<Value>,
): Guard<Record<Key, Value>> {
  return (input): input is Record<Key, Value> =>
    isPlainObject(input) && keys.every((key) => guard(input[key]));
}

/** Has these fields, each passing its guard; further fields are ignored. */
export function shape<const Fields extends Record<string, Guard<unknown>>>(
  fields: Fields,
): Guard<{ [Name in keyof Fields]: Guarded<Fields[Name]> }> {
  const entries = Object.entries(fields);
  return (input): input is { [Name in keyof Fields]: Guarded<Fields[Name]> } =>
    isPlainObject(input) && entries.every(([name, guard]) => guard(input[name]));
}

function isPlainObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
