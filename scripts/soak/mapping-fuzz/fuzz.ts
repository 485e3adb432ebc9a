import fc from 'fast-check';
import { sourceRecord } from '../../../src/model/record.ts';
import { type Mapper } from './mappers.ts';
import { messageText } from '../../../src/model/messages/message.ts';

/** Every place in a value, as a path of keys. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

function damaged(base: object, path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(base) as Record<string, unknown>;
  let at: Record<string, unknown> = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1);
  if (last === undefined) return typeof value === 'object' && value !== null ? value : {};
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

/** Longer than the key of an index may be, and nothing that could be compressed. */
const LONG = fc.sample(fc.string({ minLength: 9_000, maxLength: 9_000 }), { numRuns: 1, seed: 7 })[0] ?? '';

const junk = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    ' ',
    '0',
    '-1',
    'NaN',
    '2026-02-30',
    '9999-99-99',
    "';--",
    '\u0000',
    '\ud800',
    '💥',
    LONG,
    true,
    [],
    {},
    -0,
    1e308,
    -1e308,
  ),
  fc.integer(),
  fc.string({ maxLength: 600 }),
  fc.array(fc.constantFrom(null, 1, 'x'), { maxLength: 3 }),
);

/** So many copies of an object, damaged in one place and in two by turns; the same for the same seed. */
export function damagedCopies(base: object, seed: number, count: number): unknown[] {
  const where = fc.constantFrom(...places(base));
  const damage = fc.tuple(where, junk, where, junk);
  return fc
    .sample(damage, { numRuns: count, seed })
    .map(([first, one, second, other], place) =>
      place % 2 === 0 ? damaged(base, first, one) : twiceDamaged(base, [first, one], [second, other]),
    );
}

/** Damages the object of a mapper in two places, so many times; throws with the smallest damage that does harm. */
export function fuzzMapper([name, base, map]: Mapper, seed: number, runs: number): void {
  const where = fc.constantFrom(...places(base));
  fc.assert(
    fc.property(where, where, junk, junk, (first, second, one, other) => {
      const { records = [], quarantined = [] } = map(twiceDamaged(base, [first, one], [second, other]));
      for (const record of records) {
        const { error } = sourceRecord.safeParse(record);
        if (error !== undefined) throw new Error(`${name}: a record that cannot be stored: ${error.message}`);
      }
      if (quarantined.some(({ reason }) => messageText(reason, 'en') === ''))
        throw new Error(`${name}: set aside without a reason`);
    }),
    { numRuns: runs, seed },
  );
}

type Damage = readonly [path: readonly (string | number)[], value: unknown];

function twiceDamaged(base: object, first: Damage, second: Damage): unknown {
  const once = damaged(base, ...first);
  try {
    return damaged(once as object, ...second);
  } catch {
    // The first damage took the second place away.
    return once;
  }
}
