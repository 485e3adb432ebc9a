import { dayNumber } from '../model/day.ts';
import { type UsageUserDay } from '../model/source.ts';

/**
 * A month of an account's usage as one value, since a row for each user and day costs more to store and to read
 * than all the rest of a run. Months are those of the chunks, so that re-reading a chunk touches one month.
 */
export interface UsageMonth {
  /** Id and e-mail address of each user seen. */
  readonly users: readonly (readonly [id: string, email: string | null])[];
  /** The combinations of features that user days had: feature, depth, feature, depth … */
  readonly features: readonly (readonly string[])[];
  readonly integrations: readonly (readonly string[])[];
  /** Chunk → its user days, {@link WIDTH} numbers each. */
  readonly chunks: Readonly<Record<string, readonly number[]>>;
}

/** Numbers of a user day in a chunk: user, day, events, workflows started, workflows completed, features, integrations. */
export const WIDTH = 7;

/** Whether a month says what was done, not only who was there. */
export function isWhole<Other extends object>(month: UsageMonth | Other): month is UsageMonth {
  return 'chunks' in month;
}

/** The month a chunk (a day, or an hour `YYYY-MM-DDTHH`) belongs to. */
export function monthOf(chunk: string): string {
  return chunk.slice(0, 7);
}

/** Packs rows of one account and month, and keeps those of `known` whose chunk is not replaced. */
export function packMonth(
  rows: readonly UsageUserDay[],
  known: UsageMonth | null,
  replaces: { readonly from: string; readonly to: string },
): UsageMonth | null {
  const users = new Numbered<readonly [string, string | null]>();
  const features = new Numbered<readonly string[]>();
  const integrations = new Numbered<readonly string[]>();
  const chunks: Record<string, number[]> = {};
  if (known !== null) {
    const kept = Object.entries(known.chunks).filter(
      ([chunk]) => chunk < replaces.from || chunk > replaces.to,
    );
    for (const [chunk, numbers] of kept) {
      chunks[chunk] = renumber(numbers, [
        known.users.map(([id, email]) => users.of(id, [id, email])),
        known.features.map((each) => features.of(keyOf(each), each)),
        known.integrations.map((each) => integrations.of(keyOf(each), each)),
      ]);
    }
  }
  const combination = new Map<UsageUserDay['features'], number>();
  for (const row of rows) {
    const user = users.of(row.userId, [row.userId, row.email]);
    if (row.email !== null) users.set(user, [row.userId, row.email]);
    let used = combination.get(row.features);
    if (used === undefined) {
      const flat = Object.entries(row.features).flat();
      combination.set(row.features, (used = features.of(keyOf(flat), flat)));
    }
    (chunks[row.chunk] ??= []).push(
      user,
      dayNumber(row.day),
      row.events,
      row.workflowsStarted,
      row.workflowsCompleted,
      used,
      integrations.of(keyOf(row.integrations), row.integrations),
    );
  }
  if (Object.keys(chunks).length === 0) return null;
  return { users: users.values, features: features.values, integrations: integrations.values, chunks };
}

/** Ids may hold spaces and commas, but no control characters. */
function keyOf(texts: readonly string[]): string {
  return texts.join('\u001f');
}

function renumber(
  numbers: readonly number[],
  [users, features, integrations]: readonly [readonly number[], readonly number[], readonly number[]],
): number[] {
  const out = [...numbers];
  for (let at = 0; at < out.length; at += WIDTH) {
    out[at] = users[out[at] ?? 0] ?? 0;
    out[at + 5] = features[out[at + 5] ?? 0] ?? 0;
    out[at + 6] = integrations[out[at + 6] ?? 0] ?? 0;
  }
  return out;
}

/** Values by the order in which their keys were first seen. */
class Numbered<Value> {
  readonly values: Value[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string, value: Value): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }

  set(number: number, value: Value): void {
    this.values[number] = value;
  }
}
