import { invalidRequest, type StripeError } from './errors.ts';

/** The parts of a query by name. */
export interface ParsedParameters {
  readonly values: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly ranges: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Reads a query the way the API does: plain values, lists (`x[]`, `x[0]`) and ranges (`x[gte]`). */
export function parseParameters(query: URLSearchParams): ParsedParameters {
  const values = new Map<string, string>();
  const lists = new Map<string, string[]>();
  const ranges = new Map<string, Record<string, string>>();
  for (const [key, value] of query) {
    const match = /^([a-z_]+)\[([a-z]*|\d+)\]$/.exec(key);
    const [, name, part] = match ?? [];
    if (name === undefined || part === undefined) {
      values.set(key, value);
    } else if (/^\d*$/.test(part)) {
      lists.set(name, [...(lists.get(name) ?? []), value]);
    } else {
      ranges.set(name, { ...ranges.get(name), [part]: value });
    }
  }
  return { values, lists, ranges };
}

/** The first parameter that a call does not know, as the API's error. */
export function unknownParameter(
  { values, lists, ranges }: ParsedParameters,
  known: readonly string[],
): StripeError | null {
  const given = [...values.keys(), ...lists.keys(), ...ranges.keys()];
  const unknown = given.find((name) => !known.includes(name));
  return unknown === undefined
    ? null
    : invalidRequest(`Received unknown parameter: ${unknown}`, { code: 'parameter_unknown', param: unknown });
}
