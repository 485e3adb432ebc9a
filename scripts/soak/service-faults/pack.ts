import assert from 'node:assert/strict';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A value of plain data, small and outside the heap: there are two for each of very many companies. */
export type Packed = Buffer;

export function pack(value: unknown): Packed {
  return deflateRawSync(JSON.stringify(value));
}

export function unpack(packed: Packed): unknown {
  return JSON.parse(inflateRawSync(packed).toString());
}

/** Whole differences of large portfolios would be too long to work out, let alone to read. */
const TOLD = 3;

/** @throws Error telling where the first companies differ, and how many do. */
export function assertSame(actual: ReadonlyMap<string, Packed>, expected: ReadonlyMap<string, Packed>): void {
  const ids = new Set([...expected.keys(), ...actual.keys()]);
  const differing = [...ids].filter((id) => !isSame(actual.get(id), expected.get(id)));
  if (differing.length === 0) return;
  const lines = differing.slice(0, TOLD).flatMap((id) => {
    const [found, wanted] = [actual.get(id), expected.get(id)].map((each) => each && unpack(each));
    return differencesOf(id, found, wanted);
  });
  throw new Error([`${differing.length} companies differ`, ...lines].join('\n'));
}

function isSame(left: Packed | undefined, right: Packed | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (left.equals(right)) return true;
  // The order of the names in an object means nothing.
  try {
    assert.deepStrictEqual(unpack(left), unpack(right));
    return true;
  } catch {
    return false;
  }
}

function differencesOf(id: string, found: unknown, wanted: unknown): string[] {
  const told = (value: unknown): string => JSON.stringify(value)?.slice(0, 150) ?? 'nothing';
  const paths = pathsOf(found, wanted, id).slice(0, TOLD);
  return paths.map(([path, left, right]) => `${path}: ${told(left)} instead of ${told(right)}`);
}

/** Where two values differ, as deep as it can be told. */
function pathsOf(found: unknown, wanted: unknown, path: string): [string, unknown, unknown][] {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return [];
  if (!isObject(found) || !isObject(wanted)) return [[path, found, wanted]];
  const names = new Set([...Object.keys(found), ...Object.keys(wanted)]);
  return [...names].flatMap((name) => pathsOf(found[name], wanted[name], `${path}.${name}`));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
